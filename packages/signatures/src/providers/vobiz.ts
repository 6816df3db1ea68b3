import { HEADER_NAMES } from '../generated/header-names.ts'
import { hmac, matchesBase64 } from '../hmac.ts'
import { createNonceProvider, type NonceScheme } from '../nonce-scheme.ts'
import { splitUrl } from '../url-parts.ts'
import type { SignatureProvider } from '../verification.ts'

const names = HEADER_NAMES.vobiz

/** Text Vobiz signs: the URL up to its query, as written, then the nonce. Method, query and body are not covered. */
export function toVobizText(url: string, nonce: string, separator: '.' | ''): string | undefined {
  const base = splitUrl(url)?.baseWithCredentials
  return base === undefined ? undefined : base + separator + nonce
}

const toScheme = (name: 'v2' | 'v3', separator: '.' | ''): NonceScheme => ({
  name,
  headers: { own: names[name], main: names[`${name}-main`], nonce: names[`${name}-nonce`] },
  digest: (request, nonce, secret) => {
    const text = toVobizText(request.url, nonce, separator)
    return text === undefined ? undefined : hmac('sha256', secret, text)
  },
  matches: matchesBase64,
  print: (digest) => digest.toString('base64'),
})

/** Vobiz V3: base URL, dot, nonce. */
export const vobizV3: NonceScheme = toScheme('v3', '.')

/** Vobiz V2: base URL, nonce. The same text as Plivo V2 for ordinary URLs. */
export const vobizV2: NonceScheme = toScheme('v2', '')

/** Vobiz V3 and V2, with the parent account's MA headers. V1 is never accepted: what it signs is undocumented. */
export const vobiz: SignatureProvider = createNonceProvider({
  provider: 'vobiz',
  schemes: [vobizV3, vobizV2],
  defaults: ['v3', 'v2'],
  legacyHeader: names.v1,
})
