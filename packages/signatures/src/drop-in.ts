import type { NonceScheme } from './nonce-scheme.ts'
import type { WebhookRequest } from './verification.ts'

/** A header value as frameworks give it. */
export type HeaderText = string | readonly string[] | undefined | null

/** Tokens of one account; several during rotation. */
export type Tokens = string | readonly string[] | undefined

/** Parameters as Plivo's helpers take them. */
export type Params = Readonly<Record<string, unknown>>

/** The arguments of one call, gathered. */
export interface HelperCall {
  readonly method: string
  readonly uri: string
  readonly nonce: HeaderText
  readonly signature: HeaderText
  readonly params?: Params | undefined
}

/** Whether one of the tokens signed the call; false on anything missing, never throws on remote input. */
export function matchesCall(scheme: NonceScheme, call: HelperCall, tokens: Tokens): boolean {
  const nonce = toText(call.nonce)
  const signature = toText(call.signature)
  if (nonce === '' || signature === '' || typeof call.uri !== 'string') return false
  // Parameters come from a body parser; the scheme itself refuses values that are not flat text.
  const params = (call.params ?? {}) as NonNullable<WebhookRequest['params']>
  const request: WebhookRequest = { method: call.method, url: call.uri, headers: {}, params }
  return toTokens(tokens).some((token) => {
    const digest = scheme.digest(request, nonce, token)
    return digest !== undefined && scheme.matches(signature, digest)
  })
}

function toText(value: HeaderText): string {
  if (typeof value === 'string') return value
  return Array.isArray(value) && value.length === 1 && typeof value[0] === 'string' ? value[0] : ''
}

const toTokens = (tokens: Tokens): readonly string[] =>
  (typeof tokens === 'string' ? [tokens] : (tokens ?? [])).filter((token) => typeof token === 'string' && token !== '')
