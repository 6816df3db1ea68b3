import { randomBytes, randomInt } from 'node:crypto'
import { header } from '@plivo-to-vobiz/mappings'
import { sign } from '@plivo-to-vobiz/signatures'
import type { CallProvider } from '../provider.ts'

/** The secrets an account signs with. */
export interface Secrets {
  readonly own: string
  /** Token of the parent account; the same as `own` on a main account. */
  readonly main: string
}

/** What is signed. */
export interface Signable {
  readonly method: 'GET' | 'POST'
  readonly url: string
  readonly params: Readonly<Record<string, string>>
}

type HeaderFields = Record<string, string>

const createNonce = (): string => Array.from({ length: 20 }, () => randomInt(10)).join('')

/** The header set each provider sends: seven headers in the captured Vobiz call, three in Plivo's voice pages. */
const SCHEMES: Readonly<Record<CallProvider, readonly string[]>> = { plivo: ['v3'], vobiz: ['v2', 'v3'] }

/** The signature headers of one webhook, as the provider would send them. */
export function signWebhook(provider: CallProvider, request: Signable, secrets: Secrets): HeaderFields {
  const fields: HeaderFields = {}
  for (const scheme of SCHEMES[provider]) {
    const nonce = createNonce()
    for (const account of ['own', 'main'] as const) {
      const options = { secret: secrets[account], scheme, nonce, account }
      Object.assign(fields, sign(provider, { ...request, headers: {} }, options))
    }
  }
  // The first Vobiz scheme is still sent, but its text is undocumented: twenty bytes that prove nothing.
  if (provider === 'vobiz') fields[header('vobiz', 'v1')] = randomBytes(20).toString('base64')
  return fields
}
