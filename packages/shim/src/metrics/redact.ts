import { header } from '@plivo-to-vobiz/mappings/callbacks'
import { maskDigits } from '../mask.ts'

/** Takes out of a log what must not be in one. */
export interface Redactor {
  readonly text: (text: string) => string
  readonly fields: (fields: object) => Record<string, unknown>
  /** An error in pino's form: type, message, stack, cause. */
  readonly error: (error: unknown) => unknown
}

const GONE = '[redacted]'
const UUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i
/** A digest in base64, as signatures are. */
const DIGEST = /[A-Za-z0-9+/]{22,}={1,2}/g
/** Longer than a word and made of letters and digits: a token. */
const TOKEN = /(?<![\w+/-])(?=[\w+/-]*\d)(?=[\w+/-]*[A-Za-z])[A-Za-z0-9+_-]{24,}={0,2}/g
const CREDENTIALS = /\b(?:basic|bearer)\s+[\w+/.~-]+=*/gi
const URL_CREDENTIALS = /(\w:\/\/)[^\s/@]+@/g
const ANY_QUERY = /\?[^\s"'<>)]*/g
const SIGNATURES = (['plivo', 'vobiz'] as const).map((provider) => header(provider, 'v1').replace(/-V?1?$/i, ''))
const SIGNATURE_HEADERS = new RegExp(`(?:${SIGNATURES.join('|')})[\\w-]*["']?\\s*[:=,]\\s*["']?[^\\s"',}]+`, 'gi')
const FRAME = /^\s+at /
const DEPTH = 3

/** Prepares it. `secrets` are the texts known to be secret; what looks like one goes as well. */
export function createRedactor(secrets: readonly string[]): Redactor {
  const known = secrets.filter((secret) => secret !== '').toSorted((one, other) => other.length - one.length)

  const withoutKnown = (text: string): string => {
    let clean = text
    for (const secret of known) clean = clean.replaceAll(secret, GONE)
    return clean
  }

  const toText = (text: string): string => {
    if (UUID.test(text)) return text
    const bare = withoutKnown(text)
      .replace(SIGNATURE_HEADERS, GONE)
      .replace(CREDENTIALS, GONE)
      .replace(URL_CREDENTIALS, `$1${GONE}@`)
      .replace(ANY_QUERY, '?…')
      .replace(DIGEST, GONE)
      .replace(TOKEN, (found) => (UUID.test(found) ? found : GONE))
    return maskDigits(bare, '[number]')
  }

  const toStack = (stack: string): string =>
    stack
      .split('\n')
      .map((line) => (FRAME.test(line) ? maskDigits(withoutKnown(line), '[number]') : toText(line)))
      .join('\n')

  const toError = (error: unknown, depth = 0): unknown => {
    if (!(error instanceof Error)) return toText(String(error))
    const name = toText(error.name)
    // Without a constructor: pino would tell that of this object as the type.
    return Object.assign(Object.create(null), {
      name,
      type: name,
      message: toText(error.message),
      ...('code' in error && typeof error.code === 'string' && { code: toText(error.code) }),
      ...(error.stack !== undefined && { stack: toStack(error.stack) }),
      ...(error.cause !== undefined && depth < DEPTH && { cause: toError(error.cause, depth + 1) }),
    })
  }

  const toValue = (value: unknown): unknown => {
    if (typeof value === 'string') return toText(value)
    return Array.isArray(value) ? value.map(toValue) : value
  }

  return {
    text: toText,
    fields: (fields) => Object.fromEntries(Object.entries(fields).map(([name, value]) => [name, toValue(value)])),
    error: (error) => toError(error),
  }
}
