import type { HeaderFields } from './verification.ts'

/** More than one value where one is allowed. */
export const REPEATED: unique symbol = Symbol('repeated header')

/** Value of a header: nothing, one text, or more than one. */
export type HeaderValue = string | undefined | typeof REPEATED

/** Reads a fixed set of headers in one pass over the fields. */
export type HeaderReader<K extends string> = (fields: HeaderFields) => Record<K, HeaderValue>

/**
 * Makes a reader for named headers. Names are matched whatever their case; an array of one value counts as that
 * value, a header that is there twice is `REPEATED`.
 */
export function createHeaderReader<K extends string>(names: Readonly<Record<K, string>>): HeaderReader<K> {
  const keys = Object.keys(names) as K[] // Object.keys widens to string
  const keyOf = new Map<string, K>(keys.map((key) => [names[key].toLowerCase(), key]))
  const lengths = new Set([...keyOf.keys()].map((name) => name.length))
  const none = Object.fromEntries(keys.map((key) => [key, undefined])) as Record<K, HeaderValue> // exactly the keys

  return (fields) => {
    const found = { ...none }
    if (isHeaders(fields)) {
      for (const [name, key] of keyOf) found[key] = fields.get(name) ?? undefined
      return found
    }
    for (const field in fields) {
      if (!lengths.has(field.length)) continue
      const key = keyOf.get(field) ?? keyOf.get(field.toLowerCase())
      if (key === undefined || !Object.hasOwn(fields, field)) continue
      const value = single(fields[field])
      if (value !== undefined) found[key] = found[key] === undefined ? value : REPEATED
    }
    return found
  }
}

const isHeaders = (fields: HeaderFields): fields is Headers => typeof fields.get === 'function'

function single(value: unknown): HeaderValue {
  if (typeof value === 'string') return value
  if (!Array.isArray(value) || value.length === 0) return undefined
  return value.length === 1 && typeof value[0] === 'string' ? value[0] : REPEATED
}
