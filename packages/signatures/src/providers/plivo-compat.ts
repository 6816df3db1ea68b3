import { readForm } from '../form.ts'
import { HEADER_NAMES } from '../generated/header-names.ts'
import { hmac, matchesBase64 } from '../hmac.ts'
import { createNonceProvider, type NonceScheme } from '../nonce-scheme.ts'
import type { SignatureProvider, WebhookRequest } from '../verification.ts'
import { encodeTwice, toCompatV2Text, toCompatV3Text } from './plivo-compat-text.ts'

const names = HEADER_NAMES.plivo

type ToText = (request: WebhookRequest, nonce: string) => string

const toScheme = (name: 'v2' | 'v3', toText: ToText, matches: NonceScheme['matches']): NonceScheme => ({
  name,
  headers: { own: names[name], main: names[`${name}-main`], nonce: names[`${name}-nonce`] },
  digest: (request, nonce, secret) => {
    try {
      return hmac('sha256', encodeTwice(secret), toText(request, nonce))
    } catch {
      return undefined
    }
  },
  matches,
  print: (digest) => digest.toString('base64'),
})

const matchesEntry = (received: string, digest: Buffer): boolean =>
  received.split(',').reduce((matched, entry) => matchesBase64(entry, digest) || matched, false)

/** Plivo as npm `plivo` 4.79.0 decides, its weak spots included; only for `compat: true`. */
export const plivoCompat: SignatureProvider = createNonceProvider({
  provider: 'plivo',
  schemes: [
    toScheme('v3', (request, nonce) => toCompatV3Text({ ...request, form: readForm(request) }, nonce), matchesEntry),
    toScheme('v2', (request, nonce) => toCompatV2Text(request.url, nonce), matchesBase64),
  ],
  defaults: ['v3', 'v2'],
  legacyHeader: names.v1,
})
