import { type Credentials, createCredentialCheck } from '../credential-check.ts'
import { readHeader } from '../public-url/read-header.ts'
import { createAddressMatcher } from '../public-url/trusted-hops.ts'
import type { HeaderFields } from '../verification.ts'

/** Proof of the sender on top of the signature; the only proof there is where a platform does not sign. */
export interface SenderOptions {
  /** Credentials of which one must be presented by HTTP basic authentication, as written into the callback URL. */
  readonly basicAuth?: readonly Credentials[]
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
  const hasCredentials = options.basicAuth && createCredentialCheck(options.basicAuth)
  return ({ headers, clientAddress }) => {
    if (isAllowed !== undefined && (clientAddress === undefined || !isAllowed(clientAddress)))
      return 'unexpected-address'
    if (hasCredentials?.(readHeader(headers, 'authorization')) === false) return 'bad-credentials'
    return undefined
  }
}
