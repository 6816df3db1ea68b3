import { HEADER_NAMES } from './generated/header-names.ts'
import type { HeaderFields, Provider } from './verification.ts'

/** More than one value where one is allowed. */
export const REPEATED: unique symbol = Symbol('repeated header')

/** Value of a header: nothing, one text, or more than one. */
export type HeaderValue = string | undefined | typeof REPEATED

/** The headers of one platform that a request carries. */
export interface ReadHeaders {
  /** By the key of the header row. */
  readonly values: Readonly<Record<string, HeaderValue>>
  /** Whether headers of another platform's signatures are there as well. */
  readonly hasForeign: boolean
}

interface Known {
  readonly provider: Provider
  readonly key: string
  /** False for names that any server or proxy could use for something else. */
  readonly tells: boolean
}

const GENERIC: readonly string[] = [HEADER_NAMES.enablex.format, HEADER_NAMES.enablex.encoding]

const PROVIDERS = Object.keys(HEADER_NAMES) as Provider[] // Object.keys widens to string

const KNOWN: ReadonlyMap<string, Known> = new Map(
  PROVIDERS.flatMap((provider) =>
    Object.entries(HEADER_NAMES[provider]).map(([key, name]): [string, Known] => [
      name.toLowerCase(),
      { provider, key, tells: !GENERIC.includes(name) },
    ]),
  ),
)
const LONGEST = Math.max(...[...KNOWN.keys()].map((name) => name.length))
const LENGTHS: readonly boolean[] = Array.from({ length: LONGEST + 1 }, (_, length) =>
  [...KNOWN.keys()].some((name) => name.length === length),
)

/** The known header that a field name means, whatever its case. Most fields are turned away by their length. */
const findKnown = (field: string): Known | undefined =>
  LENGTHS[field.length] === true ? (KNOWN.get(field) ?? KNOWN.get(field.toLowerCase())) : undefined

const isHeaders = (fields: HeaderFields): fields is Headers => typeof fields.forEach === 'function'

/** Calls `take` for each field with a known name and a value. */
function forEachKnown(fields: HeaderFields, take: (known: Known, value: string | typeof REPEATED) => void): void {
  const visit = (value: unknown, field: string): void => {
    const known = findKnown(field)
    if (known === undefined) return
    const one = toSingle(value)
    if (one !== undefined) take(known, one)
  }
  if (isHeaders(fields)) fields.forEach(visit)
  else for (const field of Object.keys(fields)) visit(fields[field], field)
}

function toSingle(value: unknown): HeaderValue {
  if (typeof value === 'string') return value
  if (!Array.isArray(value) || value.length === 0) return undefined
  return value.length === 1 && typeof value[0] === 'string' ? value[0] : REPEATED
}

/**
 * Makes the reader of a platform's headers. Names are matched whatever their case; an array of one value counts as
 * that value; a header that is there twice is `REPEATED`.
 */
export function createHeaderReader(provider: Provider): (fields: HeaderFields) => ReadHeaders {
  const none: Record<string, HeaderValue> = Object.fromEntries(
    Object.keys(HEADER_NAMES[provider]).map((key) => [key, undefined]),
  )
  return (fields) => {
    const values = { ...none }
    let hasForeign = false
    forEachKnown(fields, (known, value) => {
      if (known.provider !== provider) hasForeign ||= known.tells
      else values[known.key] = values[known.key] === undefined ? value : REPEATED
    })
    return { values, hasForeign }
  }
}

/**
 * The platform whose signature headers a request carries; `'ambiguous'` when it carries those of two, which no
 * platform sends and every caller should refuse. Says nothing about whether the signature is right.
 *
 * @example detectProvider({ 'x-vobiz-signature-v3': '…' }) // 'vobiz'
 */
export function detectProvider(headers: HeaderFields): Provider | 'ambiguous' | undefined {
  let found: Provider | 'ambiguous' | undefined
  forEachKnown(headers, ({ provider, tells }) => {
    if (tells) found = found === undefined || found === provider ? provider : 'ambiguous'
  })
  return found
}
