import { createHmac, createSecretKey, type KeyObject, timingSafeEqual } from 'node:crypto'

/** How a platform makes a digest: the hash, and how the result is printed. */
export interface DigestForm {
  readonly algorithm: 'sha1' | 'sha256'
  readonly encoding: 'base64' | 'hex'
}

/** What is signed: a text, or a text followed by a body as it was received. */
export type Signed = string | readonly [text: string, body: string | Uint8Array]

/** The printed HMAC of a text under a secret, both as UTF-8. */
export function computeDigest({ algorithm, encoding }: DigestForm, secret: string, signed: Signed): string {
  const mac = createHmac(algorithm, toKey(secret))
  if (typeof signed === 'string') return mac.update(signed).digest(encoding)
  return mac.update(signed[0]).update(signed[1]).digest(encoding)
}

const KEYS = new Map<string, KeyObject>()
const MAX_KEYS = 256

/** The key of a secret, made once: preparing it takes a good part of the time an HMAC of a short text needs. */
function toKey(secret: string): KeyObject {
  const known = KEYS.get(secret)
  // Stryker disable next-line all: without it keys are made anew, which is slower alone
  if (known !== undefined) return known
  // Stryker disable next-line all: a bound on memory; keys that were forgotten are made anew
  if (KEYS.size === MAX_KEYS) KEYS.clear()
  const key = createSecretKey(Buffer.from(secret))
  KEYS.set(secret, key)
  return key
}

/**
 * Whether a received text is exactly the expected digest. Both are written into buffers of the expected length before
 * the one comparison, so that it always runs over as many bytes, whatever was received. The length of a digest is
 * public; its characters are not.
 */
export function matchesDigest(received: string, expected: string): boolean {
  const { length } = expected
  const [left, right] = PADS[length] ?? createPads(length)
  let bits = 0
  // Stryker disable next-line EqualityOperator: a step too far reads NaN and writes outside the buffers, which does nothing
  for (let index = 0; index < length; index += 1) {
    const code = received.charCodeAt(index)
    bits |= code
    left[index] = code
    right[index] = expected.charCodeAt(index)
  }
  // A buffer keeps the low byte of a code alone: without this check `š` would pass for `a`.
  const isAscii = bits >>> 7 === 0
  return timingSafeEqual(left, right) && isAscii && received.length === length
}

type Pads = readonly [left: Buffer, right: Buffer]

/** One pair of buffers per length of digest. Comparing is synchronous, so they can be reused. */
// Stryker disable next-line ArrayDeclaration: no digest has the length nought
const PADS: Pads[] = []

function createPads(length: number): Pads {
  const pads: Pads = [Buffer.alloc(length), Buffer.alloc(length)]
  PADS[length] = pads
  return pads
}
