/** The text a literal stands for, and where each of its code units is written. */
export interface Cooked {
  readonly text: string
  /** Offset of each unit of `text` in the file, and one more for the end. */
  readonly offsets: readonly number[]
}

const SIMPLE: Readonly<Record<string, string>> = { n: '\n', r: '\r', t: '\t', b: '\b', v: '\v', f: '\f', 0: '\0' }

/** Reads the escapes of a literal's inner text, which starts at an offset of the file. */
export function cook(raw: string, start: number): Cooked {
  let text = ''
  const offsets: number[] = []
  let at = 0
  while (at < raw.length) {
    const { value, length } = raw.charAt(at) === '\\' ? readEscape(raw, at) : readPlain(raw, at)
    for (let unit = 0; unit < value.length; unit += 1) offsets.push(start + at)
    text += value
    at += length
  }
  offsets.push(start + raw.length)
  return { text, offsets }
}

interface Read {
  readonly value: string
  readonly length: number
}

/** A template's Windows line ending stands for one `\n`. */
function readPlain(raw: string, at: number): Read {
  return raw.startsWith('\r\n', at) ? { value: '\n', length: 2 } : { value: raw.charAt(at), length: 1 }
}

function readEscape(raw: string, at: number): Read {
  const code = /^\\(?:x([\da-f]{2})|u([\da-f]{4})|u\{([\da-f]+)\})/i.exec(raw.slice(at, at + 12))
  if (code !== null) {
    const value = String.fromCodePoint(Number.parseInt(code[1] ?? code[2] ?? code[3] ?? '0', 16))
    return { value, length: code[0].length }
  }
  if (/^\\\r\n/.test(raw.slice(at, at + 3))) return { value: '', length: 3 }
  const next = raw.charAt(at + 1)
  if (/[\n\r\u2028\u2029]/.test(next)) return { value: '', length: 2 }
  return { value: SIMPLE[next] ?? next, length: 2 }
}

/** Writes text so that it can stand in a literal with the given quote. */
export function escapeFor(quote: string, text: string): string {
  const safe = text.replaceAll('\\', '\\\\').replaceAll(quote, `\\${quote}`)
  return quote === '`' ? safe.replaceAll('${', '\\${') : safe.replaceAll('\n', '\\n').replaceAll('\r', '\\r')
}
