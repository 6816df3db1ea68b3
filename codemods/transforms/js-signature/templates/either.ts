/**
 * Checks the webhook signatures of Plivo and of Vobiz, with what comes with Node alone. Written by plivo-to-vobiz.
 *
 * A signature of Vobiz covers the URL as the sender was given it, without its query, and the nonce: neither query nor
 * body. An unset token refuses, and so does anything missing or of an unexpected kind. Nothing here throws.
 */
import { createHmac, timingSafeEqual } from 'node:crypto'
import { parse } from 'node:querystring'

/** A header as frameworks give it. */
export type HeaderText = string | readonly string[] | undefined | null

/** Tokens of one account; several while they are changed. */
export type Tokens = string | readonly string[] | undefined | null

/** Tokens of both accounts. A plain one is tried as either's. */
export type EitherTokens = Tokens | { readonly plivo?: Tokens; readonly vobiz?: Tokens }

/** Parameters as a body parser gives them. */
export type Params = Readonly<Record<string, unknown>>

/** A V3 signature of either. Arguments as in the function it replaces. */
export function validateV3Signature(
  method: string,
  uri: string,
  nonce: HeaderText,
  authToken: EitherTokens,
  signature: HeaderText,
  params?: Params | null,
): boolean {
  if (!isFilled(method) || !isFilled(uri) || !isFilled(nonce) || !isFilled(signature)) return false
  const { plivo, vobiz } = toPair(authToken)
  return (
    isSigned(toPlivoText(method, uri, { nonce, params: params ?? {} }), plivo, signature.split(',').map(trimBlanks)) ||
    isSigned(toText(uri, `.${nonce}`), vobiz, [signature])
  )
}

/** A V2 signature of either. Arguments as in the function it replaces. */
export function validateSignature(
  uri: string,
  nonce: HeaderText,
  signature: HeaderText,
  authToken: EitherTokens,
): boolean {
  if (!isFilled(uri) || !isFilled(nonce) || !isFilled(signature)) return false
  const { plivo, vobiz } = toPair(authToken)
  const base = splitUrl(uri)?.base
  const plivoText = base === undefined ? undefined : dropCredentials(base) + nonce
  return (
    isSigned(plivoText, plivo, signature.split(',').map(trimBlanks)) || isSigned(toText(uri, nonce), vobiz, [signature])
  )
}

function toPair(tokens: EitherTokens): { readonly plivo?: Tokens; readonly vobiz?: Tokens } {
  const isPair = typeof tokens === 'object' && tokens !== null && !Array.isArray(tokens)
  return isPair ? (tokens as { readonly plivo?: Tokens; readonly vobiz?: Tokens }) : { plivo: tokens as Tokens, vobiz: tokens as Tokens }
}

/** What Vobiz signs. */
function toText(uri: string, rest: string): string | undefined {
  const base = splitUrl(uri)?.base
  return base === undefined ? undefined : base + rest
}

/** What Plivo signs in V3: the URL, its query sorted, the parameters of a POST sorted, and the nonce. */
function toPlivoText(
  method: string,
  uri: string,
  { nonce, params }: { readonly nonce: string; readonly params: Params },
): string | undefined {
  const url = splitUrl(uri)
  const verb = method.toUpperCase()
  if (url === undefined || (verb !== 'GET' && verb !== 'POST')) return undefined
  const query: Params = url.query === undefined ? {} : parse(url.query, '&', '=', { maxKeys: 0 })
  const isPosted = verb === 'POST' && Object.keys(params).length > 0
  const pairs = joinSorted(verb === 'GET' ? merge(query, params) : query, '=', '&')
  const fields = isPosted ? joinSorted(params, '', '') : ''
  if (pairs === undefined || fields === undefined) return undefined
  const mark = isPosted || pairs !== '' ? '?' : ''
  const dot = isPosted && pairs !== '' ? '.' : ''
  return `${dropCredentials(url.base)}${mark}${pairs}${dot}${fields}.${nonce}`
}

/** Names in order, the values of one name in order; `undefined` when a value is not flat text. */
function joinSorted(fields: Params, inside: string, between: string): string | undefined {
  const pairs: string[] = []
  for (const name of Object.keys(fields).sort()) {
    const values: readonly unknown[] = [fields[name]].flat()
    if (!values.every(isScalar)) return undefined
    pairs.push(...values.map(String).sort().map((value) => name + inside + value))
  }
  return pairs.join(between)
}

/** The query with the parameters, each value once. */
function merge(query: Params, params: Params): Params {
  const merged: Record<string, unknown> = Object.assign(Object.create(null), query)
  for (const [name, value] of Object.entries(params)) {
    const known: readonly unknown[] = merged[name] === undefined ? [] : [merged[name]].flat()
    const seen = new Set(known)
    const added = [value].flat().filter((one) => !seen.has(typeof one === 'number' ? String(one) : one))
    merged[name] = known.length === 0 ? value : [...known, ...added]
  }
  return merged
}

function isScalar(value: unknown): boolean {
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean'
}

/** The parts of a URL; `undefined` when it is none. */
function splitUrl(uri: string): { readonly base: string; readonly query: string | undefined } | undefined {
  const text = uri.trim()
  if (!/^[a-z][a-z0-9+.-]*:\/\/[^/?#]/i.test(text)) return undefined
  const whole = text.split('#', 1)[0] ?? ''
  const mark = whole.indexOf('?')
  return mark === -1 ? { base: whole, query: undefined } : { base: whole.slice(0, mark), query: whole.slice(mark + 1) }
}

function dropCredentials(base: string): string {
  return base.replace(/^([^:]+:\/\/)[^/]*@/, '$1')
}

function isSigned(text: string | undefined, tokens: Tokens, signatures: readonly string[]): boolean {
  if (text === undefined) return false
  return [tokens].flat().some((token) => {
    if (!isFilled(token)) return false
    const expected = createHmac('sha256', token).update(text).digest('base64')
    return signatures.filter((one) => isEqual(one, expected)).length > 0
  })
}

/** Compares in a time that does not tell how much is right. */
function isEqual(received: string, expected: string): boolean {
  const [left, right] = [Buffer.from(received), Buffer.from(expected)]
  return left.length === right.length && timingSafeEqual(left, right)
}

function trimBlanks(text: string): string {
  return text.replace(/^[ \t]+|[ \t]+$/g, '')
}

function isFilled(value: unknown): value is string {
  return typeof value === 'string' && value !== ''
}
