import { InvalidRequestError } from './errors.ts'
import { toDigits } from './phone-number.ts'
import { type Fields, isMissing, toText } from './records.ts'

const refuse = (message: string): InvalidRequestError =>
  new InvalidRequestError(message, { code: 'invalid-request', outcome: 'not-sent' })

/** One path segment. `.` and `..` would climb to another route, whatever the encoding. */
function toSegment(name: string, value: unknown): string {
  const text = toText(value)
  if (isMissing(value) || text === '.' || text === '..')
    throw refuse(
      `The path needs ${name}, but it is ${isMissing(value) ? 'missing' : `"${text}"`}. Pass the id as a string.`,
    )
  return encodeURIComponent(text)
}

function toNumberSegment(name: string, value: unknown): string {
  const digits = toDigits(value)
  if (digits === undefined)
    throw refuse(`The path needs ${name} as a phone number with country code, with or without +. Pass 3 to 15 digits.`)
  return `%2B${digits}`
}

/** Fills `{name}` and `{+name}` of a path template; each value is percent-encoded once. */
export function fillPath(template: string, values: Fields): string {
  return template.replace(/\{(\+?)(\w+)\}/g, (_, plus: string, name: string) =>
    plus === '+' ? toNumberSegment(name, values[name]) : toSegment(name, values[name]),
  )
}
