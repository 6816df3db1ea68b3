import { randomInt } from 'node:crypto'
import { createHeaderReader, type HeaderValue, REPEATED } from './header-reader.ts'
import { refuse } from './refusal.ts'
import { areUsable, toList } from './secrets.ts'
import type { Provider, Refused, SignatureProvider, Verification, WebhookRequest } from './verification.ts'

/** One version of a scheme that signs a text made of the request and a nonce. */
export interface NonceScheme {
  readonly name: string
  readonly headers: { readonly own: string; readonly main: string; readonly nonce: string }
  /** The digest for a secret, or `undefined` when the request cannot be signed (bad URL, odd parameters). */
  readonly digest: (request: WebhookRequest, nonce: string, secret: string) => Buffer | undefined
  /** Whether a received header value holds the digest. */
  readonly matches: (received: string, digest: Buffer) => boolean
  /** The header value for a digest. */
  readonly print: (digest: Buffer) => string
}

/** What a platform of this family consists of: strongest scheme first. */
export interface NonceFamily {
  readonly provider: Provider
  readonly schemes: readonly NonceScheme[]
  /** Schemes accepted when the caller names none. */
  readonly defaults: readonly string[]
  /** Header of a scheme that is known but not verifiable. */
  readonly legacyHeader: string
}

interface Presented {
  readonly own: HeaderValue
  readonly main: HeaderValue
  readonly nonce: HeaderValue
}

const MAX_NONCE = 256

/** Builds the verifier and signer of a platform whose signatures carry a nonce. */
export function createNonceProvider(family: NonceFamily): SignatureProvider {
  const readers = family.schemes.map((scheme) => ({ scheme, read: createHeaderReader(scheme.headers) }))
  const readLegacy = createHeaderReader({ legacy: family.legacyHeader })
  const { provider } = family

  const verify: SignatureProvider['verify'] = (request, options) => {
    const accepted = options.schemes ?? family.defaults
    const own = toList(options.secrets)
    const main = toList(options.mainSecrets)
    if (!areUsable(own, main)) return refuse(provider, 'bad-secret')
    let unsupported = false
    for (const { scheme, read } of readers) {
      const presented = read(request.headers)
      if (presented.own === undefined && presented.main === undefined && presented.nonce === undefined) continue
      // The newest version that is present decides; a failed one is never retried as an older one.
      if (accepted.includes(scheme.name)) return verifyScheme({ provider, scheme, presented, request, own, main })
      unsupported = true
    }
    unsupported ||= readLegacy(request.headers).legacy !== undefined
    return refuse(provider, unsupported ? 'unsupported-scheme' : 'missing-signature')
  }

  const sign: SignatureProvider['sign'] = (
    request,
    { secret, scheme: name, nonce = createNonce(), account = 'own' },
  ) => {
    const scheme = family.schemes.find((candidate) => candidate.name === (name ?? family.defaults[0]))
    if (scheme === undefined)
      throw new TypeError(
        `${provider} has no signature scheme ${name}. Known: ${family.schemes.map((s) => s.name).join(', ')}.`,
      )
    if (secret === '') throw new TypeError('Signing needs a secret that is not empty.')
    const digest = scheme.digest(request, nonce, secret)
    if (digest === undefined) throw new TypeError('Signing needs an absolute URL and flat text parameters.')
    return { [scheme.headers[account]]: scheme.print(digest), [scheme.headers.nonce]: nonce }
  }

  return { verify, sign }
}

interface Attempt {
  readonly provider: Provider
  readonly scheme: NonceScheme
  readonly presented: Presented
  readonly request: WebhookRequest
  readonly own: readonly string[]
  readonly main: readonly string[]
}

function verifyScheme({ provider, scheme, presented, request, own, main }: Attempt): Verification {
  const no = (reason: Refused['reason'], detail?: string): Refused =>
    refuse(provider, reason, detail === undefined ? { scheme: scheme.name } : { scheme: scheme.name, detail })
  const { nonce } = presented
  if (presented.own === REPEATED || presented.main === REPEATED || nonce === REPEATED)
    return no('malformed', 'a signature or nonce header that is there twice')
  if (nonce === undefined || nonce === '') return no('missing-nonce')
  if (nonce.length > MAX_NONCE) return no('malformed', `a nonce of ${nonce.length} characters`)

  const candidates = [
    { account: 'own', received: presented.own, secrets: own },
    { account: 'main', received: presented.main, secrets: main },
  ] as const
  const checkable = candidates.filter(
    ({ received, secrets }) => received !== undefined && received !== '' && secrets.length > 0,
  )
  if (checkable.length === 0) return no('missing-signature')
  for (const { account, received, secrets } of checkable) {
    for (const [secretIndex, secret] of secrets.entries()) {
      const digest = scheme.digest(request, nonce, secret)
      if (digest === undefined)
        return no('malformed', 'a URL without scheme, an unusual method, or parameters that are not flat text')
      if (scheme.matches(received ?? '', digest))
        return { ok: true, provider, scheme: scheme.name, secretIndex, account }
    }
  }
  return no('mismatch')
}

/** Twenty random digits, as the platforms send. */
export function createNonce(): string {
  return Array.from({ length: 20 }, () => randomInt(10)).join('')
}
