import type { IncomingMessage } from 'node:http'
import { ShimError } from './errors.ts'
import type { Body } from './incoming.ts'

/**
 * A Node request with what body parsers leave on it. Some of their types claim these two names for every request in the
 * process (`@koa/bodyparser` does), which must not break ours.
 */
export interface NodeRequest extends Omit<IncomingMessage, 'rawBody' | 'body'> {
  /** Bytes kept by a parser's `verify` hook, or by the host. */
  rawBody?: unknown
  /** Bytes, text or fields, as the parser that ran before the shim made them. */
  body?: unknown
}

/** Reads a request's stream to its end, up to `limit` bytes. */
export type ReadStream = (stream: NodeRequest, limit: number) => Promise<Uint8Array>

/**
 * The body of a Node request, up to `limit` bytes: bytes an earlier handler kept, else the stream, else the fields it
 * was parsed into. What is there already is given at once. Throws, or rejects with, `body-too-large`, `body-aborted`, or
 * `body-consumed` when nothing is left of it.
 */
export function readNodeBody(request: NodeRequest, limit: number, read: ReadStream = readStream): Body | Promise<Body> {
  const kept = toBytes(request.rawBody) ?? toBytes(request.body)
  if (kept !== undefined) {
    if (kept.length > limit) throw tooLarge(limit)
    return { bytes: kept }
  }
  const length = Number(request.headers['content-length'] ?? 0)
  if (length > limit) throw tooLarge(limit)
  if (!request.readableDidRead && !request.readableEnded) return read(request, limit).then((bytes) => ({ bytes }))
  if (Array.isArray(request.body)) throw new ShimError('malformed-body', 'an object was expected')
  if (isFields(request.body, length > 0)) return { fields: request.body }
  throw new ShimError('body-consumed')
}

function toBytes(body: unknown): Uint8Array | undefined {
  if (body instanceof Uint8Array) return body
  return typeof body === 'string' ? Buffer.from(body) : undefined
}

/** Some parsers leave an empty object although they have read nothing of the body. */
function isFields(body: unknown, needed: boolean): body is Readonly<Record<string, unknown>> {
  if (typeof body !== 'object' || body === null) return false
  return !needed || Object.keys(body).length > 0
}

/** The error for a body over the limit. */
export const tooLarge = (limit: number): ShimError => new ShimError('body-too-large', `the limit is ${limit} bytes`)

/** Reads a stream to its end; stops listening, not draining, as soon as it is too long. */
function readStream(stream: NodeRequest, limit: number): Promise<Uint8Array> {
  return new Promise((resolve, reject) => {
    if (stream.destroyed) return reject(new ShimError('body-aborted'))
    const chunks: Uint8Array[] = []
    let size = 0
    const settle = (finish: () => void): void => {
      stream.off('data', onData).off('end', onEnd).off('error', onAbort).off('close', onAbort)
      finish()
    }
    const onData = (chunk: Uint8Array | string): void => {
      const bytes = typeof chunk === 'string' ? Buffer.from(chunk) : chunk
      size += bytes.length
      if (size <= limit) chunks.push(bytes)
      else {
        stream.pause()
        settle(() => reject(tooLarge(limit)))
      }
    }
    const onEnd = (): void => settle(() => resolve(Buffer.concat(chunks, size)))
    const onAbort = (cause?: unknown): void => settle(() => reject(new ShimError('body-aborted', undefined, { cause })))
    stream.on('data', onData).on('end', onEnd).on('error', onAbort).on('close', onAbort)
  })
}
