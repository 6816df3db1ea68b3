import {
  getArguments,
  getField,
  getRange,
  getStringValue,
  is,
  isSame,
  type PyNode,
  quoteLike,
} from '../../src/python/tree.ts'
import type { Edit, Target } from '../../src/touchpoint.ts'
import { type HeaderLiteral, type HeaderRead, namesVobiz, toVobizName } from './headers.ts'

/** The edits that let one header read serve the target. */
export function getReadEdits(read: HeaderRead, target: Target): readonly Edit[] {
  if (target === 'vobiz') return [renameLiteral(read.literal)]
  const joined = `${toMild(read)} ${read.form === 'not in' ? 'and' : 'or'} ${toVobizRead(read)}`
  return [{ ...getRange(read.node), text: standsAlone(read.node) ? joined : `(${joined})` }]
}

/** Places where an expression of any precedence can stand. Parentheses that are there already stay the author's. */
export function standsAlone(node: PyNode): boolean {
  const parent = node.parent()
  if (parent === null) return false
  if (is(parent, 'assignment')) return isSame(getField(parent, 'right'), node)
  if (is(parent, 'keyword_argument', 'pair')) return isSame(getField(parent, 'value'), node)
  return is(parent, 'argument_list', 'return_statement', 'expression_list')
}

const quoteVobiz = ({ node, written, row }: HeaderLiteral): string =>
  quoteLike(node, toVobizName(written, row.vobiz ?? ''))

/** A header's name replaced where it is written, in its quotes and in the author's case. */
const renameLiteral = (literal: HeaderLiteral): Edit => ({ ...getRange(literal.node), text: quoteVobiz(literal) })

/** The same read of the other header. */
function toVobizRead({ node, name, literal }: HeaderRead): string {
  return replaceIn(node, name, quoteVobiz(literal))
}

function replaceIn(node: PyNode, part: PyNode, text: string): string {
  const { start } = getRange(node)
  const { start: from, end: to } = getRange(part)
  return node.text().slice(0, from - start) + text + node.text().slice(to - start)
}

/** The read as it was, but giving nothing where the header is missing, so that the other one is tried. */
function toMild({ node, name, form }: HeaderRead): string {
  if (form === 'index') return `${getField(node, 'value')?.text()}.get(${name.text()})`
  const [first, preset] = form === 'get' ? getArguments(node) : []
  if (first === undefined || preset === undefined) return node.text()
  return `${node.text().slice(0, getRange(first.value).end - getRange(node).start)})`
}

/** A header read that serves both providers already: the cut-over code this transform writes. */
export interface CutOverRead {
  readonly literal: HeaderLiteral
  readonly node: PyNode
  /** What to do for Vobiz alone. */
  readonly edits: readonly Edit[]
}

/** Finds `plivoRead or vobizRead`, and `and` between two tests for absence. */
export function findCutOverReads(reads: readonly HeaderRead[]): readonly CutOverRead[] {
  return reads.flatMap((read) => {
    const node = read.node.parent()
    if (node === null || !is(node, 'boolean_operator') || !isSame(getField(node, 'left'), read.node)) return []
    const right = getField(node, 'right')
    if (right === undefined || !namesVobiz(right, read.literal)) return []
    return [{ literal: read.literal, node, edits: keepRight(read, node, right) }]
  })
}

/** Replaces both reads, with the parentheses around the two alone, by the second one. */
function keepRight(read: HeaderRead, node: PyNode, right: PyNode): readonly Edit[] {
  const parent = node.parent()
  const whole = parent !== null && is(parent, 'parenthesized_expression') ? parent : node
  if (isSame(read.name, read.literal.node)) return [{ ...getRange(whole), text: right.text() }]
  const name = findName(right, read.literal)
  const text = name === undefined ? right.text() : replaceIn(right, name, read.name.text())
  return [{ ...getRange(whole), text }, renameLiteral(read.literal)]
}

function findName(node: PyNode, literal: HeaderLiteral): PyNode | undefined {
  if (getStringValue(node) !== undefined) return namesVobiz(node, literal) ? node : undefined
  for (const child of node.namedChildren()) {
    const found = findName(child, literal)
    if (found !== undefined) return found
  }
  return undefined
}
