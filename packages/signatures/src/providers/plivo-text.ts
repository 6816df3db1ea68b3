import { type FormFields, parseForm, readForm } from '../form.ts'
import { isFlat, joinSorted } from '../sorted-pairs.ts'
import { splitUrl } from '../url-parts.ts'
import type { WebhookRequest } from '../verification.ts'

/** Text Plivo V1 signs: the URL as called, query included, then the form in the order of the vendor's own package. */
export function toPlivoV1Text(request: WebhookRequest): string | undefined {
  const form = readForm(request)
  return splitUrl(request.url) === undefined || !isFlat(form) ? undefined : request.url + joinByPairText(form)
}

/** Sorted by the text `name,value`, so that `a+` comes before `a`, as in npm `plivo` 4. */
export function joinByPairText(form: FormFields): string {
  return Object.entries(form)
    .map(([name, value]) => ({ order: `${name},${value}`, text: name + value }))
    .sort((one, other) => (one.order < other.order ? -1 : 1))
    .reduce((joined, { text }) => joined + text, '')
}

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
  const form = readForm(request)
  if (parts === undefined || !isFlat(form)) return undefined
  const query = parts.query === undefined ? NO_FIELDS : parseForm(parts.query)
  const method = request.method.toUpperCase()
  if (method === 'GET') return `${addQuery(parts.base, mergeFields(query, form))}.${nonce}`
  if (method !== 'POST') return undefined
  if (Object.keys(form).length === 0) return `${addQuery(parts.base, query)}.${nonce}`
  const pairs = joinSorted(query, QUERY)
  return `${parts.base}?${pairs}${pairs === '' ? '' : '.'}${joinSorted(form, FORM)}.${nonce}`
}

function addQuery(base: string, query: FormFields): string {
  const pairs = joinSorted(query, QUERY)
  return pairs === '' ? base : `${base}?${pairs}`
}

const NO_FIELDS: FormFields = {}
const QUERY = { inside: '=', between: '&' }
const FORM = { inside: '', between: '' }

/** Query and parameters together; a pair that the query already holds is not added again. */
function mergeFields(query: FormFields, form: FormFields): FormFields {
  const merged: Record<string, string | readonly string[]> = Object.assign(Object.create(null), query)
  for (const [name, value] of Object.entries(form)) {
    const known = merged[name]
    merged[name] = known === undefined ? value : addUnknown([known].flat(), [value].flat())
  }
  return merged
}

function addUnknown(known: readonly string[], values: readonly string[]): readonly string[] {
  const seen = new Set(known)
  return [...known, ...values.filter((value) => !seen.has(String(value)))]
}
