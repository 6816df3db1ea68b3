import { randomInt } from 'node:crypto'
import { HEADER_NAMES } from './generated/header-names.ts'
import { createHeaderReader, REPEATED, type ReadHeaders } from './header-reader.ts'
import { refuse } from './refusal.ts'
import { areUsable, toList } from './secrets.ts'
import type { SignatureScheme } from './signature-scheme.ts'
import type { Reason, SignatureProvider, SignOptions, Verification, WebhookRequest } from './verification.ts'
import { WebhookError } from './webhook/webhook-error.ts'

/** A platform whose signatures carry a nonce. The header keys of a scheme are its name, `-main` and `-nonce` added. */
export interface NonceFamily {
  readonly provider: 'plivo' | 'vobiz'
  /** Strongest first. */
  readonly schemes: readonly SignatureScheme[]
  /** Names of the schemes accepted when the caller names none. */
  readonly defaults: readonly string[]
}

// Longer ones than any platform sends; a bound on what is compared and hashed.
const MAX_NONCE = 256
const MAX_SIGNATURE = 4096

/** Builds the verifier and signer of a platform whose signatures carry a nonce. */
export function createNonceProvider(family: NonceFamily): SignatureProvider {
  const { provider } = family
  const readHeaders = createHeaderReader(provider)

  return {
    verify: (request, { secrets, mainSecrets, schemes = family.defaults, compat = false }) => {
      const own = toList(secrets)
      const main = toList(mainSecrets)
      if (!areUsable(own, main)) return refuse(provider, 'bad-secret')
      const { values, hasForeign } = readHeaders(request.headers)
      if (hasForeign && !compat) return refuse(provider, 'ambiguous-provider')
      // The newest accepted version that is there decides; a failed one is never retried as an older one.
      const scheme = family.schemes.find(({ name }) => schemes.includes(name) && isPresent(values, name))
      if (scheme !== undefined) return verifyScheme({ provider, scheme, values, request, own, main })
      const isSigned = Object.values(values).some((value) => value !== undefined)
      return refuse(provider, isSigned ? 'unsupported-scheme' : 'missing-signature')
    },
    sign: (request, options) => signRequest(family, request, options),
  }
}

type Values = ReadHeaders['values']

const isPresent = (values: Values, name: string): boolean =>
  values[name] !== undefined || values[`${name}-main`] !== undefined || values[`${name}-nonce`] !== undefined

const hasNonce = (provider: NonceFamily['provider'], name: string): boolean => `${name}-nonce` in HEADER_NAMES[provider]

interface Presented {
  readonly provider: NonceFamily['provider']
  readonly scheme: SignatureScheme
  readonly values: Values
  readonly request: WebhookRequest
  readonly own: readonly string[]
  readonly main: readonly string[]
}

function verifyScheme({ provider, scheme, values, request, own, main }: Presented): Verification {
  const { name } = scheme
  const no = (reason: Reason, detail?: string): Verification => refuse(provider, reason, { scheme: name, detail })
  const signature = values[name]
  const mainSignature = values[`${name}-main`]
  const nonce = hasNonce(provider, name) ? values[`${name}-nonce`] : 'none needed'
  if (signature === REPEATED || mainSignature === REPEATED || nonce === REPEATED)
    return no('malformed', 'a signature or nonce header that is there twice')
  if (nonce === undefined || nonce === '') return no('missing-nonce')
  if (nonce.length > MAX_NONCE) return no('malformed', `a nonce of ${nonce.length} characters`)

  let reason: Reason = 'missing-signature'
  for (const account of ['own', 'main'] as const) {
    const received = account === 'own' ? signature : mainSignature
    const secrets = account === 'own' ? own : main
    if (received === undefined || received === '' || secrets.length === 0) continue
    if (received.length > MAX_SIGNATURE) return no('malformed', `a signature of ${received.length} characters`)
    const signed = scheme.toSigned(request, nonce)
    if (signed === undefined) return no('malformed', UNSIGNABLE)
    const secretIndex = secrets.findIndex((secret) => scheme.matches(received, scheme.digest(secret, signed)))
    if (secretIndex >= 0) return { ok: true, provider, scheme: name, secretIndex, account }
    reason = 'mismatch'
  }
  return no(reason)
}

const UNSIGNABLE = 'a URL without scheme or host, an unusual method, or parameters that are not flat text'

function signRequest(family: NonceFamily, request: WebhookRequest, options: SignOptions): Record<string, string> {
  const { provider, schemes, defaults } = family
  const { secret, scheme: name = defaults[0] ?? '', nonce = createNonce(), account = 'own' } = options
  const names: Readonly<Record<string, string>> = HEADER_NAMES[provider]
  const scheme = schemes.find((one) => one.name === name)
  const header = names[account === 'own' ? name : `${name}-main`]
  if (scheme === undefined || header === undefined)
    throw new WebhookError('bad-option', `${provider} has no scheme ${name} for the ${account} account`)
  if (secret === '') throw new WebhookError('missing-secret', 'signing needs a secret that is not empty')
  const signed = scheme.toSigned(request, nonce)
  if (signed === undefined) throw new WebhookError('unsignable', `seen: ${UNSIGNABLE}`)
  const nonceHeader = names[`${name}-nonce`]
  return { [header]: scheme.digest(secret, signed), ...(nonceHeader !== undefined && { [nonceHeader]: nonce }) }
}

/** Twenty random digits, as the platforms send. */
export function createNonce(): string {
  return Array.from({ length: 20 }, () => randomInt(10)).join('')
}
