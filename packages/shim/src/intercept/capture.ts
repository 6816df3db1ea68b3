import type { OutgoingHttpHeader, ServerResponse } from 'node:http'
import type { Reply } from '../incoming.ts'

/** A reply the application has ended, held back. Status and headers stand on the response still. */
export interface Captured {
  readonly body: Buffer
  /** Sends the response with this body, or with the application's own. */
  readonly release: (body?: Uint8Array) => void
}

/** A response that is being held back. */
export interface Capture {
  /** The reply, once the application has ended it. */
  readonly reply: Promise<Captured>
  /** Sends another reply instead. What the application does to the response from now on goes nowhere. */
  readonly replace: (reply: Reply) => void
}

interface Held {
  readonly letThrough: () => void
  readonly end: (body: Uint8Array | string | undefined) => void
}

const held = new WeakMap<ServerResponse, Held>()

/** Ends the holding back of a response, whatever stands in it: for an answer that is not the application's. */
export function letThrough(response: ServerResponse): void {
  held.get(response)?.letThrough()
}

/** Ends a response in the application's place, once nobody listens any more and its framework would not. */
export function endUnheard(response: ServerResponse, body: Uint8Array | string | undefined): void {
  held.get(response)?.end(body)
}

const isCallback = (value: unknown): value is () => void => typeof value === 'function'

/** The bytes of a chunk as `write` and `end` take it: chunk, encoding and callback, each of them optional. */
function toBytes([chunk, encoding]: readonly unknown[]): Buffer | undefined {
  if (chunk instanceof Uint8Array) return Buffer.from(chunk)
  if (typeof chunk !== 'string') return undefined
  return Buffer.from(chunk, typeof encoding === 'string' && Buffer.isEncoding(encoding) ? encoding : 'utf8')
}

/**
 * Holds back what the application writes to a response until it ends it. Whatever wraps the response later, sessions
 * or compression, has run by then; only what it put on the response is left to be sent. A connection that closes
 * changes nothing: the reply is wanted for the next delivery.
 */
export function captureReply(response: ServerResponse): Capture {
  const original = { write: response.write, end: response.end, writeHead: response.writeHead }
  const { flushHeaders } = response
  const chunks: Buffer[] = []
  let state: 'held' | 'released' | 'replaced' = 'held'
  let ended = false
  let finish: (captured: Captured) => void = () => {}
  const reply = new Promise<Captured>((resolve) => {
    finish = resolve
  })

  const release = (body: Uint8Array = Buffer.concat(chunks)): void => {
    if (state !== 'held') return
    state = 'released'
    if (response.hasHeader('content-length')) response.setHeader('content-length', body.length)
    // Not `response.end`: what wraps it has had its turn, and may refuse a second one.
    Reflect.apply(original.end, response, [body])
  }
  const hold = (args: readonly unknown[]): void => {
    const bytes = ended ? undefined : toBytes(args)
    if (bytes !== undefined && state === 'held') chunks.push(bytes)
  }
  const end = (): void => {
    ended = true
    if (state === 'replaced') Object.defineProperties(response, HEARD)
    finish({ body: Buffer.concat(chunks), release })
  }
  held.set(response, {
    letThrough: () => {
      if (state === 'held') state = 'released'
    },
    end: (body) => {
      hold([body])
      end()
    },
  })
  Object.assign(response, {
    write: (...args: unknown[]): boolean => {
      if (state === 'released') return Reflect.apply(original.write, response, args)
      hold(args)
      args.find(isCallback)?.()
      return true
    },
    end: (...args: unknown[]): ServerResponse => {
      if (state === 'released') return Reflect.apply(original.end, response, args)
      hold(args)
      const callback = args.find(isCallback)
      if (callback !== undefined) response.once('finish', callback)
      end()
      return response
    },
    writeHead: (...args: unknown[]): ServerResponse => {
      if (state === 'released') return Reflect.apply(original.writeHead, response, args)
      if (state === 'held') applyHead(response, args)
      else if (typeof args[0] === 'number') response.statusCode = args[0]
      return response
    },
    flushHeaders: (): void => {
      if (state === 'released') flushHeaders.call(response)
    },
  })

  const replace = ({ status, headers, body }: Reply): void => {
    if (state !== 'held') return
    state = 'replaced'
    for (const name of OF_BODY) response.removeHeader(name)
    response.statusCode = status
    response.statusMessage = ''
    for (const [name, value] of Object.entries(headers)) response.setHeader(name, value)
    response.setHeader('content-length', Buffer.byteLength(body))
    // Written here, and not by `end`: what wraps `end`, as sessions do, may need a while.
    Reflect.apply(original.writeHead, response, [status])
    Reflect.apply(original.end, response, [body])
    Object.defineProperties(response, UNHEARD)
  }
  return { reply, replace }
}

/** Headers the application may have set for a body of its own. */
const OF_BODY = ['content-type', 'content-length', 'content-encoding', 'transfer-encoding', 'etag', 'last-modified']

const returnThis = {
  configurable: true,
  writable: true,
  value(this: ServerResponse): ServerResponse {
    return this
  },
}
const isFalse = { configurable: true, get: (): boolean => false, set: (): void => {} }
const isTrue = { configurable: true, get: (): boolean => true, set: (): void => {} }

/** What is true of it again once the application has ended. */
const HEARD: PropertyDescriptorMap = { headersSent: isTrue, writableEnded: isTrue, destroyed: isTrue }

/** A response that has been sent, made to look to a late application as if it had not: it would throw otherwise. */
const UNHEARD: PropertyDescriptorMap = {
  setHeader: returnThis,
  setHeaders: returnThis,
  appendHeader: returnThis,
  removeHeader: returnThis,
  headersSent: isFalse,
  writableEnded: isFalse,
  destroyed: isFalse,
}

/** Puts what `writeHead` was given on the response, to be written later. */
function applyHead(response: ServerResponse, args: readonly unknown[]): void {
  const [status, ...rest] = args
  if (typeof status === 'number') response.statusCode = status
  const reason = rest.find((value) => typeof value === 'string')
  if (reason !== undefined) response.statusMessage = String(reason)
  const headers = rest.find((value) => typeof value === 'object' && value !== null)
  for (const [name, value] of toPairs(headers)) response.setHeader(name, value)
}

/** Names and values of headers in any form `writeHead` takes. */
export function toPairs(headers: unknown): readonly (readonly [string, OutgoingHttpHeader])[] {
  if (Array.isArray(headers)) {
    const flat: OutgoingHttpHeader[] = headers.flat()
    return flat.flatMap((name, index) => (index % 2 === 0 ? [[String(name), flat[index + 1] ?? ''] as const] : []))
  }
  return Object.entries(headers ?? {}).filter(([, value]) => value !== undefined)
}
