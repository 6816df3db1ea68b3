import { createHash } from 'node:crypto'
import { type FormFields, parseForm, readForm, toText } from '../form.ts'
import { FIELD_NAMES } from '../generated/header-names.ts'
import { type DigestForm, matchesDigest, type Signed } from '../hmac.ts'
import { orUndefined } from '../or-undefined.ts'
import { isFlat } from '../sorted-pairs.ts'
import { splitUrl } from '../url-parts.ts'
import type { WebhookRequest } from '../verification.ts'
import { spellUrl } from './signalwire-url.ts'

/** Ways SignalWire signs a webhook. */
export const SCHEMES = ['form', 'json', 'body-sha256'] as const

/** One of `SCHEMES`. */
export type SignalwireScheme = (typeof SCHEMES)[number]

/** A text the sender may have signed. */
export interface Candidate {
  readonly encoding: DigestForm['encoding']
  readonly signed: Signed
}

const HEX_DIGEST = /^[0-9a-f]{40}$/

/** The scheme a request is most likely signed with. Its content decides; a failed one is never retried as another. */
export function guessScheme(request: WebhookRequest, signature: string): SignalwireScheme {
  if (readBodyHash(request.url) !== undefined) return 'body-sha256'
  return HEX_DIGEST.test(signature) || isJson(request) ? 'json' : 'form'
}

const isJson = ({ params, rawBody }: WebhookRequest): boolean =>
  // Stryker disable next-line MethodExpression: the beginning is enough, and quicker to decode
  params === undefined && rawBody !== undefined && /^\s*[[{]/.test(toText(rawBody.slice(0, 64)))

/** Value of the query parameter that holds the hash of the body; a list when it is there more than once. */
function readBodyHash(url: string): string | readonly string[] | undefined {
  const query = splitUrl(url)?.query
  // Stryker disable next-line ConditionalExpression: the parser finds nothing in nothing
  return query === undefined ? undefined : parseForm(query)[FIELD_NAMES.signalwire.bodyHash]
}

/** Whether the body has the one hash the URL names. */
export function isBodyIntact({ url, rawBody }: WebhookRequest): boolean {
  const hash = readBodyHash(url)
  if (rawBody === undefined || typeof hash !== 'string') return false
  return matchesDigest(hash, createHash('sha256').update(rawBody).digest('hex'))
}

/** What may have been signed, most likely first; nothing when the request has no signable shape. */
export function* findCandidates(
  scheme: SignalwireScheme,
  request: WebhookRequest,
  compat: boolean,
): Iterable<Candidate> {
  const { url, rawBody } = request
  if (splitUrl(url) === undefined) return
  if (scheme === 'form') yield* spellForms(url, readForm(request), compat)
  else if (scheme === 'body-sha256') yield* spellForms(url, {}, compat)
  else if (rawBody !== undefined) {
    yield { encoding: 'hex', signed: [url, rawBody] }
    // Callbacks of the Compatibility API with JSON bodies are signed as if the fields were a form's.
    const fields = parseJsonFields(rawBody)
    if (fields !== undefined) yield* spellForms(url, fields, compat)
  }
}

/** The form scheme over each spelling of the URL; the strict reading tries the URL as it is first. */
function* spellForms(url: string, fields: FormFields, compat: boolean): Iterable<Candidate> {
  const text = compat || isFlat(fields) ? joinFields(fields) : undefined
  if (text === undefined) return
  if (!compat) yield { encoding: 'base64', signed: url + text }
  for (const spelling of spellUrl(url)) yield { encoding: 'base64', signed: spelling + text }
}

/**
 * Names and values run together, sorted by name; the values of one name stay in the order received. `undefined` when a
 * value has no text, which only the loose reading lets come this far.
 */
const joinFields = (fields: Readonly<Record<string, unknown>>): string | undefined =>
  orUndefined(() => {
    let text = ''
    for (const name of Object.keys(fields).sort()) text += joinValues(name, fields[name])
    return text
  })

const joinValues = (name: string, value: unknown): string =>
  Array.isArray(value) ? value.map((one) => joinValues(name, one)).join('') : `${name}${value}`

// Callbacks with flat fields are far smaller; a bound on what a stranger can have parsed.
const MAX_FIELDS_BODY = 65_536

/** The fields of a JSON body, when it is an object; whoever joins them looks at the values. */
function parseJsonFields(rawBody: string | Uint8Array): FormFields | undefined {
  if (rawBody.length > MAX_FIELDS_BODY) return undefined
  const value = orUndefined((): unknown => JSON.parse(toText(rawBody)))
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as FormFields) : undefined
}
