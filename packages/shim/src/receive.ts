import { parse } from 'node:querystring'
import type { RawParams } from './call.ts'
import { within } from './deadlines.ts'
import { ShimError } from './errors.ts'
import { readHeader } from './header-value.ts'
import type { Body, Incoming } from './incoming.ts'

/** A request whose body has been read and whose parameters are decoded. */
export interface Received extends Pick<Incoming, 'method' | 'path' | 'headers'> {
  /** The body; empty for GET. Where another parser had read it: its fields, as text of our own. */
  readonly rawBody: Uint8Array
  readonly fields: RawParams
  /** Where the fields come from; in a query the application's own stand among them. */
  readonly source: 'query' | 'form' | 'json' | 'parsed'
}

/** What a request may hold. */
export interface Limits {
  /** Bytes of the body. */
  readonly bodyLimit: number
  /** Number of parameters. */
  readonly parameterLimit: number
  /** Milliseconds until the last byte of the body must be there. */
  readonly bodyMs: number
}

const UTF8 = new TextDecoder()
const NOTHING = new Uint8Array()
/** What a form may be labelled as; `text/plain` is what a web `Request` says of a text nobody labelled. */
const FORM = /^(?:application\/x-www-form-urlencoded|text\/plain)\b/i
const JSON_TYPE = /^(?:application|text)\/(?:[\w.+-]+\+)?json\b/i

/**
 * Reads the body once and decodes the parameters: query of a GET, form or JSON of a POST. Rejects with a `ShimError`
 * when there is too much of either, or when it cannot be read.
 */
export async function receive(incoming: Incoming, limits: Limits): Promise<Received> {
  const { method, path, headers } = incoming
  if (method === 'GET') {
    const mark = path.indexOf('?')
    const query = mark < 0 ? '' : path.slice(mark + 1)
    return { method, path, headers, rawBody: NOTHING, fields: decodeForm(query, limits), source: 'query' }
  }
  if (method !== 'POST') throw new ShimError('method-not-allowed', `it was ${method.slice(0, 20)}`)
  const { bodyLimit, bodyMs } = limits
  const body = incoming.readBody(bodyLimit)
  const read = isPromise(body) ? await within(body, bodyMs, () => new ShimError('body-timeout', `${bodyMs} ms`)) : body
  const { rawBody, fields, source } = decode(read, headers, limits)
  return { method, path, headers, rawBody, fields, source }
}

const isPromise = (body: Body | Promise<Body>): body is Promise<Body> => 'then' in body

type Decoded = Pick<Received, 'rawBody' | 'fields' | 'source'>

function decode(body: Body, headers: Incoming['headers'], limits: Limits): Decoded {
  if ('fields' in body) {
    const fields = fromRecord(body.fields, limits)
    return { rawBody: new TextEncoder().encode(JSON.stringify(fields)), fields, source: 'parsed' }
  }
  if (!/^(?:identity)?$/i.test(readHeader(headers, 'content-encoding') ?? '')) {
    throw new ShimError('unsupported-media-type', 'the body is compressed')
  }
  const rawBody = body.bytes
  const text = UTF8.decode(rawBody)
  const type = readHeader(headers, 'content-type') ?? ''
  // One vendor page prints JSON under a form type (contradiction C23).
  if (JSON_TYPE.test(type) || /^\s*\{/.test(text)) {
    return { rawBody, fields: fromRecord(parseJson(text), limits), source: 'json' }
  }
  if (type !== '' && text !== '' && !FORM.test(type)) throw new ShimError('unsupported-media-type')
  return { rawBody, fields: decodeForm(text, limits), source: 'form' }
}

function decodeForm(text: string, { parameterLimit }: Limits): RawParams {
  let count = 1
  for (let at = text.indexOf('&'); at >= 0; at = text.indexOf('&', at + 1)) count += 1
  if (count > parameterLimit) throw tooMany(parameterLimit)
  // The result has no prototype, so that no name means more than itself; maxKeys 0 means that none is lost.
  return parse(text, '&', '=', { maxKeys: 0 }) as RawParams // its other value type, undefined, is never parsed
}

/** Fields of a decoded object: text as it is, other scalars as text, what is nested as JSON. */
function fromRecord(record: Readonly<Record<string, unknown>>, { parameterLimit }: Limits): RawParams {
  const entries = Object.entries(record)
  if (entries.length > parameterLimit) throw tooMany(parameterLimit)
  const fields: Record<string, string | readonly string[]> = Object.create(null)
  for (const [name, value] of entries) fields[name] = isTextList(value) ? value : toText(value)
  return fields
}

const isTextList = (value: unknown): value is readonly string[] =>
  Array.isArray(value) && value.every((item) => typeof item === 'string')

function toText(value: unknown): string {
  if (typeof value === 'string') return value
  if (value === null || value === undefined) return ''
  try {
    return JSON.stringify(value) ?? ''
  } catch (cause) {
    // What can be parsed can be nested too deep to be printed.
    throw new ShimError('malformed-body', 'nested too deep', { cause })
  }
}

function parseJson(text: string): Readonly<Record<string, unknown>> {
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch (cause) {
    throw new ShimError('malformed-body', undefined, { cause })
  }
  if (!isRecord(value)) throw new ShimError('malformed-body', 'an object was expected')
  return value
}

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

const tooMany = (limit: number): ShimError => new ShimError('too-many-parameters', `the limit is ${limit}`)
