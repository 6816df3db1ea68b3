import { type FormFields, parseForm, readForm } from '../form.ts'
import { splitUrl } from '../url-parts.ts'
import type { WebhookRequest } from '../verification.ts'

/** Text Plivo V2 signs: the URL without credentials and query, then the nonce. */
export function toPlivoV2Text({ url }: WebhookRequest, nonce: string): string | undefined {
  const parts = splitUrl(url)
  return parts === undefined ? undefined : parts.base + nonce
}

/**
 * Text Plivo V3 signs: the base URL, the decoded and sorted query, on POST the sorted form, a dot, the nonce.
 * `undefined` for a URL without scheme, a method other than GET and POST, or parameters that are not flat text.
 */
export function toPlivoV3Text(request: WebhookRequest, nonce: string): string | undefined {
  const parts = splitUrl(request.url)
  if (parts === undefined) return undefined
  const query = parts.query === undefined || parts.query === '' ? NO_FIELDS : parseForm(parts.query)
  const form = readForm(request)
  if (!isFlat(form)) return undefined
  const method = request.method.toUpperCase()
  if (method === 'GET') {
    const pairs = joinPairs(mergeFields(query, form), '=', '&')
    return pairs === '' ? `${parts.base}.${nonce}` : `${parts.base}?${pairs}.${nonce}`
  }
  if (method !== 'POST') return undefined
  const pairs = joinPairs(query, '=', '&')
  const fields = joinPairs(form, '', '')
  const posted = Object.keys(form).length > 0
  if (!posted) return pairs === '' ? `${parts.base}.${nonce}` : `${parts.base}?${pairs}.${nonce}`
  return `${parts.base}?${pairs}${pairs === '' ? '' : '.'}${fields}.${nonce}`
}

const NO_FIELDS: FormFields = Object.freeze(Object.create(null))

/** Pairs sorted by name, then value, by UTF-16 code unit. */
function joinPairs(fields: FormFields, between: string, after: string): string {
  let text = ''
  for (const name of Object.keys(fields).sort()) {
    const value = fields[name]
    if (Array.isArray(value))
      for (const one of value.map(String).sort()) text += (text === '' ? '' : after) + name + between + one
    else text += (text === '' ? '' : after) + name + between + value
  }
  return text
}

/** Query and parameters together; a pair that the query already holds is not added again. */
function mergeFields(query: FormFields, form: FormFields): FormFields {
  const merged: Record<string, string[]> = Object.create(null)
  for (const [name, value] of Object.entries(query)) merged[name] = [value].flat()
  for (const [name, value] of Object.entries(form)) {
    const known = merged[name] ?? []
    merged[name] = [
      ...known,
      ...[value]
        .flat()
        .map(String)
        .filter((one) => !known.includes(one)),
    ]
  }
  return merged
}

// Parameters come from a body parser: numbers and booleans have one text, objects and null have none.
const isScalar = (value: unknown): boolean =>
  typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean'

const isFlat = (fields: FormFields): boolean =>
  Object.values(fields).every((value: unknown) => isScalar(value) || (Array.isArray(value) && value.every(isScalar)))
