import { parse } from 'node:querystring'
import { ShimError } from '../errors.ts'
import type { NodeRequest } from '../node-body.ts'
import { replaceStream } from './peek.ts'
import type { Reshaped } from './reshape.ts'
import { isVobizHeader } from './scope.ts'

/** A request as Express has it, as far as the intercept reads and changes it; other frameworks' are brought into this form. */
export interface InterceptedRequest extends NodeRequest {
  /** Path and query before routers cut a mount path off. */
  originalUrl?: string
  /** The mount path that was cut off. */
  baseUrl?: string
  query?: unknown
}

/** Headers that would not be true of the changed body, or would let the reply be compressed before it is translated. */
const STALE: ReadonlySet<string> = new Set(['transfer-encoding', 'content-length', 'content-type', 'accept-encoding'])

/**
 * Changes a request in place into what Plivo would have sent: URL, headers, and the body in every form it can be read
 * in from now on: the stream, the kept bytes, the parsed fields.
 */
export function applyTo(request: InterceptedRequest, { path, body, params, headers }: Reshaped): void {
  applyPath(request, path)
  applyHeaders(request, headers)
  if (body === undefined) return
  const bytes = Buffer.from(body)
  if (request.rawBody !== undefined) request.rawBody = typeof request.rawBody === 'string' ? body : bytes
  if (!request.readableEnded) replaceStream(request, bytes)
  else if (request.body instanceof Uint8Array) request.body = bytes
  else request.body = typeof request.body === 'string' ? body : params
}

function applyPath(request: InterceptedRequest, path: string): void {
  const { baseUrl = '' } = request
  if (!/^(?:[/?]|$)/.test(path.startsWith(baseUrl) ? path.slice(baseUrl.length) : '-'))
    throw new ShimError('route-outside-mount', `mounted at ${baseUrl}`)
  if (path === (request.originalUrl ?? request.url)) return
  const local = path.slice(baseUrl.length)
  request.originalUrl = path
  request.url = local.startsWith('/') ? local : `/${local}`
  // Express 4 has parsed the query already; Express 5 does it when it is asked.
  if (Object.hasOwn(request, 'query')) request.query = parse(path.split('?')[1] ?? '')
}

function applyHeaders(request: InterceptedRequest, headers: Reshaped['headers']): void {
  const isKept = (name: string): boolean => !isVobizHeader(name) && !STALE.has(name) && !(name in headers)
  for (const name of Object.keys(request.headers)) if (!isKept(name)) delete request.headers[name]
  Object.assign(request.headers, headers)
  const kept = request.rawHeaders.filter((_, index, all) => isKept((all[index - (index % 2)] ?? '').toLowerCase()))
  request.rawHeaders = [...kept, ...Object.entries(headers).flat()]
}
