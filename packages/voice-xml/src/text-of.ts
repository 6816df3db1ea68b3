import { decode } from './entities.ts'
import type { ElementNode } from './tree.ts'

const MARKUP = /<!--[\s\S]*?-->|<\?[\s\S]*?\?>|<!\[CDATA\[([\s\S]*?)\]\]>/g

/** Text of an element without its children, comments left out, references decoded, white space at both ends removed. */
export function textOf(source: string, element: ElementNode): string {
  let text = ''
  let at = element.contentStart
  for (const child of element.children) {
    text += toText(source.slice(at, child.start))
    at = child.end
  }
  return (text + toText(source.slice(at, element.contentEnd))).trim()
}

function toText(raw: string): string {
  if (!raw.includes('<')) return decode(raw)
  let text = ''
  let at = 0
  for (const match of raw.matchAll(MARKUP)) {
    text += decode(raw.slice(at, match.index)) + (match[1] ?? '')
    at = match.index + match[0].length
  }
  return text + decode(raw.slice(at))
}
