import type { SgNode } from '@ast-grep/napi'
import { oncePerFile } from '../language.ts'
import type { SourceFile } from '../source-file.ts'
import type { Range } from '../touchpoint.ts'

/** A node of a syntax tree. Two objects may stand for one node: compare with `isSame`. */
export type Node = SgNode

/** The tree of a file, with its nodes by kind. */
export interface Tree {
  readonly root: Node
  readonly text: string
  /** Every node of a kind, in source order. */
  getNodes(kind: string): readonly Node[]
}

/** Makes the trees of a language, one per file that parses. */
export function createTrees(getRoot: (file: SourceFile) => Node): (file: SourceFile) => Tree {
  return oncePerFile((file): Tree => {
    const root = getRoot(file)
    const known = new Map<string, readonly Node[]>()
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
}

/** Whether a node is there and of one of the kinds. */
export const is = (node: Node | null | undefined, ...kinds: readonly string[]): boolean =>
  node !== null && node !== undefined && kinds.includes(String(node.kind()))

/** Where a node stands in the text. */
export function getRange(node: Node): Range {
  const { start, end } = node.range()
  return { start: start.index, end: end.index }
}

/** Whether two objects stand for one node. */
export const isSame = (a: Node | null | undefined, b: Node | null | undefined): boolean =>
  a !== null && a !== undefined && b !== null && b !== undefined && a.id() === b.id()

/** Whether a range lies within another. */
export const isWithin = (inner: Range, outer: Range): boolean => inner.start >= outer.start && inner.end <= outer.end

/** The child of a node under a field's name. */
export const getField = (node: Node, name: string): Node | undefined => node.field(name) ?? undefined

/** A node and everything inside it, outermost first. */
export function* walk(node: Node): Generator<Node> {
  yield node
  for (const child of node.children()) yield* walk(child)
}

/** The closest node around a node that is of one of the kinds. */
export function findAround(node: Node, ...kinds: readonly string[]): Node | undefined {
  for (let around = node.parent(); around !== null; around = around.parent()) if (is(around, ...kinds)) return around
  return undefined
}

/** The innermost node that holds an offset. */
export function findInnermost(node: Node, offset: number): Node {
  const inside = node.children().find((child) => {
    const { start, end } = getRange(child)
    return start <= offset && offset < end
  })
  return inside === undefined ? node : findInnermost(inside, offset)
}
