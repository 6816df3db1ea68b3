import { createAdmission } from '../admission.ts'
import { HEADER_NAMES } from '../generated/header-names.ts'
import { REPEATED } from '../header-reader.ts'
import { computeDigest, matchesDigest } from '../hmac.ts'
import { refuse } from '../refusal.ts'
import { requireScheme, requireSecret } from '../sign-options.ts'
import type { Reason, SignatureProvider, Verification } from '../verification.ts'
import { WebhookError } from '../webhook/webhook-error.ts'
import { findCandidates, guessScheme, isBodyIntact, SCHEMES } from './signalwire-candidates.ts'

const provider = 'signalwire'
const names = HEADER_NAMES[provider]
const admit = createAdmission(provider)

/**
 * SignalWire: `form` for form bodies, `json` for JSON bodies, `body-sha256` for JSON bodies of the Compatibility API.
 * There is no nonce and no time in any of them. Form URLs are tried in the port spellings of the vendor's own package.
 */
export const signalwire: SignatureProvider = {
  verify: (request, options) => {
    const admitted = admit(request, options)
    if (!admitted.ok) return admitted
    const { schemes = SCHEMES, compat = false } = options
    // The older name is an alias; the package prefers the newer one.
    const signature = admitted.values.get('signature') ?? admitted.values.get('legacy')
    if (signature === REPEATED)
      return refuse(provider, 'malformed', { detail: 'a signature header that is there twice' })
    if (signature === undefined || signature === '') return refuse(provider, 'missing-signature')
    const scheme = [guessScheme(request, signature), ...SCHEMES].find((name) => schemes.includes(name))
    if (scheme === undefined) return refuse(provider, 'unsupported-scheme')
    const no = (reason: Reason, detail?: string): Verification => refuse(provider, reason, { scheme, detail })

    const isIntact = scheme !== 'body-sha256' || isBodyIntact(request)
    let reason: Reason = 'malformed'
    for (const { encoding, signed } of findCandidates(scheme, request, compat)) {
      reason = 'mismatch'
      const secretIndex = admitted.secrets.findIndex((secret) =>
        matchesDigest(signature, computeDigest({ algorithm: 'sha1', encoding }, secret, signed)),
      )
      if (secretIndex >= 0 && isIntact) return { ok: true, provider, scheme, secretIndex, account: 'own' }
    }
    return reason === 'mismatch' ? no(reason) : no(reason, UNSIGNABLE)
  },

  sign: (request, options) => {
    const known = options.scheme === undefined ? ([guessScheme(request, '')] as const) : SCHEMES
    const scheme = requireScheme(provider, options, known)
    const secret = requireSecret(options)
    const isIntact = scheme !== 'body-sha256' || isBodyIntact(request)
    for (const { encoding, signed } of isIntact ? findCandidates(scheme, request, false) : [])
      return { [names.signature]: computeDigest({ algorithm: 'sha1', encoding }, secret, signed) }
    throw new WebhookError('unsignable', `seen: ${UNSIGNABLE}, or a hash in the URL that does not fit the body`)
  },
}

const UNSIGNABLE = 'a URL without scheme or host, parameters that are not flat text, or no body where one is signed'
