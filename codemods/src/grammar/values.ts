import type { Code } from './code.ts'
import { cook } from './escapes.ts'
import { is, type Node } from './tree.ts'

/** What a string literal without expressions says; `undefined` for any other node. */
export function getStringValue({ facts, tree }: Code, node: Node): string | undefined {
  const literal = is(node, ...facts.strings) ? facts.readLiteral(node, tree) : undefined
  if (literal === undefined || literal.holes.length > 0) return undefined
  return cook(tree.text.slice(literal.inner.start, literal.inner.end), literal.inner.start, literal.escapes).text
}

/** What a string, a number or a truth value says. */
export function readValue(code: Code, node: Node): string | undefined {
  const text = getStringValue(code, node)
  if (text !== undefined) return text
  return /^(?:-?\d+(?:\.\d+)?|true|false)$/i.test(node.text()) ? node.text().toLowerCase() : undefined
}
