import { HEADER_NAMES } from '../generated/header-names.ts'
import { hmac, matchesBase64 } from '../hmac.ts'
import { createNonceProvider, type NonceScheme } from '../nonce-scheme.ts'
import type { SignatureProvider } from '../verification.ts'
import { toPlivoV2Text, toPlivoV3Text } from './plivo-text.ts'

const names = HEADER_NAMES.plivo

/** A Plivo header may list one signature per active token; one match is enough. */
function matchesAny(received: string, digest: Buffer): boolean {
  if (!received.includes(',')) return matchesBase64(trim(received), digest)
  // Every entry is compared, so that the position of a match does not show.
  return received.split(',').reduce((matched, entry) => matchesBase64(trim(entry), digest) || matched, false)
}

const trim = (text: string): string => text.replace(/^[ \t]+|[ \t]+$/g, '')

const toScheme = (name: 'v2' | 'v3', toText: typeof toPlivoV3Text): NonceScheme => ({
  name,
  headers: { own: names[name], main: names[`${name}-main`], nonce: names[`${name}-nonce`] },
  digest: (request, nonce, secret) => {
    const text = toText(request, nonce)
    return text === undefined ? undefined : hmac('sha256', secret, text)
  },
  matches: matchesAny,
  print: (digest) => digest.toString('base64'),
})

/** Plivo V3: URL with sorted query, sorted form, nonce. */
export const plivoV3: NonceScheme = toScheme('v3', toPlivoV3Text)

/** Plivo V2: base URL, nonce; HMAC-SHA256, whatever older pages say. */
export const plivoV2: NonceScheme = toScheme('v2', toPlivoV2Text)

/** Plivo V3 and V2, with the main account's MA headers, under the strict rules of the documentation. */
export const plivo: SignatureProvider = createNonceProvider({
  provider: 'plivo',
  schemes: [plivoV3, plivoV2],
  defaults: ['v3', 'v2'],
  legacyHeader: names.v1,
})
