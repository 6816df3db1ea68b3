import type { SignedCase } from './signed-case.ts'

/** How a language writes a list of values. */
export interface Notation {
  /** Blanks in front of a case. */
  readonly indent: string
  readonly open: string
  readonly close: string
  readonly quote: (text: string) => string
  /** Fields of a form by name. */
  readonly form: (pairs: readonly (readonly [string, string])[]) => string
  readonly yes: string
  readonly no: string
}

const WIDTH = 110

/** Text between double quotes, as written in the source when that is UTF-8. */
export const quoteDouble = (text: string): string => JSON.stringify(text)

/** Text between double quotes, in ASCII alone: for compilers that guess a file's encoding. */
export const quoteAscii = (text: string): string =>
  JSON.stringify(text).replace(/[^ -~]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`)

/** Text between single quotes, in which only they and the backslash are special. */
export const quoteSingle = (text: string): string => `'${text.replace(/[\\']/g, '\\$&')}'`

/** A case as a list of its values, broken into lines where it is long. */
export function printCase(one: SignedCase, notation: Notation): string {
  const { indent, open, close, quote, form, yes, no } = notation
  const { id, provider, version, method, url, signatureHeader, signature, nonce, token, isValid } = one
  const parts = [
    ...[id, provider, version, method, url, signatureHeader, signature, nonce].map(quote),
    form(Object.entries(one.form)),
    quote(token),
    isValid ? yes : no,
  ]
  return `${indent}${open}\n${wrap(parts, `${indent}${/^\s*/.exec(indent)?.[0] === '\t' ? '\t' : '    '}`)}\n${indent}${close}`
}

/** Values with commas between them, as many on a line as there is room for. */
export function wrap(parts: readonly string[], indent: string): string {
  const lines: string[] = []
  for (const [index, part] of parts.entries()) {
    const text = index === parts.length - 1 ? part : `${part},`
    const last = lines.at(-1)
    if (last !== undefined && last.length + text.length < WIDTH) lines[lines.length - 1] = `${last} ${text}`
    else lines.push(indent + text)
  }
  return lines.join('\n')
}
