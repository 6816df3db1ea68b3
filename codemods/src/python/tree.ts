import type { Node, Tree } from '../grammar/tree.ts'
import { createTrees, getField, is } from '../grammar/tree.ts'
import type { SourceFile } from '../source-file.ts'
import { getPythonRoot } from './parse.ts'

export { findAround, getField, getRange, is, isSame, isWithin, walk } from '../grammar/tree.ts'

/** A node of a Python syntax tree. Two objects may stand for one node: compare with `isSame`. */
export type PyNode = Node

/** The tree of a Python file, with its nodes by kind. */
export type PyTree = Tree

/** The tree of a Python file that parses; made once per file. */
export const getPythonTree: (file: SourceFile) => PyTree = createTrees(getPythonRoot)

/** The node inside parentheses and `await`, which change nothing about what a value is. */
export function unwrap(node: PyNode): PyNode {
  if (is(node, 'parenthesized_expression', 'await')) {
    const [inner] = getNamedChildren(node)
    if (inner !== undefined) return unwrap(inner)
  }
  return node
}

/** The named children of a node, comments left out. */
export const getNamedChildren = (node: PyNode): readonly PyNode[] =>
  node.namedChildren().filter((child) => !is(child, 'comment'))

/** The text of a string literal without prefix, escapes and interpolation; `undefined` for any other node. */
export function getStringValue(node: PyNode | null | undefined): string | undefined {
  if (!node || !is(node, 'string')) return undefined
  const [start, content, ...rest] = node.children()
  if (start === undefined || !/^[rRuU]?(?:'|"|'''|""")$/.test(start.text())) return undefined
  if (is(content, 'string_end')) return ''
  if (!content || !is(content, 'string_content')) return undefined
  return content.children().length === 0 && rest.length === 1 ? content.text() : undefined
}

/** A string literal in the quotes and with the prefix of another. */
export function quoteLike(literal: PyNode, text: string): string {
  const [start, ...rest] = literal.children()
  return `${start?.text() ?? "'"}${text}${rest.at(-1)?.text() ?? "'"}`
}

/** One argument of a call. */
export interface PyArgument {
  readonly value: PyNode
  /** Given by keyword under this name. */
  readonly name?: string
  readonly isSpread: boolean
}

/** The arguments of a call, in source order; a lone generator expression counts as one argument. */
export function getArguments(call: PyNode): readonly PyArgument[] {
  const list = getField(call, 'arguments')
  if (list === undefined) return []
  if (!is(list, 'argument_list')) return [{ value: list, isSpread: false }]
  return getNamedChildren(list).map((node): PyArgument => {
    const [name, value] = [getField(node, 'name'), getField(node, 'value')]
    if (is(node, 'keyword_argument') && name !== undefined && value !== undefined)
      return { value, name: name.text(), isSpread: false }
    return { value: node, isSpread: is(node, 'list_splat', 'dictionary_splat') }
  })
}
