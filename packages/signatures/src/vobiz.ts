import { type HeaderText, matchesCall, type Params, type Tokens } from './drop-in.ts'
import { vobizV2, vobizV3 } from './providers/vobiz.ts'

/**
 * Vobiz's V3 check in the argument order of Plivo's helper, for rewritten call sites. Method and parameters are not
 * covered by Vobiz's signature and are ignored. Gives false on anything missing; an empty token never matches.
 *
 * @example validateV3Signature('POST', url, nonce, process.env.VOBIZ_AUTH_TOKEN, signature, req.body)
 */
export function validateV3Signature(
  method: string,
  uri: string,
  nonce: HeaderText,
  authToken: Tokens,
  signature: HeaderText,
  params?: Params,
): boolean {
  return matchesCall(vobizV3, { method, uri, nonce, signature, params }, authToken)
}

/** Vobiz's V2 check in the argument order of Plivo's helper. */
export function validateSignature(uri: string, nonce: HeaderText, signature: HeaderText, authToken: Tokens): boolean {
  return matchesCall(vobizV2, { method: 'POST', uri, nonce, signature }, authToken)
}
