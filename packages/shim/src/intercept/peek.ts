import { ShimError } from '../errors.ts'
import { type NodeRequest, tooLarge } from '../node-body.ts'

/**
 * Reads a request's stream to its end and puts the bytes back, so that whoever reads next finds them untouched. They
 * go back in the tick the last of them came in: after the `end` event, nothing can be put back.
 */
export function peekStream(stream: NodeRequest, limit: number): Promise<Uint8Array> {
  return new Promise((resolve, reject) => {
    if (stream.destroyed) return reject(new ShimError('body-aborted'))
    const chunks: Uint8Array[] = []
    let size = 0
    const settle = (finish: () => void): void => {
      stream.off('readable', onReadable).off('error', onAbort).off('close', onAbort)
      finish()
    }
    const onReadable = (): void => {
      for (let chunk: Uint8Array | string | null = stream.read(); chunk !== null; chunk = stream.read()) {
        const bytes = typeof chunk === 'string' ? Buffer.from(chunk) : chunk
        size += bytes.length
        chunks.push(bytes)
      }
      if (size > limit) {
        stream.unshift(Buffer.concat(chunks, size))
        settle(() => reject(tooLarge(limit)))
      } else if (stream.complete) putBack()
    }
    const putBack = (): void => {
      const bytes = Buffer.concat(chunks, size)
      if (size > 0) stream.unshift(bytes)
      settle(() => resolve(bytes))
    }
    const onAbort = (cause?: unknown): void => settle(() => reject(new ShimError('body-aborted', undefined, { cause })))
    stream.on('readable', onReadable).on('error', onAbort).on('close', onAbort)
  })
}

/** Puts other bytes in the place of those that were peeked at. */
export function replaceStream(stream: NodeRequest, bytes: Uint8Array): void {
  while (stream.read() !== null) {
    // Dropped.
  }
  if (bytes.length > 0) stream.unshift(bytes)
}
