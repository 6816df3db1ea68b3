import { HEADER_NAMES } from './generated/header-names.ts'
import type { HeaderFields, Provider } from './verification.ts'

/** More than one value where one is allowed. */
export const REPEATED: unique symbol = Symbol('repeated header')

/** Value of a header: nothing, one text, or more than one. */
export type HeaderValue = string | undefined | typeof REPEATED

/** The headers of one platform that a request carries. */
export interface ReadHeaders {
  /** By the key of the header row; a header that is not there has no entry. */
  readonly values: ReadonlyMap<string, string | typeof REPEATED>
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
// Stryker disable next-line all: a field that is not turned away by its length is looked up, which is slower alone
const LENGTHS: boolean[] = Array.from({ length: 64 }, () => false)
for (const name of KNOWN.keys()) LENGTHS[name.length] = true

/** The known header that a field name means, whatever its case. Most fields are turned away by their length. */
const findKnown = (field: string): Known | undefined =>
  // Stryker disable next-line ConditionalExpression: as above
  LENGTHS[field.length] === true ? (KNOWN.get(field) ?? KNOWN.get(field.toLowerCase())) : undefined

const toRecord = (fields: HeaderFields): Readonly<Record<string, unknown>> =>
  isHeaders(fields) ? Object.fromEntries(fields) : fields

const isHeaders = (fields: HeaderFields): fields is Headers => typeof fields.forEach === 'function'

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
  return (fields) => {
    const record = toRecord(fields)
    const values = new Map<string, string | typeof REPEATED>()
    let hasForeign = false
    for (const field in record) {
      const known = findKnown(field)
      if (known === undefined || !Object.hasOwn(record, field)) continue
      const value = toSingle(record[field])
      if (value === undefined) continue
      if (known.provider !== provider) hasForeign ||= known.tells
      else values.set(known.key, values.has(known.key) ? REPEATED : value)
    }
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
  const senders = Object.entries(toRecord(headers)).flatMap(([field, value]) => {
    const known = toSingle(value) === undefined ? undefined : findKnown(field)
    return known?.tells ? [known.provider] : []
  })
  return new Set(senders).size > 1 ? 'ambiguous' : senders[0]
}
