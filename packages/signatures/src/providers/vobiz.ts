import { computeDigest, matchesDigest } from '../hmac.ts'
import { createNonceProvider } from '../nonce-provider.ts'
import type { SignatureScheme } from '../signature-scheme.ts'
import { splitUrl } from '../url-parts.ts'
import type { SignatureProvider } from '../verification.ts'

/** What Vobiz signs: the URL up to its query as written, and the nonce. Method, query and body are not covered. */
const createScheme = (name: string, separator: string): SignatureScheme => ({
  name,
  toSigned: ({ url }, nonce) => {
    const base = splitUrl(url)?.base
    return base === undefined ? undefined : base + separator + nonce
  },
  digest: (secret, text) => computeDigest({ algorithm: 'sha256', encoding: 'base64' }, secret, text),
  matches: matchesDigest,
})

/** Vobiz V3: base URL, dot, nonce. */
export const vobizV3: SignatureScheme = createScheme('v3', '.')

/** Vobiz V2: base URL, nonce. The same text as Plivo V2 for ordinary URLs. */
export const vobizV2: SignatureScheme = createScheme('v2', '')

/**
 * Vobiz V3 and V2, with the parent account's MA headers. V1 is never accepted: what it signs is undocumented. Base URLs
 * follow decision 0002.
 */
export const vobiz: SignatureProvider = createNonceProvider({
  provider: 'vobiz',
  schemes: [vobizV3, vobizV2],
  defaults: ['v3', 'v2'],
})
