import type { IncomingMessage } from 'node:http'
import type { Readable } from 'node:stream'
import { WebhookError } from './webhook-error.ts'

/**
 * A Node request with what body parsers leave on it. Some of their types claim these two names for every request in the
 * process (`@koa/bodyparser` does), which must not break ours.
 */
export interface NodeRequest extends Omit<IncomingMessage, 'rawBody' | 'body'> {
  /** Left by a parser's `verify` hook such as `keepRawBody`, by some hosts, and by `verifyWebhook` itself. */
  rawBody?: unknown
  body?: unknown
}

/**
 * Reads the body of a Node request once, up to `limit` bytes. Bytes an earlier handler kept are taken as they are.
 * Rejects with `body-consumed`, `body-too-large` or `body-aborted`.
 */
export async function readNodeBody(request: NodeRequest, limit: number): Promise<Uint8Array> {
  const kept = toBytes(request.rawBody) ?? toBytes(request.body)
  if (kept !== undefined) {
    if (kept.length > limit) throw tooLarge(limit)
    return kept
  }
  if (request.readableDidRead) {
    throw new WebhookError(
      'body-consumed',
      'the body was read before its signature could be verified, and parsed fields are not the bytes that were signed. ' +
        'Run verifyWebhook before any body parser, or keep the bytes: express.urlencoded({ verify: keepRawBody }), ' +
        'with keepRawBody from @plivo-to-vobiz/signatures/express',
    )
  }
  if (request.readableEnded) return new Uint8Array() // read by a parser, which found nothing
  if (Number(request.headers['content-length']) > limit) throw tooLarge(limit)
  return readStream(request, limit)
}

/** Bytes as they are; text as UTF-8, the encoding `express.text()` decoded it from. */
function toBytes(body: unknown): Uint8Array | undefined {
  if (body instanceof Uint8Array) return body
  return typeof body === 'string' ? Buffer.from(body) : undefined
}

const tooLarge = (limit: number): WebhookError =>
  new WebhookError('body-too-large', `the body has more than the ${limit} bytes of \`bodyLimit\``)

const aborted = (cause: unknown): WebhookError =>
  new WebhookError('body-aborted', 'the connection ended before the body did', { cause })

/** Reads a stream to its end; stops listening, not draining, as soon as it is too long. */
export function readStream(stream: Readable, limit: number): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    if (stream.destroyed) return reject(aborted(undefined))
    const chunks: Buffer[] = []
    let size = 0
    const settle = (finish: () => void): void => {
      stream.off('data', onData).off('end', onEnd).off('error', onAbort).off('close', onAbort)
      finish()
    }
    const onData = (chunk: Buffer | string): void => {
      const bytes = typeof chunk === 'string' ? Buffer.from(chunk) : chunk
      size += bytes.length
      if (size <= limit) chunks.push(bytes)
      else {
        stream.pause()
        settle(() => reject(tooLarge(limit)))
      }
    }
    const onEnd = (): void => settle(() => resolve(Buffer.concat(chunks, size)))
    const onAbort = (cause?: unknown): void => settle(() => reject(aborted(cause)))
    stream.on('data', onData).on('end', onEnd).on('error', onAbort).on('close', onAbort)
  })
}
