import { parseForm, toText } from '../form.ts'
import { splitUrl } from '../url-parts.ts'
import type { WebhookRequest } from '../verification.ts'
import { type Change, changeRequest, type Vary } from './attempt.ts'

type Fields = NonNullable<WebhookRequest['params']>

/** GET for POST and the other way round. */
export const varyMethod: Vary = (attempt) =>
  ['GET', 'POST']
    .filter((method) => method !== attempt.request.method)
    .map((method) => changeRequest(attempt, { method }, `the method is ${method} instead of ${attempt.request.method}`))

/** The body as it was before a parser and a printer went over it, and the fields as they were before another parser. */
export const varyBody: Vary = (attempt) => {
  const { rawBody, params } = attempt.request
  const changes: Change[] = []
  const texts = rawBody === undefined ? [] : reprint(toText(rawBody))
  for (const [text, when] of texts) changes.push(changeRequest(attempt, { rawBody: text }, when))
  if (rawBody !== undefined && params !== undefined) {
    const parsed = parseForm(toText(rawBody))
    changes.push(changeRequest(attempt, { params: parsed }, 'the parameters are decoded from the raw body'))
  }
  for (const [fields, when] of refill(attempt.request)) changes.push(changeRequest(attempt, { params: fields }, when))
  return changes
}

/** Other ways to write the same body. */
function reprint(text: string): readonly (readonly [string, string])[] {
  const trimmed = [text.replace(/\r?\n$/, ''), 'the body has no line break at its end'] as const
  const value = parseJson(text)
  if (value === undefined) return [trimmed]
  const compact = JSON.stringify(value)
  return [
    trimmed,
    [`${text}\n`, 'the body has a line break at its end'],
    [compact, 'the body is JSON without blanks, as it was sent'],
    [JSON.stringify(value, undefined, 2), 'the body is JSON with an indent of two, as it was sent'],
    [spaceOut(value), 'the body is JSON with a blank after each comma and colon, as it was sent'],
    [escapeText(compact), 'the body is JSON with \\u escapes, as it was sent'],
  ]
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

/** JSON as Python prints it. */
function spaceOut(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(spaceOut).join(', ')}]`
  if (typeof value !== 'object' || value === null) return JSON.stringify(value)
  return `{${Object.entries(value)
    .map(([name, one]) => `${JSON.stringify(name)}: ${spaceOut(one)}`)
    .join(', ')}}`
}

const escapeText = (text: string): string =>
  text.replace(/[\u0080-\uffff]/g, (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`)

/** The form fields without what a framework adds or does to them. */
function refill(request: WebhookRequest): readonly (readonly [Fields, string])[] {
  const { params, url } = request
  if (!params) return []
  const query = parseForm(splitUrl(url)?.query ?? '')
  const without = Object.entries(params).filter(([name]) => !(name in query))
  return [
    [Object.fromEntries(without), 'the parameters of the query are not passed as form fields again'],
    [mapFields(params, (text) => text.replaceAll('+', ' ')), 'a + in the form fields stands for a blank'],
    [mapFields(params, decode), 'the form fields are decoded once more'],
    [{}, 'no form fields are passed'],
  ]
}

const mapFields = (fields: Fields, convert: (text: string) => string): Fields =>
  Object.fromEntries(
    Object.entries(fields).map(([name, value]) => [name, typeof value === 'string' ? convert(value) : value]),
  )

function decode(text: string): string {
  try {
    return decodeURIComponent(text.replaceAll('+', ' '))
  } catch {
    return text
  }
}
