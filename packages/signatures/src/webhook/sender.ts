import { parseBasic, sameCredentials } from '../basic-credentials.ts'
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
  const accepted = options.basicAuth?.map(toText)
  return ({ headers, clientAddress }) => {
    if (isAllowed !== undefined && (clientAddress === undefined || !isAllowed(clientAddress)))
      return 'unexpected-address'
    if (accepted !== undefined && !presents(accepted, readHeader(headers, 'authorization'))) return 'bad-credentials'
    return undefined
  }
}

function toText({ username, password }: { username: string; password: string }): string {
  if (username === '' || password === '' || username.includes(':')) {
    throw new WebhookError('bad-option', 'basicAuth needs a user name without colon and a password, neither empty')
  }
  return `${username}:${password}`
}

/** Compares with all, so that the time taken does not tell which one came close. */
function presents(accepted: readonly string[], authorization: string | undefined): boolean {
  const presented = parseBasic(authorization ?? '')
  return presented !== undefined && accepted.filter((one) => sameCredentials(one, presented)).length > 0
}
