import { createHmac, timingSafeEqual } from 'node:crypto'

/** How a platform makes a digest: the hash, and how the result is printed. */
export interface DigestForm {
  readonly algorithm: 'sha1' | 'sha256'
  readonly encoding: 'base64' | 'hex'
}

/** What is signed: a text, or a text followed by bytes. */
export type Signed = string | readonly [text: string, bytes: Uint8Array]

/** The printed HMAC of a text under a secret, both as UTF-8. */
export function computeDigest({ algorithm, encoding }: DigestForm, secret: string, signed: Signed): string {
  const mac = createHmac(algorithm, secret)
  if (typeof signed === 'string') return mac.update(signed).digest(encoding)
  return mac.update(signed[0]).update(signed[1]).digest(encoding)
}

/**
 * Whether a received text is exactly the expected digest. Both are written into buffers of the expected length before
 * the one comparison, so that it always runs over as many bytes, whatever was received. The length of a digest is
 * public; its characters are not.
 */
export function matchesDigest(received: string, expected: string): boolean {
  const { length } = expected
  const [left, right] = PADS.get(length) ?? createPads(length)
  // As many bytes as characters: nothing but ASCII, and no byte of an earlier comparison left over.
  const written = received.length === length ? left.write(received) : 0
  right.write(expected)
  return timingSafeEqual(left, right) && written === length
}

type Pads = readonly [left: Buffer, right: Buffer]

/** One pair of buffers per length of digest: 28, 40, 44 and 64. Comparing is synchronous, so they can be reused. */
const PADS = new Map<number, Pads>()

function createPads(length: number): Pads {
  const pads: Pads = [Buffer.alloc(length), Buffer.alloc(length)]
  PADS.set(length, pads)
  return pads
}
