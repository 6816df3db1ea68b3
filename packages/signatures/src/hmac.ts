import { createHmac, timingSafeEqual } from 'node:crypto'

/** HMAC of a text under a secret, both as UTF-8. */
export function hmac(algorithm: 'sha1' | 'sha256', secret: string, text: string | Uint8Array): Buffer {
  return createHmac(algorithm, secret).update(text).digest()
}

// The last sextet of 32 bytes carries two zero bits, that of 20 bytes four... a canonical text has one spelling only.
const BASE64_OF_32 = /^[A-Za-z0-9+/]{42}[AEIMQUYcgkosw048]=$/
const BASE64_OF_20 = /^[A-Za-z0-9+/]{26}[AEIMQUYcgkosw048]=$/
const HEX = /^[0-9a-f]+$/

/**
 * Compares a received signature with a digest. The received text is decoded first, so that digests of equal length
 * are compared in constant time whatever was received; text that is not the one canonical spelling never matches.
 */
export function matchesBase64(received: string, digest: Buffer): boolean {
  const canonical = (digest.length === 32 ? BASE64_OF_32 : BASE64_OF_20).test(received)
  return matchesDigest(canonical ? Buffer.from(received, 'base64') : undefined, digest)
}

/** As `matchesBase64`, for lower-case hexadecimal. */
export function matchesHex(received: string, digest: Buffer): boolean {
  const canonical = received.length === digest.length * 2 && HEX.test(received)
  return matchesDigest(canonical ? Buffer.from(received, 'hex') : undefined, digest)
}

function matchesDigest(received: Buffer | undefined, digest: Buffer): boolean {
  const equal = timingSafeEqual(received ?? Buffer.alloc(digest.length), digest)
  return received !== undefined && equal
}
