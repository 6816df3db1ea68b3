import type { Node } from '@babel/types'
import { findAround, getRange, type NodeOf, type Tree } from '../../src/javascript/tree.ts'
import type { Range } from '../../src/touchpoint.ts'
import { cook } from './cook.ts'

/** One literal of a document. */
export interface Piece {
  readonly node: Node
  readonly quote: string
}

/** Text put together from the literals of one expression; what is not literal stands as `${e1}`, `${e2}`, …. */
export interface XmlDocument {
  readonly node: Node
  readonly text: string
  /** Offset in the file of each unit of the text, and one for the end. */
  readonly offsets: readonly number[]
  /** The literal each unit stands in; `undefined` where another expression is. */
  readonly owners: readonly (Piece | undefined)[]
  /** Ranges of the expressions inside template literals, by their number; a number may stand for one that is not in a literal. */
  readonly expressions: readonly (Range | undefined)[]
}

interface Draft {
  text: string
  readonly offsets: number[]
  readonly owners: (Piece | undefined)[]
  readonly expressions: (Range | undefined)[]
}

/** Every text of a tree that is written in literals: alone, as a template, or joined by `+`. */
export function findDocuments(tree: Tree): readonly XmlDocument[] {
  const literals: readonly Node[] = [...tree.getNodes('StringLiteral'), ...tree.getNodes('TemplateLiteral')]
  const outermost = new Set(literals.filter((node) => !isNoText(tree, node)).map((node) => getOutermost(tree, node)))
  return [...outermost].sort((a, b) => getRange(a).start - getRange(b).start).map((node) => toDocument(tree, node))
}

/** Module names, types and keys are not texts; a template's own pieces are read with it. */
function isNoText(tree: Tree, node: Node): boolean {
  const parent = tree.getParent(node)
  if (parent === undefined || /^(?:Import|Export)/.test(parent.type) || parent.type === 'TSLiteralType') return true
  if (parent.type === 'ObjectProperty' && parent.key === node && !parent.computed) return true
  return parent.type === 'MemberExpression' && parent.property === node
}

function getOutermost(tree: Tree, node: Node): Node {
  const parent = tree.getParent(node)
  return parent?.type === 'BinaryExpression' && parent.operator === '+' ? getOutermost(tree, parent) : node
}

function toDocument(tree: Tree, node: Node): XmlDocument {
  const draft: Draft = { text: '', offsets: [], owners: [], expressions: [] }
  for (const operand of flatten(node)) addOperand(tree, operand, draft)
  return { node, ...draft, offsets: [...draft.offsets, getRange(node).end] }
}

function flatten(node: Node): readonly Node[] {
  return node.type === 'BinaryExpression' && node.operator === '+'
    ? [...flatten(node.left), ...flatten(node.right)]
    : [node]
}

function addOperand(tree: Tree, node: Node, draft: Draft): void {
  if (node.type === 'TemplateLiteral') addTemplate(tree, node, draft)
  else if (node.type === 'StringLiteral') {
    const { start, end } = getRange(node)
    const quote = tree.text.charAt(start)
    addText(draft, { node, quote }, cook(tree.text.slice(start + 1, end - 1), start + 1))
  } else addExpression(draft, undefined, getRange(node))
}

function addTemplate(tree: Tree, node: NodeOf<'TemplateLiteral'>, draft: Draft): void {
  const piece: Piece = { node, quote: '`' }
  for (const [index, quasi] of node.quasis.entries()) {
    const { start, end } = getRange(quasi)
    addText(draft, piece, cook(tree.text.slice(start, end), start))
    const next = node.quasis[index + 1]
    if (next !== undefined) addExpression(draft, piece, { start: end, end: getRange(next).start })
  }
}

function addText(
  draft: Draft,
  piece: Piece,
  { text, offsets }: { readonly text: string; readonly offsets: readonly number[] },
): void {
  draft.text += text
  draft.offsets.push(...offsets.slice(0, text.length))
  for (let unit = 0; unit < text.length; unit += 1) draft.owners.push(piece)
}

function addExpression(draft: Draft, piece: Piece | undefined, range: Range): void {
  const mask = `\${e${draft.expressions.push(piece === undefined ? undefined : range)}}`
  draft.text += mask
  for (let unit = 0; unit < mask.length; unit += 1) {
    draft.offsets.push(range.start)
    draft.owners.push(piece)
  }
}

const COMPARING =
  /^(?:to[A-Z]\w*|(?:deep|strict|deepStrict|not)?[eE]qual\w*|is|match|test|includes?|indexOf|lastIndexOf|startsWith|endsWith|replace|replaceAll|search|split|contain\w*)$/

/** Whether a text is looked for or compared with, as in an assertion, rather than sent. */
export function isCompared(tree: Tree, node: Node): boolean {
  const call = findAround(tree, node, ['CallExpression'])
  if (call === undefined || !call.arguments.some((argument) => getRange(argument).start === getRange(node).start))
    return false
  const { callee } = call
  if (callee.type === 'Identifier') return /^(?:expect|assert)/.test(callee.name)
  if (callee.type !== 'MemberExpression') return false
  const isAssertion = /^(?:assert|expect|t|should)\b/.test(tree.text.slice(callee.start ?? 0, callee.end ?? 0))
  return isAssertion || (callee.property.type === 'Identifier' && COMPARING.test(callee.property.name))
}
