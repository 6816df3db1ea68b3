import { parse } from 'node:querystring'
import type { WebhookRequest } from './verification.ts'

/** Form fields by name; a name that occurs twice has an array. */
export type FormFields = Readonly<Record<string, string | readonly string[]>>

/** Decodes a query string or a form body; malformed escapes stay as they are, no pair is lost. */
export function parseForm(text: string): FormFields {
  // maxKeys 0 means no limit; the result has no prototype and only these value types.
  return parse(text, '&', '=', { maxKeys: 0 }) as FormFields
}

/** The form parameters of a request: `params`, else decoded from the raw body. */
export function readForm({ params, rawBody }: WebhookRequest): FormFields {
  if (params !== undefined) return params
  if (rawBody === undefined || rawBody.length === 0) return {}
  return parseForm(typeof rawBody === 'string' ? rawBody : new TextDecoder().decode(rawBody))
}
