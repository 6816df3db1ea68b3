import { readForm } from '../form.ts'
import { computeDigest, matchesDigest } from '../hmac.ts'
import { createNonceProvider } from '../nonce-provider.ts'
import { orUndefined } from '../or-undefined.ts'
import type { SignatureScheme } from '../signature-scheme.ts'
import type { SignatureProvider, WebhookRequest } from '../verification.ts'
import { encodeTwice, toCompatV2Text, toCompatV3Text } from './plivo-compat-text.ts'
import { joinByPairText } from './plivo-text.ts'

type ToText = (request: WebhookRequest, nonce: string) => string

/** The package throws on what it cannot sign; callers get a refusal. */
const orRefuse = (toText: ToText) => (request: WebhookRequest, nonce: string) =>
  orUndefined(() => toText(request, nonce))

const v3: SignatureScheme = {
  name: 'v3',
  toSigned: orRefuse((request, nonce) => toCompatV3Text({ ...request, form: readForm(request) }, nonce)),
  digest: (secret, text) => computeDigest({ algorithm: 'sha256', encoding: 'base64' }, encodeTwice(secret), text),
  matches: (received, digest) => received.split(',').filter((entry) => matchesDigest(entry, digest)).length > 0,
}

const v2: SignatureScheme = {
  ...v3,
  name: 'v2',
  toSigned: orRefuse((request, nonce) => toCompatV2Text(request.url, nonce)),
  matches: matchesDigest,
}

const v1: SignatureScheme = {
  name: 'v1',
  toSigned: orRefuse((request) => request.url + joinByPairText(readForm(request))),
  digest: (secret, text) => computeDigest({ algorithm: 'sha1', encoding: 'base64' }, secret, text),
  matches: matchesDigest,
}

/** Plivo as npm `plivo` 4.79.0 decides, its weak spots included; only for `compat: true`. */
export const plivoCompat: SignatureProvider = createNonceProvider({
  provider: 'plivo',
  schemes: [v3, v2, v1],
  defaults: ['v3', 'v2'],
})
