import type { SgNode } from '@ast-grep/napi'
import { oncePerFile } from '../language.ts'
import type { SourceFile } from '../source-file.ts'
import type { Range } from '../touchpoint.ts'
import { getPythonRoot } from './parse.ts'

/** A node of a Python syntax tree. Two objects may stand for one node: compare with `isSame`. */
export type PyNode = SgNode

/** The tree of a Python file, with its nodes by kind. */
export interface PyTree {
  readonly root: PyNode
  readonly text: string
  /** Every node of a kind, in source order. */
  getNodes(kind: string): readonly PyNode[]
}

/** The tree of a Python file that parses; made once per file. */
export const getPythonTree: (file: SourceFile) => PyTree = oncePerFile((file): PyTree => {
  const root = getPythonRoot(file)
  const known = new Map<string, readonly PyNode[]>()
  return {
    root,
    text: file.text,
    getNodes(kind) {
      const nodes = known.get(kind) ?? root.findAll({ rule: { kind } })
      known.set(kind, nodes)
      return nodes
    },
  }
})

/** Name of a node's kind in the grammar. */
const kindOf = (node: PyNode): string => String(node.kind())

/** Whether a node is there and of one of the kinds. */
export const is = (node: PyNode | null | undefined, ...kinds: readonly string[]): boolean =>
  node !== null && node !== undefined && kinds.includes(kindOf(node))

/** Where a node stands in the text. */
export function getRange(node: PyNode): Range {
  const { start, end } = node.range()
  return { start: start.index, end: end.index }
}

/** Whether two objects stand for one node. */
export const isSame = (a: PyNode | null | undefined, b: PyNode | null | undefined): boolean =>
  a !== null && a !== undefined && b !== null && b !== undefined && a.id() === b.id()

/** Whether a range lies within another. */
export const isWithin = (inner: Range, outer: Range): boolean => inner.start >= outer.start && inner.end <= outer.end

/** The child of a node under a field's name. */
export const getField = (node: PyNode, name: string): PyNode | undefined => node.field(name) ?? undefined

/** A node and everything inside it, outermost first. */
export function* walk(node: PyNode): Generator<PyNode> {
  yield node
  for (const child of node.children()) yield* walk(child)
}

/** The closest node around a node that is of one of the kinds. */
export function findAround(node: PyNode, ...kinds: readonly string[]): PyNode | undefined {
  for (let around = node.parent(); around !== null; around = around.parent()) if (is(around, ...kinds)) return around
  return undefined
}

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
