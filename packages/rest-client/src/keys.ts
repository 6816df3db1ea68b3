import { type Fields, isFields } from './records.ts'

/** Words of a key as lodash finds them: Plivo's client names its wire fields with lodash. */
const WORD = /[A-Z]+(?![a-z])|[A-Z]?[a-z]+|\d+/g

const words = (key: string): readonly string[] => key.match(WORD) ?? []

/** Filters with a comparison: Plivo's list of them, and the comparisons only Vobiz has. */
const KEPT =
  /^(?:message_time|end_time|bill_duration|add_time|created|renewal_date|recording_storage_duration)__(?:lte?|gte?)$|^\w+__(?:contains|exact|startswith|isnull)$/

/** What Plivo's client changes again after lodash, in its order. */
const REPAIRS: readonly (readonly [string, string])[] = [
  ['_less_than', '__lt'],
  ['_greater_than', '__gt'],
  ['_greater_or_equal', '__gte'],
  ['_less_or_equal', '__lte'],
  ['_equal', ''],
  ['country_iso_2', 'country_iso2'],
]

/** Plivo's wire name of an option key: `answerUrl` is `answer_url`, and so is `answer_url`. */
export function toWireKey(key: string): string {
  if (KEPT.test(key) || /[[\]]/.test(key)) return key
  const snake = words(key).join('_').toLowerCase() || key
  return REPAIRS.reduce((name, [from, to]) => name.replace(from, to), snake)
}

/** `request_uuid` is `requestUuid`. */
export function toCamelKey(key: string): string {
  const camel = words(key).map((word, index) =>
    index === 0 ? word.toLowerCase() : `${word.charAt(0).toUpperCase()}${word.slice(1).toLowerCase()}`,
  )
  return camel.join('') || key
}

function renameDeep(value: unknown, rename: (key: string) => string): unknown {
  if (Array.isArray(value)) return value.map((item) => renameDeep(item, rename))
  if (!isFields(value)) return value
  const renamed: Fields = {}
  for (const [key, inner] of Object.entries(value)) renamed[rename(key)] = renameDeep(inner, rename)
  return renamed
}

/** An answer with camelCase keys, all the way down. */
export function toCamelKeys(value: unknown): unknown {
  return renameDeep(value, toCamelKey)
}

/** A result with the wire's keys, all the way down; what callers of the old callback client read. */
export function toWireKeys(value: unknown): unknown {
  return renameDeep(value, toWireKey)
}

/** A copy of the application's options under Plivo's wire names. The caller's object is never written to. */
export function toWireOptions(options: object): Fields {
  const wire: Fields = {}
  for (const [key, value] of Object.entries<unknown>({ ...options }))
    if (value !== undefined) wire[toWireKey(key)] = value
  return wire
}
