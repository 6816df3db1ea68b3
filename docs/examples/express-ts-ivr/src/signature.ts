import { createHmac, timingSafeEqual } from 'node:crypto'

// Signed are the address, the parameters in order, a dot and the nonce
export function isSigned(url: string, params: Record<string, string>, nonce: string, signature: string): boolean {
  const fields = Object.keys(params)
    .sort()
    .map((key) => key + params[key])
    .join('')
  const digest = createHmac('sha256', process.env.PLIVO_AUTH_TOKEN ?? '')
    .update(`${url}?${fields}.${nonce}`)
    .digest('base64')
  const expected = Buffer.from(digest)
  return signature.split(',').some((one) => one.length === digest.length && timingSafeEqual(Buffer.from(one), expected))
}
