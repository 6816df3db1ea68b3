import type { Piece } from '../text/text-document.ts'
import type { Range } from '../touchpoint.ts'
import { getRange, is, type PyNode } from './tree.ts'

/** A part of what a string literal says: text with the offset of each unit, or an expression of an f-string. */
export type StringPart =
  | { readonly kind: 'text'; readonly text: string; readonly offsets: readonly number[] }
  | { readonly kind: 'expression'; readonly range: Range }

/** A string literal taken apart. */
export interface ReadString {
  readonly piece: Piece
  readonly parts: readonly StringPart[]
  readonly isFormatted: boolean
}

/** What else is special inside a literal: braces of `.format`, percent signs of `%`. */
export type Placeholders = 'format' | 'percent' | undefined

/** Takes a string literal apart: prefix, escapes, and the expressions of an f-string. */
export function readString(node: PyNode, text: string, placeholders?: Placeholders): ReadString | undefined {
  const children = node.children()
  const [open, close] = [children[0], children.at(-1)]
  if (!open || !close || !is(open, 'string_start') || !is(close, 'string_end')) return undefined
  const [, prefix = '', quote = ''] = /^(\w*)('''|"""|'|")$/.exec(open.text()) ?? []
  if (quote === '') return undefined
  const isRaw = /r/i.test(prefix)
  const isFormatted = /f/i.test(prefix)
  const inner = { start: getRange(open).end, end: getRange(close).start }
  const parts: StringPart[] = []
  let at = inner.start
  const addText = (end: number): void => {
    if (end > at) parts.push({ kind: 'text', ...cook(text, { start: at, end }, { isRaw, isFormatted }) })
  }
  for (const child of children.filter((one) => is(one, 'interpolation'))) {
    const range = getRange(child)
    addText(range.start)
    parts.push({ kind: 'expression', range })
    at = range.end
  }
  addText(inner.end)
  const write = createWriter({ quote, isRaw, braces: isFormatted || placeholders === 'format', placeholders })
  const piece = { quote, end: inner.end, takesExpressions: isFormatted || placeholders !== undefined, write }
  return { piece, parts, isFormatted }
}

const SIMPLE: Readonly<Record<string, string>> = {
  n: '\n',
  r: '\r',
  t: '\t',
  a: '\x07',
  b: '\b',
  f: '\f',
  v: '\v',
  '\\': '\\',
  "'": "'",
  '"': '"',
}
const ESCAPE = /^\\(?:(\r\n|[\r\n])|x([\da-f]{2})|u([\da-f]{4})|U([\da-f]{8})|([0-7]{1,3})|N\{[^}]*\}|([\s\S]))/i

function cook(
  source: string,
  range: Range,
  { isRaw, isFormatted }: { readonly isRaw: boolean; readonly isFormatted: boolean },
): { readonly text: string; readonly offsets: readonly number[] } {
  let text = ''
  const offsets: number[] = []
  for (let at = range.start; at < range.end; ) {
    const { value, length } = readUnit(source, at, { isRaw, isFormatted })
    for (let unit = 0; unit < value.length; unit += 1) offsets.push(at)
    text += value
    at += length
  }
  return { text, offsets }
}

function readUnit(
  source: string,
  at: number,
  { isRaw, isFormatted }: { readonly isRaw: boolean; readonly isFormatted: boolean },
): { readonly value: string; readonly length: number } {
  const one = source.charAt(at)
  if (isFormatted && (one === '{' || one === '}') && source.charAt(at + 1) === one) return { value: one, length: 2 }
  if (one !== '\\' || isRaw)
    return source.startsWith('\r\n', at) ? { value: '\n', length: 2 } : { value: one, length: 1 }
  const match = ESCAPE.exec(source.slice(at, at + 80))
  if (match === null) return { value: one, length: 1 }
  const [whole, line, x, u, U, octal, simple] = match
  if (line !== undefined) return { value: '', length: whole.length }
  const hex = x ?? u ?? U
  if (hex !== undefined) return { value: toCharacter(Number.parseInt(hex, 16)), length: whole.length }
  if (octal !== undefined) return { value: toCharacter(Number.parseInt(octal, 8)), length: whole.length }
  if (simple === undefined) return { value: '\uFFFD', length: whole.length }
  const value = SIMPLE[simple]
  // Python keeps the backslash of an escape it does not know.
  return value === undefined ? { value: whole, length: whole.length } : { value, length: whole.length }
}

const toCharacter = (code: number): string => (code > 0x10ffff ? '\uFFFD' : String.fromCodePoint(code))

interface WriterOptions {
  readonly quote: string
  readonly isRaw: boolean
  readonly braces: boolean
  readonly placeholders: Placeholders
}

/** Writes text so that it can stand in the literal; a raw one cannot hold its own quote or a backslash at all. */
function createWriter({ quote, isRaw, braces, placeholders }: WriterOptions): Piece['write'] {
  return (text, next) => {
    const isLong = quote.length === 3
    if (isRaw && (text.includes(quote.charAt(0)) || text.includes('\\') || (!isLong && /[\r\n]/.test(text))))
      return undefined
    let written = isRaw ? text : text.replaceAll('\\', '\\\\')
    if (!isRaw) {
      if (!isLong) written = written.replaceAll(quote, `\\${quote}`).replaceAll('\n', '\\n').replaceAll('\r', '\\r')
      else if (written.includes(quote) || (written.endsWith(quote.charAt(0)) && next === quote.charAt(0)))
        written = written.replaceAll(quote.charAt(0), `\\${quote.charAt(0)}`)
    }
    if (braces) written = written.replaceAll('{', '{{').replaceAll('}', '}}')
    return placeholders === 'percent' ? written.replaceAll('%', '%%') : written
  }
}
