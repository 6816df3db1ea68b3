import { getCode } from '../grammar/code.ts'
import type { Facts } from '../grammar/facts.ts'
import { getRange, is, type Node } from '../grammar/tree.ts'
import type { SignatureLanguage } from '../signature-calls/language.ts'

/** How the signature engine reads the strings of a language. */
export function createLiterals(facts: Facts): Pick<SignatureLanguage, 'getStrings' | 'getStringValue' | 'quoteLike'> {
  const read = (node: Node) => {
    const literal = is(node, ...facts.strings)
      ? facts.readLiteral(node, { root: node, text: '', getNodes: () => [] })
      : undefined
    if (literal === undefined || literal.holes.length > 0) return undefined
    const { start } = getRange(node)
    const [from, to] = [literal.inner.start - start, literal.inner.end - start]
    const text = node.text()
    return { before: text.slice(0, from), value: text.slice(from, to), after: text.slice(to) }
  }
  return {
    getStrings: (file) =>
      facts.strings
        .flatMap((kind) => getCode(file).tree.getNodes(kind))
        .sort((a, b) => getRange(a).start - getRange(b).start),
    getStringValue(node) {
      const value = read(node)?.value
      return value === undefined || value.includes('\\') ? undefined : value
    },
    quoteLike(literal, text) {
      const parts = read(literal)
      return `${parts?.before ?? '"'}${text}${parts?.after ?? '"'}`
    },
  }
}
