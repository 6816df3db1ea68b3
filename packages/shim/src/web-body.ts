import { ShimError } from './errors.ts'
import type { Body } from './incoming.ts'

/** Reads the body of a web `Request` once, up to `limit` bytes. */
export async function readWebBody(request: Request, limit: number): Promise<Body> {
  if (request.bodyUsed) throw new ShimError('body-consumed')
  if (Number(request.headers.get('content-length')) > limit) throw tooLarge(limit)
  const reader = request.body?.getReader()
  const chunks: Uint8Array[] = []
  for (let size = 0; reader !== undefined; ) {
    const { done, value } = await reader.read().catch((cause: unknown) => {
      throw new ShimError('body-aborted', undefined, { cause })
    })
    if (done) break
    size += value.length
    if (size > limit) {
      await reader.cancel().catch(() => {})
      throw tooLarge(limit)
    }
    chunks.push(value)
  }
  return { bytes: Buffer.concat(chunks) }
}

const tooLarge = (limit: number): ShimError => new ShimError('body-too-large', `the limit is ${limit} bytes`)
