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
  readonly defaults: readonly [string, ...string[]]
}

// Longer ones than any platform sends; a bound on what is compared and hashed.
const MAX_NONCE = 256
const MAX_SIGNATURE = 4096

/** A scheme and the keys of its headers. */
interface Version {
  readonly scheme: SignatureScheme
  readonly own: string
  readonly main: string
  readonly nonce: string
  readonly hasNonce: boolean
}

/** Builds the verifier and signer of a platform whose signatures carry a nonce. */
export function createNonceProvider(family: NonceFamily): SignatureProvider {
  const { provider, defaults } = family
  const readHeaders = createHeaderReader(provider)
  const versions = family.schemes.map((scheme): Version => {
    const nonce = `${scheme.name}-nonce`
    return { scheme, own: scheme.name, main: `${scheme.name}-main`, nonce, hasNonce: nonce in HEADER_NAMES[provider] }
  })

  return {
    verify: (request, options) => {
      const { schemes = defaults } = options
      const tokens = { own: toList(options.secrets), main: toList(options.mainSecrets) }
      if (!areUsable(tokens.own, tokens.main)) return refuse(provider, 'bad-secret')
      const { values, hasForeign } = readHeaders(request.headers)
      if (hasForeign && options.compat !== true)
        return refuse(provider, values.size > 0 ? 'ambiguous-provider' : 'missing-signature')
      // The newest accepted version that is there decides; a failed one is never retried as an older one.
      for (const version of versions) {
        if (!schemes.includes(version.own) || !isPresent(values, version)) continue
        return verifyVersion({ provider, version, values, request, tokens })
      }
      return refuse(provider, values.size > 0 ? 'unsupported-scheme' : 'missing-signature')
    },
    sign: (request, options) => signRequest(family, request, options),
  }
}

type Values = ReadHeaders['values']

const isPresent = (values: Values, { own, main, nonce }: Version): boolean =>
  values.has(own) || values.has(main) || values.has(nonce)

interface Presented {
  readonly provider: NonceFamily['provider']
  readonly version: Version
  readonly values: Values
  readonly request: WebhookRequest
  readonly tokens: Readonly<Record<'own' | 'main', readonly string[]>>
}

const ACCOUNTS = ['own', 'main'] as const

function verifyVersion({ provider, version, values, request, tokens }: Presented): Verification {
  const { scheme, hasNonce } = version
  const no = (reason: Reason, detail?: string): Verification =>
    refuse(provider, reason, { scheme: scheme.name, detail })
  const nonce = hasNonce ? values.get(version.nonce) : 'none needed'
  const own = values.get(version.own)
  const main = values.get(version.main)
  if (nonce === undefined || nonce === '') return no('missing-nonce')
  if (nonce === REPEATED || own === REPEATED || main === REPEATED)
    return no('malformed', 'a signature or nonce header that is there twice')
  if (nonce.length > MAX_NONCE) return no('malformed', `a nonce of ${nonce.length} characters`)

  let reason: Reason = 'missing-signature'
  for (const account of ACCOUNTS) {
    const received = account === 'own' ? own : main
    if (!received || tokens[account].length === 0) continue
    if (received.length > MAX_SIGNATURE) return no('malformed', `a signature of ${received.length} characters`)
    const signed = scheme.toSigned(request, nonce)
    if (signed === undefined) return no('malformed', UNSIGNABLE)
    const secretIndex = tokens[account].findIndex((secret) => scheme.matches(received, scheme.digest(secret, signed)))
    if (secretIndex >= 0) return { ok: true, provider, scheme: scheme.name, secretIndex, account }
    reason = 'mismatch'
  }
  return no(reason)
}

const UNSIGNABLE = 'a URL without scheme or host, an unusual method, or parameters that are not flat text'

function signRequest(family: NonceFamily, request: WebhookRequest, options: SignOptions): Record<string, string> {
  const { provider, schemes, defaults } = family
  const { secret, scheme: name = defaults[0], nonce = createNonce(), account = 'own' } = options
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
function createNonce(): string {
  return Array.from({ length: 20 }, () => randomInt(10)).join('')
}
