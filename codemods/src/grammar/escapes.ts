/** How a kind of literal writes what cannot stand in it as it is. */
export interface Escapes {
  /** What a backslash does: escape any character, only itself and the quote, or nothing. */
  readonly backslash: 'any' | 'quote' | 'none'
  /** Character or characters that end the literal, which the text may not hold as they are. */
  readonly quote: string
  /** What is written twice to stand for itself, besides a quote where no backslash does it. */
  readonly doubled: readonly string[]
  /** What would start an expression and takes a backslash before it. */
  readonly starts: readonly string[]
  /** Whether a line may end inside it. */
  readonly isMultiline: boolean
}

/** The text a literal stands for, and where each of its code units is written. */
export interface Cooked {
  readonly text: string
  /** Offset of each unit of `text` in the file, and one more for the end. */
  readonly offsets: readonly number[]
}

interface Read {
  readonly value: string
  readonly length: number
}

const SIMPLE: Readonly<Record<string, string>> = {
  n: '\n',
  r: '\r',
  t: '\t',
  b: '\b',
  v: '\v',
  f: '\f',
  a: '\u0007',
  e: '\u001B',
  s: ' ',
  0: '\0',
}

/** Reads the escapes of a part of a literal, which starts at an offset of the file. */
export function cook(raw: string, start: number, escapes: Escapes): Cooked {
  let text = ''
  const offsets: number[] = []
  let at = 0
  while (at < raw.length) {
    const { value, length } = readUnit(raw, at, escapes)
    for (let unit = 0; unit < value.length; unit += 1) offsets.push(start + at)
    text += value
    at += length
  }
  offsets.push(start + raw.length)
  return { text, offsets }
}

function readUnit(raw: string, at: number, { backslash, quote, doubled }: Escapes): Read {
  if (raw.charAt(at) === '\\' && backslash === 'any') return readEscape(raw, at)
  if (backslash === 'quote' && raw.charAt(at) === '\\' && ['\\', quote].includes(raw.charAt(at + 1)))
    return { value: raw.charAt(at + 1), length: 2 }
  const twice = [...doubled, ...(backslash === 'none' && quote.length === 1 ? [quote] : [])]
  if (twice.includes(raw.charAt(at)) && raw.charAt(at + 1) === raw.charAt(at))
    return { value: raw.charAt(at), length: 2 }
  return { value: raw.charAt(at), length: 1 }
}

function readEscape(raw: string, at: number): Read {
  const code = /^\\(?:x([\da-f]{2})|u([\da-f]{4})|u\{([\da-f]+)\}|U([\da-f]{8}))/i.exec(raw.slice(at, at + 12))
  const digits = code?.[1] ?? code?.[2] ?? code?.[3] ?? code?.[4]
  if (code !== null && digits !== undefined && Number.parseInt(digits, 16) <= 0x10ffff)
    return { value: String.fromCodePoint(Number.parseInt(digits, 16)), length: code[0].length }
  if (/^\\\r\n/.test(raw.slice(at, at + 3))) return { value: '', length: 3 }
  const next = raw.charAt(at + 1)
  if (next === '\n') return { value: '', length: 2 }
  return { value: SIMPLE[next] ?? next, length: 2 }
}

/** Writes text so that it can stand in a literal; `undefined` when no escape makes that possible. */
export function escapeFor(
  { backslash, quote, doubled, starts, isMultiline }: Escapes,
  text: string,
): string | undefined {
  if (!isMultiline && backslash !== 'any' && /[\n\r]/.test(text)) return undefined
  let safe = text
  if (backslash !== 'none') safe = safe.replaceAll('\\', '\\\\')
  for (const char of doubled) safe = safe.replaceAll(char, char + char)
  if (quote !== '' && safe.includes(quote)) {
    if (backslash !== 'none') safe = safe.replaceAll(quote, `\\${quote}`)
    else if (quote === '"' && isMultiline) safe = safe.replaceAll(quote, quote + quote)
    else return undefined
  }
  for (const start of starts) safe = safe.replaceAll(start, `\\${start}`)
  return isMultiline ? safe : safe.replaceAll('\n', '\\n').replaceAll('\r', '\\r')
}
