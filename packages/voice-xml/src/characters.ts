// biome-ignore lint/suspicious/noControlCharactersInRegex: these are the characters XML forbids.
const SUSPECT = /[\u0000-\u0008\u000B\u000C\u000E-\u001F\uD800-\uDFFF\uFFFE\uFFFF]/
const FORBIDDEN =
  // biome-ignore lint/suspicious/noControlCharactersInRegex: as above; only surrogates may be in order.
  /[\u0000-\u0008\u000B\u000C\u000E-\u001F\uFFFE\uFFFF]|[\uD800-\uDBFF](?![\uDC00-\uDFFF])|(?<![\uD800-\uDBFF])[\uDC00-\uDFFF]/

/** Offset of the first character that XML does not allow, or -1. The cheap question comes first. */
export const findForbidden = (text: string): number => (SUSPECT.test(text) ? text.search(FORBIDDEN) : -1)

/** A character as `U+0000`. */
export const toCodeName = (text: string, offset: number): string =>
  `U+${text.charCodeAt(offset).toString(16).toUpperCase().padStart(4, '0')}`
