import { type HeaderText, matchesCall, type Params, type Tokens } from './drop-in.ts'
import { plivoV2, plivoV3 } from './providers/plivo.ts'

/**
 * Plivo's V3 check under strict rules, with Plivo's own argument order. Gives false where the vendor's helper throws;
 * an empty token never matches.
 *
 * @example validateV3Signature('POST', url, nonce, process.env.PLIVO_AUTH_TOKEN, signature, req.body)
 */
export function validateV3Signature(
  method: string,
  uri: string,
  nonce: HeaderText,
  authToken: Tokens,
  signature: HeaderText,
  params?: Params,
): boolean {
  return matchesCall(plivoV3, { method, uri, nonce, signature, params }, authToken)
}

/** Plivo's V2 check under strict rules, with Plivo's own argument order. */
export function validateSignature(uri: string, nonce: HeaderText, signature: HeaderText, authToken: Tokens): boolean {
  return matchesCall(plivoV2, { method: 'POST', uri, nonce, signature }, authToken)
}
