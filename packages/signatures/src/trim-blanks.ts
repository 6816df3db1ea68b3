/** Text without the spaces and tabs around it; other white space stays. Linear, unlike a pattern. */
export function trimBlanks(text: string): string {
  let start = 0
  let end = text.length
  while (isBlank(text[start])) start += 1
  while (isBlank(text[end - 1])) end -= 1
  return text.slice(start, end)
}

const isBlank = (character: string | undefined): boolean => character === ' ' || character === '\t'
