import { WebhookError } from './webhook-error.ts'

/**
 * Reads the body of a web `Request` once, up to `limit` bytes. Rejects with `body-consumed`, `body-too-large` or
 * `body-aborted`.
 */
export async function readWebBody(request: Request, limit: number): Promise<Uint8Array> {
  if (request.bodyUsed) {
    throw new WebhookError(
      'body-consumed',
      'the body was read before its signature could be verified. Let verifyWebhook have the request first: the request ' +
        'it hands to your handler can be read again. Where something must read earlier, give it request.clone()',
    )
  }
  if (Number(request.headers.get('content-length')) > limit) throw tooLarge(limit)
  const reader = request.body?.getReader()
  if (reader === undefined) return new Uint8Array()
  const chunks: Uint8Array[] = []
  for (let size = 0; ; ) {
    const { done, value } = await reader.read().catch((cause: unknown) => {
      throw new WebhookError('body-aborted', 'the connection ended before the body did', { cause })
    })
    if (done) return concat(chunks, size)
    size += value.length
    if (size > limit) {
      await reader.cancel().catch(() => {})
      throw tooLarge(limit)
    }
    chunks.push(value)
  }
}

const tooLarge = (limit: number): WebhookError =>
  new WebhookError('body-too-large', `the body has more than the ${limit} bytes of \`bodyLimit\``)

function concat(chunks: readonly Uint8Array[], size: number): Uint8Array {
  const whole = new Uint8Array(size)
  let offset = 0
  for (const chunk of chunks) {
    whole.set(chunk, offset)
    offset += chunk.length
  }
  return whole
}
