import type { Signed } from './hmac.ts'
import type { WebhookRequest } from './verification.ts'

/** One version of a scheme that signs a text made of the request and, from V2 on, a nonce. */
export interface SignatureScheme {
  readonly name: string
  /** What is signed, or `undefined` when the request has nothing signable (bad URL, parameters that are not text). */
  readonly toSigned: (request: WebhookRequest, nonce: string) => Signed | undefined
  /** The header value for a secret. */
  readonly digest: (secret: string, signed: Signed) => string
  /** Whether a received header value holds the digest. */
  readonly matches: (received: string, digest: string) => boolean
}
