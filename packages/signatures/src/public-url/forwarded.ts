/** One hop of a `Forwarded` header: what that proxy wrote about the request it received. */
export interface ForwardedElement {
  readonly for?: string
  readonly by?: string
  readonly host?: string
  readonly proto?: string
}

const TOKEN = String.raw`[!#$%&'*+.^_\x60|~0-9A-Za-z-]+`
const QUOTED = String.raw`"(?:[\t !#-\[\]-~\x80-\xff]|\\[\t -~\x80-\xff])*"`
// One pair and what follows it; sticky, so that text between two pairs is never skipped.
const PAIR = new RegExp(String.raw`[ \t]*(?:(${TOKEN})=(${TOKEN}|${QUOTED}))?[ \t]*(;|,|$)`, 'y')

const unquote = (value: string): string =>
  value.startsWith('"') ? value.slice(1, -1).replace(/\\([\s\S])/g, '$1') : value

/**
 * Reads a `Forwarded` header (RFC 7239), hop by hop, the one nearest the application last.
 * Returns `undefined` when the text does not follow the grammar: half-read proxy headers are worse than none.
 */
export function parseForwarded(text: string): readonly ForwardedElement[] | undefined {
  const elements: ForwardedElement[] = []
  let element = new Map<string, string>()
  for (PAIR.lastIndex = 0; ; ) {
    const match = PAIR.exec(text)
    if (match === null) return undefined
    const [, name, value, end] = match
    if (name !== undefined && value !== undefined) {
      const key = name.toLowerCase()
      if (element.has(key)) return undefined
      element.set(key, unquote(value))
    }
    if (end === ';') continue
    elements.push(toElement(element))
    element = new Map()
    if (end === '') return elements
  }
}

function toElement(pairs: ReadonlyMap<string, string>): ForwardedElement {
  const pick = (name: keyof ForwardedElement) => {
    const value = pairs.get(name)
    return value === undefined ? {} : { [name]: value }
  }
  return { ...pick('for'), ...pick('by'), ...pick('host'), ...pick('proto') }
}
