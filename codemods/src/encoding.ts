/**
 * How the bytes of a file stand for its text. `latin1` is any encoding in which a byte below 128 is ASCII, such as
 * Windows-1252: each other byte becomes one character and the same byte again, so that what is not touched stays as it is.
 */
export type Encoding = 'utf-8' | 'utf-16le' | 'utf-16be' | 'latin1'

/** Text without its byte order mark, and what makes bytes of it again. */
export interface EncodedText {
  readonly text: string
  readonly encoding: Encoding
  /** Whether the bytes start with a byte order mark, which is kept. */
  readonly bom: boolean
}

const MARK = '\uFEFF'
/** In an encoding of two bytes a character, such as Shift JIS, the second may look like a backslash that is none. */
const DOUBTFUL_ESCAPE = /[\x80-\xFF]\\['"`]/

/** The text of a file; `undefined` for binary data, and for what would not give the same bytes when it is written again. */
export function decodeText(bytes: Uint8Array): EncodedText | undefined {
  const wide = getWideEncoding(bytes)
  if (wide === undefined && bytes.includes(0)) return undefined
  const decoded = (wide && decodeAs(bytes, wide)) ?? decodeAs(bytes, 'utf-8') ?? decodeAs(bytes, 'latin1')
  return decoded?.encoding === 'latin1' && DOUBTFUL_ESCAPE.test(decoded.text) ? undefined : decoded
}

/** The bytes of a text; `undefined` when the encoding has not all of its characters. */
export function encodeText({ text, encoding, bom }: EncodedText): Buffer | undefined {
  const marked = bom ? MARK + text : text
  if (encoding === 'latin1' && /[^\0-\xFF]/.test(marked)) return undefined
  const bytes = Buffer.from(marked, encoding === 'utf-16be' ? 'utf-16le' : encoding)
  return encoding === 'utf-16be' ? bytes.swap16() : bytes
}

/** The encoding that a mark of two bytes tells. */
export function getWideEncoding([first, second]: Uint8Array): 'utf-16le' | 'utf-16be' | undefined {
  if (first === 0xff && second === 0xfe) return 'utf-16le'
  return first === 0xfe && second === 0xff ? 'utf-16be' : undefined
}

function decodeAs(bytes: Uint8Array, encoding: Encoding): EncodedText | undefined {
  try {
    const text =
      encoding === 'latin1'
        ? Buffer.from(bytes).toString('latin1')
        : new TextDecoder(encoding, { fatal: true, ignoreBOM: true }).decode(bytes)
    const bom = encoding !== 'latin1' && text.startsWith(MARK)
    return { text: bom ? text.slice(1) : text, encoding, bom }
  } catch {
    return undefined
  }
}
