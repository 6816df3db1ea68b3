import type { Node } from '@babel/types'
import { oncePerFile } from '../language.ts'
import type { SourceFile } from '../source-file.ts'
import type { Range } from '../touchpoint.ts'
import { getAst } from './parse.ts'

/** A node of one type. */
export type NodeOf<T extends Node['type']> = Extract<Node, { type: T }>

/** A syntax tree with what range edits need: parents, nodes by type, and text. */
export interface Tree {
  readonly root: NodeOf<'File'>
  readonly text: string
  /** The node around a node; `undefined` for the root. */
  getParent(node: Node): Node | undefined
  /** Every node of a type. */
  getNodes<T extends Node['type']>(type: T): readonly NodeOf<T>[]
}

/** The tree of a JavaScript or TypeScript file that parses; made once per file. */
export const getTree: (file: SourceFile) => Tree = oncePerFile(createTree)

function createTree(file: SourceFile): Tree {
  const root = getAst(file)
  const parents = new Map<Node, Node>()
  const byType = new Map<string, Node[]>()
  const visit = (node: Node): void => {
    const known = byType.get(node.type)
    if (known === undefined) byType.set(node.type, [node])
    else known.push(node)
    for (const child of getChildren(node)) {
      parents.set(child, node)
      visit(child)
    }
  }
  visit(root)
  return {
    root,
    text: file.text,
    getParent: (node) => parents.get(node),
    getNodes: <T extends Node['type']>(type: T) =>
      (byType.get(type) ?? []).filter((node): node is NodeOf<T> => node.type === type),
  }
}

/** The nodes directly inside a node, in the order the parser lists them. */
export function getChildren(node: Node): readonly Node[] {
  const children: Node[] = []
  for (const value of Object.values(node)) {
    if (typeof value !== 'object' || value === null) continue
    if (!Array.isArray(value)) {
      if (isNode(value)) children.push(value)
      continue
    }
    for (const item of value) if (isNode(item)) children.push(item)
  }
  return children
}

/** Comments hang on nodes too and are none; places and other extras have no type. */
function isNode(value: unknown): value is Node {
  if (typeof value !== 'object' || value === null || !('type' in value) || !('start' in value)) return false
  return typeof value.type === 'string' && !value.type.startsWith('Comment')
}

/** A node and everything inside it, outermost first. */
export function* walk(node: Node): Generator<Node> {
  yield node
  for (const child of getChildren(node)) yield* walk(child)
}

/**
 * Where a node stands in the text.
 *
 * @throws TypeError for a node that was not read from text.
 */
export function getRange(node: Node): Range {
  if (typeof node.start !== 'number' || typeof node.end !== 'number')
    throw new TypeError(`A ${node.type} node has no place in the text.`)
  return { start: node.start, end: node.end }
}

/** Whether a node is part of another, or the same. */
export const isWithin = (inner: Node, outer: Node): boolean =>
  getRange(inner).start >= getRange(outer).start && getRange(inner).end <= getRange(outer).end

/** A node's own text. */
export function getText(tree: Tree, node: Node): string {
  const { start, end } = getRange(node)
  return tree.text.slice(start, end)
}

/** The node inside casts, assertions, parentheses and `await`, which change nothing about what a value is. */
export function unwrap(node: Node): Node {
  switch (node.type) {
    case 'TSAsExpression':
    case 'TSSatisfiesExpression':
    case 'TSNonNullExpression':
    case 'TSTypeAssertion':
    case 'TypeCastExpression':
    case 'ParenthesizedExpression':
      return unwrap(node.expression)
    case 'AwaitExpression':
      return unwrap(node.argument)
    case 'SequenceExpression':
      return unwrap(node.expressions.at(-1) ?? node)
    default:
      return node
  }
}

/** The value of a string literal or of a template without expressions. */
export function getStringValue(node: Node | null | undefined): string | undefined {
  if (node?.type === 'StringLiteral') return node.value
  if (node?.type === 'TemplateLiteral' && node.expressions.length === 0)
    return node.quasis[0]?.value.cooked ?? undefined
  return undefined
}

/** The name a member expression or a property goes by: `a.b`, `a['b']`, `{ b }`, `{ 'b': … }`. */
export function getKeyName(key: Node, computed: boolean): string | undefined {
  if (!computed && key.type === 'Identifier') return key.name
  return getStringValue(key)
}

/** The closest node around a node that is of one of the types. */
export function findAround<T extends Node['type']>(tree: Tree, node: Node, types: readonly T[]): NodeOf<T> | undefined {
  const isWanted = (candidate: Node): candidate is NodeOf<T> => types.some((type) => type === candidate.type)
  for (let around = tree.getParent(node); around !== undefined; around = tree.getParent(around))
    if (isWanted(around)) return around
  return undefined
}

/** The quote that most strings of a file are written with. */
export function getQuote(tree: Tree): string {
  const quotes = tree.getNodes('StringLiteral').map((node) => tree.text.charAt(getRange(node).start))
  return quotes.filter((quote) => quote === '"').length > quotes.length / 2 ? '"' : "'"
}
