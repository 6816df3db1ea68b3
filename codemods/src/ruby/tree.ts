import { getCode } from '../grammar/code.ts'
import { getField, is, type Node, type Tree } from '../grammar/tree.ts'
import type { SourceFile } from '../source-file.ts'

/** The tree of a Ruby file that parses; made once per file. */
export const getRubyTree = (file: SourceFile): Tree => getCode(file).tree

/** The named children of a node, comments left out. */
export const getNamedChildren = (node: Node): readonly Node[] =>
  node.namedChildren().filter((child) => !is(child, 'comment'))

/** The text of a string literal without escapes and interpolation; `undefined` for any other node. */
export function getStringValue(node: Node | null | undefined): string | undefined {
  if (!node || !is(node, 'string')) return undefined
  const [open, content, ...rest] = node.children()
  if (open === undefined || !/^["']$/.test(open.text())) return undefined
  if (rest.length === 0) return ''
  return is(content, 'string_content') && rest.length === 1 ? content?.text() : undefined
}

/** A string literal in the quotes of another. */
export function quoteLike(literal: Node, text: string): string {
  const quote = literal.text().startsWith('"') ? '"' : "'"
  return `${quote}${text}${quote}`
}

/** The arguments of a call, blocks left out. */
export function getArguments(call: Node): readonly Node[] {
  const list = getField(call, 'arguments')
  return list === undefined ? [] : getNamedChildren(list).filter((node) => !is(node, 'block_argument'))
}

/** Name of the method that a call calls; also of an identifier that may be one. */
export const getMethodName = (call: Node): string | undefined => getField(call, 'method')?.text()

/** Full path of a constant as written: `Plivo::Utils`, without the leading colons. */
export function getConstantPath(node: Node): string | undefined {
  if (is(node, 'constant')) return node.text()
  if (!is(node, 'scope_resolution')) return undefined
  const [scope, name] = [getField(node, 'scope'), getField(node, 'name')]
  if (name === undefined) return undefined
  if (scope === undefined) return name.text()
  const path = getConstantPath(scope)
  return path === undefined ? undefined : `${path}::${name.text()}`
}

/** Inside parentheses of one expression, that expression. */
export function unwrap(node: Node): Node {
  const inner = is(node, 'parenthesized_statements') ? getNamedChildren(node) : []
  const [only] = inner
  return only !== undefined && inner.length === 1 ? unwrap(only) : node
}
