/**
 * Checks the webhook signatures of Vobiz, with what comes with Node alone. Written by plivo-to-vobiz.
 *
 * A signature covers the URL as the sender was given it, without its query, and the nonce: neither query nor body.
 * An unset token refuses, and so does anything missing or of an unexpected kind. Nothing here throws.
 */
import { createHmac, timingSafeEqual } from 'node:crypto'

/** A header as frameworks give it. */
export type HeaderText = string | readonly string[] | undefined | null

/** Tokens of the account; several while they are changed. */
export type Tokens = string | readonly string[] | undefined | null

/** A V3 signature. Arguments as in the function it replaces; `method` and `params` are not signed. */
export function validateV3Signature(
  method: string,
  uri: string,
  nonce: HeaderText,
  authToken: Tokens,
  signature: HeaderText,
  _params?: unknown,
): boolean {
  return isFilled(method) && isSigned(uri, { nonce, signature, separator: '.' }, authToken)
}

/** A V2 signature. Arguments as in the function it replaces. */
export function validateSignature(uri: string, nonce: HeaderText, signature: HeaderText, authToken: Tokens): boolean {
  return isSigned(uri, { nonce, signature, separator: '' }, authToken)
}

interface Given {
  readonly nonce: HeaderText
  readonly signature: HeaderText
  readonly separator: string
}

function isSigned(uri: string, { nonce, signature, separator }: Given, tokens: Tokens): boolean {
  if (!isFilled(uri) || !isFilled(nonce) || !isFilled(signature)) return false
  const base = getBase(uri)
  if (base === undefined) return false
  return [tokens].flat().some((token) => isFilled(token) && isEqual(signature, digest(token, base + separator + nonce)))
}

/** A URL without its query and fragment; `undefined` when it is none. */
function getBase(uri: string): string | undefined {
  const text = uri.trim()
  if (!/^[a-z][a-z0-9+.-]*:\/\/[^/?#]/i.test(text)) return undefined
  return text.split(/[?#]/, 1)[0]
}

function digest(token: string, text: string): string {
  return createHmac('sha256', token).update(text).digest('base64')
}

/** Compares in a time that does not tell how much is right. */
function isEqual(received: string, expected: string): boolean {
  const [left, right] = [Buffer.from(received), Buffer.from(expected)]
  return left.length === right.length && timingSafeEqual(left, right)
}

function isFilled(value: unknown): value is string {
  return typeof value === 'string' && value !== ''
}
