import type { Readable } from 'node:stream'

/** Bytes that are kept: webhooks and documents have a few kB. */
const LIMIT = 1_048_576

/**
 * Collects what flows through a stream that is being piped elsewhere; `undefined` when it is too much or breaks off.
 * To be called in the tick in which the pipe is set up, as listening makes the stream flow.
 */
export function tap(stream: Readable): Promise<Buffer | undefined> {
  return new Promise((resolve) => {
    const chunks: Buffer[] = []
    let size = 0
    stream.on('data', (chunk: Buffer) => {
      size += chunk.length
      if (size <= LIMIT) chunks.push(chunk)
      else chunks.length = 0
    })
    stream.once('end', () => resolve(size <= LIMIT ? Buffer.concat(chunks) : undefined))
    stream.once('close', () => resolve(undefined))
  })
}
