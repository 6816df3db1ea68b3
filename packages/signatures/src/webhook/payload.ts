import { type FormFields, parseForm } from '../form.ts'
import { readHeader } from '../public-url/read-header.ts'
import type { HeaderFields } from '../verification.ts'

/** The fields of a form body; `undefined` when the body is labelled as something else, or empty. */
export function readFields(headers: HeaderFields, rawBody: Uint8Array): FormFields | undefined {
  const type = readHeader(headers, 'content-type') ?? ''
  const isForm = rawBody.length > 0 && /^application\/x-www-form-urlencoded\b/i.test(type)
  return isForm ? parseForm(new TextDecoder().decode(rawBody)) : undefined
}

/** The JSON value of a body, or `undefined`. Labels are not asked: platforms write several, or none. */
export function readJson(rawBody: Uint8Array): unknown {
  if (rawBody.length === 0) return undefined
  try {
    return JSON.parse(new TextDecoder().decode(rawBody))
  } catch {
    return undefined
  }
}
