import { computeDigest, matchesDigest } from '../hmac.ts'
import { createNonceProvider } from '../nonce-provider.ts'
import type { SignatureScheme } from '../signature-scheme.ts'
import { trimBlanks } from '../trim-blanks.ts'
import type { SignatureProvider } from '../verification.ts'
import { toPlivoV1Text, toPlivoV2Text, toPlivoV3Text } from './plivo-text.ts'

/** A Plivo header may list one signature per active token; one match is enough, and every entry is compared. */
function matchesAny(received: string, digest: string): boolean {
  // Stryker disable next-line StringLiteral,ConditionalExpression: a short cut for a list of one
  if (!received.includes(',')) return matchesDigest(trimBlanks(received), digest)
  return received.split(',').filter((entry) => matchesDigest(trimBlanks(entry), digest)).length > 0
}

/** Plivo V3: URL with sorted query, sorted form, nonce. */
export const plivoV3: SignatureScheme = {
  name: 'v3',
  toSigned: toPlivoV3Text,
  digest: (secret, text) => computeDigest({ algorithm: 'sha256', encoding: 'base64' }, secret, text),
  matches: matchesAny,
}

/** Plivo V2: base URL, nonce; HMAC-SHA256, whatever older pages say. */
export const plivoV2: SignatureScheme = { ...plivoV3, name: 'v2', toSigned: toPlivoV2Text }

/** Plivo V1: SHA-1, no nonce; for old applications that ask for it by name. */
const plivoV1: SignatureScheme = {
  name: 'v1',
  toSigned: toPlivoV1Text,
  digest: (secret, text) => computeDigest({ algorithm: 'sha1', encoding: 'base64' }, secret, text),
  matches: matchesDigest,
}

/** Plivo V3 and V2, with the main account's MA headers, and V1 on demand, under the strict rules of this project. */
export const plivo: SignatureProvider = createNonceProvider({
  provider: 'plivo',
  schemes: [plivoV3, plivoV2, plivoV1],
  defaults: ['v3', 'v2'],
})
