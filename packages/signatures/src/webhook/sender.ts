import { createHash, timingSafeEqual } from 'node:crypto'
import { readHeader } from '../public-url/read-header.ts'
import { createAddressMatcher } from '../public-url/trusted-hops.ts'
import type { HeaderFields } from '../verification.ts'
import { WebhookError } from './webhook-error.ts'

/** Proof of the sender on top of the signature; the only proof there is where a platform does not sign. */
export interface SenderOptions {
  /** Credentials of which one must be presented by HTTP basic authentication, as written into the callback URL. */
  readonly basicAuth?: readonly { readonly username: string; readonly password: string }[]
  /** Addresses or ranges webhooks may come from. Behind a proxy `trustProxy` must be set. */
  readonly allowFrom?: readonly string[]
}

/** What the sender failed to prove. */
export type SenderRefusal = 'bad-credentials' | 'unexpected-address'

interface Sender {
  readonly headers: HeaderFields
  readonly clientAddress: string | undefined
}

/** Compiles the sender options into a check that names what is missing, or nothing. */
export function createSenderCheck(options: SenderOptions): (sender: Sender) => SenderRefusal | undefined {
  const isAllowed = options.allowFrom && createAddressMatcher(options.allowFrom)
  const accepted = options.basicAuth?.map(toDigest)
  return ({ headers, clientAddress }) => {
    if (isAllowed !== undefined && (clientAddress === undefined || !isAllowed(clientAddress)))
      return 'unexpected-address'
    if (accepted !== undefined && !presents(accepted, readHeader(headers, 'authorization'))) return 'bad-credentials'
    return undefined
  }
}

const sha256 = (text: string | Uint8Array): Buffer => createHash('sha256').update(text).digest()

function toDigest({ username, password }: { username: string; password: string }): Buffer {
  if (username === '' || password === '' || username.includes(':')) {
    throw new WebhookError('bad-option', 'basicAuth needs a user name without colon and a password, neither empty')
  }
  return sha256(`${username}:${password}`)
}

/** Digests have one length, so each comparison takes the same time whatever was presented. */
function presents(accepted: readonly Buffer[], authorization: string | undefined): boolean {
  const encoded = /^basic +([A-Za-z0-9+/]+={0,2})$/i.exec(authorization ?? '')?.[1]
  if (encoded === undefined) return false
  const presented = sha256(Buffer.from(encoded, 'base64'))
  return accepted.filter((digest) => timingSafeEqual(digest, presented)).length > 0
}
