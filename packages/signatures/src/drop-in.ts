import type { SignatureScheme } from './signature-scheme.ts'
import type { WebhookRequest } from './verification.ts'

/** A header value as frameworks give it. */
export type HeaderText = string | readonly string[] | undefined | null

/** Tokens of one account; several during rotation. */
export type Tokens = string | readonly string[] | undefined | null

/** Parameters as Plivo's helpers take them. */
export type Params = Readonly<Record<string, unknown>>

/** The arguments of one call, gathered. They come from code without types too, so nothing is taken for granted. */
export interface HelperCall {
  readonly method: string
  readonly uri: string
  readonly nonce: HeaderText
  readonly signature: HeaderText
  readonly params?: Params | undefined
}

/** Whether one of the tokens signed the call; false on anything missing, never throws. */
export function matchesCall(scheme: SignatureScheme, call: HelperCall, tokens: Tokens): boolean {
  const { method, uri, nonce, signature } = call
  if (!isFilled(method) || !isFilled(uri) || !isFilled(nonce) || !isFilled(signature)) return false
  // Parameters come from a body parser; the scheme itself refuses values that are not flat text.
  const params = (call.params ?? {}) as NonNullable<WebhookRequest['params']>
  const signed = scheme.toSigned({ method, url: uri, headers: {}, params }, nonce)
  if (signed === undefined) return false
  return [tokens].flat().some((token) => isFilled(token) && scheme.matches(signature, scheme.digest(token, signed)))
}

const isFilled = (value: unknown): value is string => typeof value === 'string' && value !== ''
