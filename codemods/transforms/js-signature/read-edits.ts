import type { Node } from '@babel/types'
import { getJoinedRange, replaceJoined } from '../../src/javascript/stands-alone.ts'
import { getRange, getText, type Tree } from '../../src/javascript/tree.ts'
import type { Edit, Target } from '../../src/touchpoint.ts'
import { type HeaderLiteral, type HeaderRead, toVobizName } from './headers.ts'

/**
 * The edits that let one header read serve the target; `undefined` when the provider's header has no counterpart or
 * the read has a shape that cannot be edited surely.
 */
export function getReadEdits(tree: Tree, read: HeaderRead, target: Target): readonly Edit[] | undefined {
  if (!read.literal.row.vobiz) return undefined
  if (target === 'vobiz') return [renameLiteral(tree, read.literal)]
  return read.form === 'pattern' ? addDefault(tree, read) : [joinReads(tree, read)]
}

/** A header's name replaced where it is written, in its quotes and in the author's case. */
function renameLiteral(tree: Tree, literal: HeaderLiteral): Edit {
  return { ...getRange(literal.node), text: quoteVobiz(tree, literal) }
}

function quoteVobiz(tree: Tree, { node, written, row }: HeaderLiteral): string {
  const quote = getText(tree, node).charAt(0)
  return `${quote}${toVobizName(written, row.vobiz ?? '')}${quote}`
}

/** `read` becomes `read ?? sameReadOfVobiz`, in parentheses where the place needs them. */
function joinReads(tree: Tree, read: HeaderRead): Edit {
  const { start } = getRange(read.node)
  const old = getText(tree, read.node)
  const name = getRange(read.name)
  const other = old.slice(0, name.start - start) + quoteVobiz(tree, read.literal) + old.slice(name.end - start)
  return replaceJoined(tree, read.node, { operator: read.join, text: `${old} ${read.join} ${other}` })
}

/**
 * `{ 'x-plivo-…': name } = request.headers` gets a default that reads the other header. Nothing is added when the
 * headers come from an expression that may not be evaluated twice.
 */
function addDefault(tree: Tree, read: HeaderRead): readonly Edit[] | undefined {
  const property = read.node
  const declarator = tree.getParent(tree.getParent(property) ?? property)
  if (property.type !== 'ObjectProperty' || declarator?.type !== 'VariableDeclarator' || !declarator.init)
    return undefined
  if (declarator.id !== tree.getParent(property) || !isRepeatable(declarator.init)) return undefined
  const other = `${getText(tree, declarator.init)}[${quoteVobiz(tree, read.literal)}]`
  const { value } = property
  if (value.type === 'Identifier') {
    const { end } = getRange(value)
    return [{ start: end, end, text: ` = ${other}` }]
  }
  if (value.type !== 'AssignmentPattern' || value.right.type === 'ArrowFunctionExpression') return undefined
  const { start } = getRange(value.right)
  return [{ start, end: start, text: `${other} ?? ` }]
}

function isRepeatable(node: Node): boolean {
  if (node.type === 'Identifier' || node.type === 'ThisExpression') return true
  return node.type === 'MemberExpression' && !node.computed && isRepeatable(node.object)
}

/** A header read that serves both providers already: the cut-over code this transform writes. */
export interface CutOverRead {
  readonly literal: HeaderLiteral
  readonly node: Node
  /** What to do for Vobiz alone. */
  readonly edits: readonly Edit[]
}

/** Finds `plivoRead ?? vobizRead` and its destructured form. */
export function findCutOverReads(tree: Tree, reads: readonly HeaderRead[]): readonly CutOverRead[] {
  return reads.flatMap((read) => {
    const found = read.form === 'value' ? getJoined(tree, read) : getDefaulted(tree, read)
    return found === undefined ? [] : [found]
  })
}

function getJoined(tree: Tree, read: HeaderRead): CutOverRead | undefined {
  const node = tree.getParent(read.node)
  if (node?.type !== 'LogicalExpression' || node.left !== read.node || !namesVobiz(tree, node.right, read.literal))
    return undefined
  const [left, whole] = [getRange(read.node), getJoinedRange(tree, node)]
  const around = [
    { start: whole.start, end: left.start, text: '' },
    { start: left.end, end: whole.end, text: '' },
  ].filter(({ start, end }) => start < end)
  return { literal: read.literal, node, edits: [...around, renameLiteral(tree, read.literal)] }
}

function getDefaulted(tree: Tree, read: HeaderRead): CutOverRead | undefined {
  const property = read.node
  if (property.type !== 'ObjectProperty' || property.value.type !== 'AssignmentPattern') return undefined
  const { left, right } = property.value
  const rename = renameLiteral(tree, read.literal)
  if (right.type === 'LogicalExpression' && namesVobiz(tree, right.left, read.literal)) {
    const edit = { start: getRange(right.left).start, end: getRange(right.right).start, text: '' }
    return { literal: read.literal, node: property, edits: [rename, edit] }
  }
  if (!namesVobiz(tree, right, read.literal)) return undefined
  const edit = { start: getRange(left).end, end: getRange(right).end, text: '' }
  return { literal: read.literal, node: property, edits: [rename, edit] }
}

/** Whether an expression is written around the counterpart's name. */
function namesVobiz(tree: Tree, node: Node, { row }: HeaderLiteral): boolean {
  const text = getText(tree, node).toLowerCase()
  return ['"', "'", '`'].some((quote) => row.vobiz && text.includes(`${quote}${row.vobiz.toLowerCase()}${quote}`))
}
