import { type VerifyOptions, verify } from '@plivo-to-vobiz/signatures'
import type { CallProvider } from './call.ts'
import { ShimError } from './errors.ts'
import type { GuardOptions, ProviderSecrets } from './options.ts'
import type { Edge } from './public-url.ts'
import type { Received } from './receive.ts'

/** A signature that was found right. */
export interface Proof {
  /** The public URL it was made for. */
  readonly url: string
  readonly scheme: string
}

/** Finds the proof of a request; `undefined` when it only carries a scheme nobody can verify. Throws a refusal. */
export type FindProof = (sender: CallProvider, received: Received, edge: Edge) => Proof | undefined

/** Prepares the signature check with the tokens of both platforms; a missing or empty token throws. */
export function createVerifier({ plivo, vobiz }: GuardOptions): FindProof {
  if (plivo === undefined && vobiz === undefined)
    throw new ShimError('missing-secret', 'neither plivo nor vobiz is set')
  const secrets = { plivo: toSecrets('plivo', plivo), vobiz: toSecrets('vobiz', vobiz) }
  return (sender, { method, headers, rawBody, fields }, { urls }) => {
    const options = secrets[sender]
    if (options === undefined) throw new ShimError('provider-not-configured', `it is ${sender}`)
    // Fields of a query are part of the URL already.
    const params = method === 'GET' ? {} : fields
    for (const url of urls) {
      const found = verify(sender, { method, url, headers, rawBody, params }, options)
      if (found.ok) return { url, scheme: found.scheme }
      if (found.reason === 'unsupported-scheme') return undefined
      if (PARTIAL.has(found.reason)) throw new ShimError('partial-signature', sender)
    }
    throw new ShimError('bad-signature', sender)
  }
}

const PARTIAL: ReadonlySet<string> = new Set(['missing-signature', 'missing-nonce'])

function toSecrets(name: CallProvider, secrets: ProviderSecrets | undefined): VerifyOptions | undefined {
  if (secrets === undefined) return undefined
  if (secrets.authToken === undefined) throw new ShimError('missing-secret', `${name}.authToken`)
  const own = toList(secrets.authToken)
  const main = toList(secrets.mainAuthToken)
  const all = [...own, ...main]
  if (all.length === 0 || all.some((token) => typeof token !== 'string' || token === '')) {
    throw new ShimError('missing-secret', `${name}.authToken or ${name}.mainAuthToken`)
  }
  return { secrets: own, mainSecrets: main }
}

const toList = (tokens: string | readonly string[] | undefined): readonly string[] =>
  tokens === undefined || typeof tokens === 'string' ? [tokens ?? []].flat() : tokens
