import { type HeaderText, type HelperCall, matchesCall, type Params, type Tokens } from './drop-in.ts'
import { plivoV2, plivoV3 } from './providers/plivo.ts'
import { vobizV2, vobizV3 } from './providers/vobiz.ts'
import type { SignatureScheme } from './signature-scheme.ts'

/** Tokens of both accounts. A plain string or list is tried as a token of either. */
export type EitherTokens = Tokens | { readonly plivo?: Tokens; readonly vobiz?: Tokens }

/**
 * Accepts a Plivo or a Vobiz V3 signature, for the time of the cutover, in the argument order of Plivo's helper.
 * Gives false on anything missing; an empty token never matches.
 *
 * @example
 * const tokens = { plivo: process.env.PLIVO_AUTH_TOKEN, vobiz: process.env.VOBIZ_AUTH_TOKEN }
 * validateV3Signature(req.method, url, nonce, tokens, signature, req.body)
 */
export function validateV3Signature(
  method: string,
  uri: string,
  nonce: HeaderText,
  authToken: EitherTokens,
  signature: HeaderText,
  params?: Params,
): boolean {
  return matchesEither([plivoV3, vobizV3], { method, uri, nonce, signature, params }, authToken)
}

/** Accepts a Plivo or a Vobiz V2 signature, in the argument order of Plivo's helper. */
export function validateSignature(
  uri: string,
  nonce: HeaderText,
  signature: HeaderText,
  authToken: EitherTokens,
): boolean {
  return matchesEither([plivoV2, vobizV2], { method: 'POST', uri, nonce, signature }, authToken)
}

function matchesEither(
  [plivo, vobiz]: readonly [SignatureScheme, SignatureScheme],
  call: HelperCall,
  tokens: EitherTokens,
): boolean {
  const { plivo: ofPlivo, vobiz: ofVobiz } = isPair(tokens) ? tokens : { plivo: tokens, vobiz: tokens }
  return matchesCall(plivo, call, ofPlivo) || matchesCall(vobiz, call, ofVobiz)
}

const isPair = (tokens: EitherTokens): tokens is { readonly plivo?: Tokens; readonly vobiz?: Tokens } =>
  typeof tokens === 'object' && tokens !== null && !Array.isArray(tokens)
