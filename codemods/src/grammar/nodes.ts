import type { Range } from '../touchpoint.ts'
import { getField, getRange, is, type Node } from './tree.ts'

/** What stands between the first and the last character or token of a node. */
export function getInner(node: Node, { open, close }: { readonly open: number; readonly close: number }): Range {
  const { start, end } = getRange(node)
  return { start: start + open, end: Math.max(start + open, end - close) }
}

/** Ranges of the children of some kinds. */
export const getHoles = (node: Node, ...kinds: readonly string[]): readonly Range[] =>
  node
    .children()
    .filter((child) => is(child, ...kinds))
    .map(getRange)

/** What stands between the first and the last child of a node, which are its quotes. */
export function getBetween(node: Node): Range {
  const children = node.children()
  const [first, last] = [children[0], children.at(-1)]
  const { start, end } = getRange(node)
  return first === undefined || last === undefined || children.length < 2
    ? { start, end }
    : { start: getRange(first).end, end: getRange(last).start }
}

/** The named children of a node, comments left out. */
export const getNamed = (node: Node): readonly Node[] =>
  node.namedChildren().filter((child) => !is(child, 'comment', 'line_comment', 'block_comment'))

/** Target and value of a node, by the names of their fields; none when one of the two is missing. */
export function readPair(
  node: Node,
  target: string,
  value: string,
): readonly { readonly node: Node; readonly target: Node; readonly value: Node }[] {
  const [left, right] = [getField(node, target), getField(node, value)]
  return left === undefined || right === undefined ? [] : [{ node, target: left, value: right }]
}
