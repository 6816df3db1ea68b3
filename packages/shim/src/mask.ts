/** A phone number, in a path or a text: seven digits or more, however they are grouped. */
const NUMBER = /\+?\d(?:[-. ()_]{0,2}\d){6,}/g
const UUID = /[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/gi
const LONGEST = 120

/**
 * As much of a phone number as tells a team's numbers apart: its last three digits, and never more than a third of it.
 * `undefined` for what is no number, a SIP address among others.
 */
export function maskNumber(number: string | undefined): string | undefined {
  if (number === undefined) return undefined
  // By far the most frequent ones, in one step.
  if (/^\+?\d{9,}$/.test(number)) return `…${number.slice(-3)}`
  if (!/^\+?[\d\s()-]+$/.test(number)) return undefined
  const digits = number.replace(/\D/g, '')
  return digits === '' ? undefined : `…${digits.slice(digits.length - Math.min(3, Math.floor(digits.length / 3)))}`
}

/** A path without query in which ids and numbers are replaced by words, so that it names a route and nobody's call. */
export function maskPath(path: string): string {
  const bare = path.replace(/[?#].*$/s, '')
  return maskDigits(decode(bare).replace(UUID, ':id'), ':number').slice(0, LONGEST)
}

/** A text without phone numbers. */
export const maskDigits = (text: string, word: string): string => text.replace(NUMBER, word)

function decode(path: string): string {
  try {
    return decodeURIComponent(path)
  } catch {
    return path
  }
}
