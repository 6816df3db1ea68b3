const NON_ASCII_START =
  // biome-ignore lint/suspicious/noMisleadingCharacterClass: ranges of the XML recommendation, tested one character at a time.
  /[\u00C0-\u00D6\u00D8-\u00F6\u00F8-\u02FF\u0370-\u037D\u037F-\u1FFF\u200C\u200D\u2070-\u218F\u2C00-\u2FEF\u3001-\uD7FF\uF900-\uFDCF\uFDF0-\uFFFD\u{10000}-\u{EFFFF}]/u
// biome-ignore lint/suspicious/noMisleadingCharacterClass: as above.
const NON_ASCII_REST = /[\u00B7\u0300-\u036F\u203F\u2040]/

const COLON = 0x3a
const UNDERSCORE = 0x5f
const HYPHEN = 0x2d
const DOT = 0x2e

const isLetter = (code: number): boolean => (code >= 0x61 && code <= 0x7a) || (code >= 0x41 && code <= 0x5a)
const isDigit = (code: number): boolean => code >= 0x30 && code <= 0x39
const isSurrogate = (code: number): boolean => code >= 0xd800 && code <= 0xdfff

/** Offset behind the XML name that starts at `start`; `start` itself when there is none (XML 1.0, fifth edition). */
export function findNameEnd(text: string, start: number): number {
  let at = start
  for (;;) {
    const code = text.charCodeAt(at)
    if (isLetter(code) || code === UNDERSCORE || code === COLON) at++
    else if (at > start && (isDigit(code) || code === HYPHEN || code === DOT)) at++
    else if (code >= 0x80) {
      const character = isSurrogate(code) ? text.slice(at, at + 2) : text.charAt(at)
      if (!NON_ASCII_START.test(character) && !(at > start && NON_ASCII_REST.test(character))) return at
      at += character.length
    } else return at
  }
}

/** Whether a UTF-16 unit is XML white space. */
export const isSpace = (code: number): boolean => code === 0x20 || code === 0x0a || code === 0x0d || code === 0x09

/** Offset of the first unit at or behind `start` that is no white space. */
export function skipSpace(text: string, start: number): number {
  let at = start
  while (isSpace(text.charCodeAt(at))) at++
  return at
}
