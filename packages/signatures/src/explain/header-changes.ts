import { HEADER_NAMES } from '../generated/header-names.ts'
import { detectProvider } from '../header-reader.ts'
import { readHeader } from '../public-url/read-header.ts'
import type { HeaderFields } from '../verification.ts'
import { type Attempt, type Change, changeRequest, type Vary } from './attempt.ts'

/** Header names and values. */
export type Fields = Readonly<Record<string, string>>

/** Header fields with some replaced, whatever the case of their names. */
export function replaceHeaders(
  headers: HeaderFields,
  fields: Fields,
): Record<string, string | readonly string[] | undefined> {
  const names = new Set(Object.keys(fields).map((name) => name.toLowerCase()))
  const entries = headers instanceof Headers ? [...headers] : Object.entries(headers)
  return { ...Object.fromEntries(entries.filter(([name]) => !names.has(name.toLowerCase()))), ...fields }
}

/** The platform's own headers that are there, joined when they are there twice. */
export function readOwn({ provider, request }: Attempt): Fields {
  const names: readonly string[] = Object.values(HEADER_NAMES[provider])
  const entries = names.map((name): [string, string] => [name, readHeader(request.headers, name) ?? ''])
  return Object.fromEntries(entries.filter(([, value]) => value !== ''))
}

/** Headers that a proxy or a copy changed: blanks and quotes around them, lost padding, URL-safe letters, case. */
export const varyHeaderText: Vary = (attempt) => {
  const own = readOwn(attempt)
  const map = (convert: (text: string) => string): Fields =>
    Object.fromEntries(Object.entries(own).map(([name, value]) => [name, convert(value)]))
  const change = (convert: (text: string) => string, when: string): Change =>
    changeRequest(attempt, { headers: replaceHeaders(attempt.request.headers, map(convert)) }, when)
  return [
    change(
      (text) => text.trim().replace(/^(["'])(.*)\1$/s, '$2'),
      'blanks and quotes around the headers are taken off',
    ),
    change(
      (text) => (/^[\w+/-]{43}$|^[\w+/-]{27}$/.test(text) ? `${text}=` : text),
      'the = at the end of the signature is put back',
    ),
    change((text) => text.replaceAll('-', '+').replaceAll('_', '/'), 'the signature is written in plain base64'),
    change((text) => text.toLowerCase(), 'the signature is written in lower case'),
    change((text) => (/^[0-9a-f]{64}$/.test(text) ? `sha256=${text}` : text), 'sha256= stands before the signature'),
  ]
}

/** Each value of a header that is there more than once, or that a proxy joined with commas. */
export const varyRepeated: Vary = (attempt) => {
  const own = Object.entries(readOwn(attempt)).map(([name, value]) => [name, value.split(',')] as const)
  const most = Math.max(0, ...own.map(([, values]) => values.length))
  if (most < 2) return []
  return Array.from({ length: most }, (_, index) => {
    const fields = Object.fromEntries(own.map(([name, values]) => [name, (values[index] ?? values[0] ?? '').trim()]))
    const headers = replaceHeaders(attempt.request.headers, fields)
    return changeRequest(
      attempt,
      { headers },
      `only value ${index + 1} of the header that is there ${most} times counts`,
    )
  })
}

/** The platform whose headers the request really carries; its own alone when there are those of two. */
export const varyProvider: Vary = (attempt) => {
  const found = detectProvider(attempt.request.headers)
  if (found === 'ambiguous')
    return [changeRequest(attempt, { headers: readOwn(attempt) }, `only the headers of ${attempt.provider} count`)]
  if (found === undefined || found === attempt.provider) return []
  return [{ when: `the request is taken for one of ${found}`, attempt: { ...attempt, provider: found } }]
}
