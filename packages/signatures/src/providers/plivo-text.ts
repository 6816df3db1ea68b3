import { type FormFields, parseForm, readForm } from '../form.ts'
import { isFlat, joinSorted } from '../sorted-pairs.ts'
import { dropCredentials, splitUrl } from '../url-parts.ts'
import type { WebhookRequest } from '../verification.ts'

/** Text Plivo V1 signs: the URL as called, query included, then the form in the order of the vendor's own package. */
export function toPlivoV1Text(request: WebhookRequest): string | undefined {
  const form = readForm(request)
  return splitUrl(request.url) === undefined || !isFlat(form) ? undefined : request.url + joinByPairText(form)
}

/** Sorted by the text `name,value`, so that `a+` comes before `a`, as in npm `plivo` 4. */
export function joinByPairText(form: FormFields): string {
  const pairs = Object.entries(form).map(([name, value]) => ({ order: `${name},${value}`, text: name + value }))
  // Stryker disable next-line EqualityOperator: pairs of the same order text have the same text
  pairs.sort((one, other) => (one.order < other.order ? -1 : 1))
  return pairs.map(({ text }) => text).join('')
}

/** Text Plivo V2 signs: the URL without credentials and query, then the nonce. */
export function toPlivoV2Text({ url }: WebhookRequest, nonce: string): string | undefined {
  const parts = splitUrl(url)
  return parts === undefined ? undefined : dropCredentials(parts.base) + nonce
}

/**
 * Text Plivo V3 signs: the base URL, the decoded and sorted query, on POST the sorted form, a dot, the nonce.
 * `undefined` for a URL without scheme, a method other than GET and POST, or parameters that are not flat text.
 */
export function toPlivoV3Text(request: WebhookRequest, nonce: string): string | undefined {
  const parts = splitUrl(request.url)
  const method = request.method.toUpperCase()
  if (parts === undefined || (method !== 'GET' && method !== 'POST')) return undefined
  // Stryker disable next-line ConditionalExpression: a short cut; nothing is parsed to nothing
  const query = parts.query === undefined ? NOTHING : parseForm(parts.query)
  const form = readForm(request)
  const isPosted = method === 'POST' && Object.keys(form).length > 0
  const pairs = joinSorted(method === 'GET' ? mergeFields(query, form) : query, QUERY)
  const fields = isPosted ? joinSorted(form, FORM) : ''
  if (pairs === undefined || fields === undefined) return undefined
  const mark = isPosted || pairs !== '' ? '?' : ''
  const dot = isPosted && pairs !== '' ? '.' : ''
  return `${dropCredentials(parts.base)}${mark}${pairs}${dot}${fields}.${nonce}`
}

const NOTHING: FormFields = {}
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
  const seen = new Set<unknown>(known)
  // Parsers may give numbers; what is not flat is refused when it is joined.
  return [...known, ...values.filter((value) => !seen.has(typeof value === 'number' ? String(value) : value))]
}
