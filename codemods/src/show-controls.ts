/** Characters that change how text around them is shown, or are not shown at all. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: these are what is looked for.
const HIDDEN = /[\u0000-\u0008\u000B-\u001F\u007F-\u009F\u200B\u200E\u200F\u202A-\u202E\u2060-\u2069\uFEFF]/g

/**
 * Writes out characters that a reader would not see, such as the ones that turn the direction of writing: a file name
 * or a line of code looks in a report as what it is.
 */
export function showControls(text: string): string {
  return text.replace(
    HIDDEN,
    (character) => `\u27E8U+${character.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}\u27E9`,
  )
}
