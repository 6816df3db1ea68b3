import type { OutgoingHttpHeader, ServerResponse } from 'node:http'
import { ShimError } from '../errors.ts'

/** A reply the application has ended, held back. Status and headers stand on the response still. */
export interface Captured {
  readonly body: Buffer
  /** Sends the response with this body, or with the application's own. */
  readonly release: (body?: Uint8Array) => void
}

const isCallback = (value: unknown): value is () => void => typeof value === 'function'

/** The bytes of a chunk as `write` and `end` take it: chunk, encoding and callback, each of them optional. */
function toBytes([chunk, encoding]: readonly unknown[]): Buffer | undefined {
  if (chunk instanceof Uint8Array) return Buffer.from(chunk)
  if (typeof chunk !== 'string') return undefined
  return Buffer.from(chunk, typeof encoding === 'string' && Buffer.isEncoding(encoding) ? encoding : 'utf8')
}

const held = new WeakMap<ServerResponse, () => void>()

/** Ends the holding back of a response, whatever stands in it: for an answer that is not the application's. */
export function letThrough(response: ServerResponse): void {
  held.get(response)?.()
}

/**
 * Holds back what the application writes to a response until it ends it. Whatever wraps the response later, sessions
 * or compression, has run by then; only what it put on the response is left to be sent.
 * Rejects when the connection closes first.
 */
export function captureReply(response: ServerResponse): Promise<Captured> {
  const original = { write: response.write, end: response.end, writeHead: response.writeHead }
  const { flushHeaders } = response
  const chunks: Buffer[] = []
  let released = false

  return new Promise((resolve, reject) => {
    const onClose = (): void => reject(new ShimError('body-aborted', 'the connection closed before the reply'))
    response.once('close', onClose)
    const release = (body: Uint8Array = Buffer.concat(chunks)): void => {
      released = true
      if (response.hasHeader('content-length')) response.setHeader('content-length', body.length)
      // Not `response.end`: what wraps it has had its turn, and may refuse a second one.
      Reflect.apply(original.end, response, [body])
    }
    held.set(response, () => {
      released = true
    })
    let ended = false
    const hold = (args: readonly unknown[]): void => {
      const bytes = ended ? undefined : toBytes(args)
      if (bytes !== undefined) chunks.push(bytes)
    }
    Object.assign(response, {
      write: (...args: unknown[]): boolean => {
        if (released) return Reflect.apply(original.write, response, args)
        hold(args)
        args.find(isCallback)?.()
        return true
      },
      end: (...args: unknown[]): ServerResponse => {
        if (released) return Reflect.apply(original.end, response, args)
        hold(args)
        ended = true
        const callback = args.find(isCallback)
        if (callback !== undefined) response.once('finish', callback)
        response.off('close', onClose)
        resolve({ body: Buffer.concat(chunks), release })
        return response
      },
      writeHead: (...args: unknown[]): ServerResponse => {
        if (released) return Reflect.apply(original.writeHead, response, args)
        applyHead(response, args)
        return response
      },
      flushHeaders: (): void => {
        if (released) flushHeaders.call(response)
      },
    })
  })
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

function toPairs(headers: unknown): readonly (readonly [string, OutgoingHttpHeader])[] {
  if (Array.isArray(headers)) {
    const flat: OutgoingHttpHeader[] = headers.flat()
    return flat.flatMap((name, index) => (index % 2 === 0 ? [[String(name), flat[index + 1] ?? ''] as const] : []))
  }
  return Object.entries(headers ?? {}).filter(([, value]) => value !== undefined)
}
