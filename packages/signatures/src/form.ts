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
  return params ?? parseForm(toText(rawBody))
}

/** A raw body as text; a byte order mark stays, bytes that are not UTF-8 become U+FFFD. */
export function toText(rawBody: WebhookRequest['rawBody'] = ''): string {
  if (typeof rawBody === 'string') return rawBody
  return Buffer.from(rawBody.buffer, rawBody.byteOffset, rawBody.byteLength).toString('utf8')
}
