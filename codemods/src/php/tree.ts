import { getCode } from '../grammar/code.ts'
import { getField, is, type Node, type Tree } from '../grammar/tree.ts'
import type { SourceFile } from '../source-file.ts'

/** The tree of a PHP file that parses; made once per file. */
export const getPhpTree = (file: SourceFile): Tree => getCode(file).tree

/** The named children of a node, comments left out. */
export const getNamedChildren = (node: Node): readonly Node[] =>
  node.namedChildren().filter((child) => !is(child, 'comment'))

/** The text of a string literal without escapes and interpolation; `undefined` for any other node. */
export function getStringValue(node: Node | null | undefined): string | undefined {
  if (!node || !is(node, 'string', 'encapsed_string')) return undefined
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

/** Kinds of calls of functions and methods. */
export const CALLS: readonly string[] = [
  'function_call_expression',
  'member_call_expression',
  'nullsafe_member_call_expression',
  'scoped_call_expression',
]

/** Every call of a file, in no order. */
export const getCalls = (file: SourceFile): readonly Node[] => CALLS.flatMap((kind) => getPhpTree(file).getNodes(kind))

/** One argument of a call. */
export interface PhpArgument {
  readonly value: Node
  /** Given by keyword under this name. */
  readonly name?: string
  readonly isSpread: boolean
}

/** The arguments of a call, in source order. */
export function getArguments(call: Node): readonly PhpArgument[] {
  const list = getField(call, 'arguments') ?? call.namedChildren().find((child) => is(child, 'arguments'))
  return (list === undefined ? [] : getNamedChildren(list)).flatMap((argument): readonly PhpArgument[] => {
    const name = getField(argument, 'name')
    const value = getNamedChildren(argument).at(-1)
    if (value === undefined) return []
    const isSpread = is(value, 'variadic_unpacking')
    return [name === undefined ? { value, isSpread } : { value, isSpread, name: name.text() }]
  })
}

/** Name of the function or method that a call calls, in its own case. */
export const getCallName = (call: Node): string => (getField(call, 'name') ?? getField(call, 'function'))?.text() ?? ''

/** What a call calls a method of. */
export const getCallObject = (call: Node): Node | undefined => getField(call, 'object') ?? getField(call, 'scope')

/** The index of `$array['index']`. */
export const getSubscript = (node: Node): { readonly object: Node; readonly index: Node } | undefined => {
  const [object, index] = is(node, 'subscript_expression') ? getNamedChildren(node) : []
  return object === undefined || index === undefined ? undefined : { object, index }
}

/** Inside parentheses, casts and `@`, the expression itself. */
export function unwrap(node: Node): Node {
  if (!is(node, 'parenthesized_expression', 'error_suppression_expression', 'cast_expression')) return node
  const inner = getNamedChildren(node).at(-1)
  return inner === undefined ? node : unwrap(inner)
}
