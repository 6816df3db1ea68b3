import type { Node } from '@babel/types'
import { findAround, getRange, type NodeOf, type Tree } from '../../src/javascript/tree.ts'
import {
  addExpression,
  addText,
  type Piece,
  startDraft,
  type TextDocument,
  type TextDraft,
} from '../../src/text/text-document.ts'
import { cook, escapeFor } from './cook.ts'

/** A text and the expression it is written by. */
export interface XmlDocument extends TextDocument {
  readonly node: Node
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
  const draft = startDraft()
  for (const operand of flatten(node)) addOperand(tree, operand, draft)
  const range = getRange(node)
  return { node, range, ...draft, offsets: [...draft.offsets, range.end] }
}

function flatten(node: Node): readonly Node[] {
  return node.type === 'BinaryExpression' && node.operator === '+'
    ? [...flatten(node.left), ...flatten(node.right)]
    : [node]
}

function addOperand(tree: Tree, node: Node, draft: TextDraft): void {
  if (node.type === 'TemplateLiteral') addTemplate(tree, node, draft)
  else if (node.type === 'StringLiteral') {
    const { start, end } = getRange(node)
    const piece = toPiece(tree.text.charAt(start), end)
    addText(draft, piece, cook(tree.text.slice(start + 1, end - 1), start + 1))
  } else addExpression(draft, undefined, getRange(node))
}

const toPiece = (quote: string, end: number): Piece => ({
  quote,
  end: end - 1,
  takesExpressions: quote === '`',
  write: (text) => escapeFor(quote, text),
})

function addTemplate(tree: Tree, node: NodeOf<'TemplateLiteral'>, draft: TextDraft): void {
  const piece = toPiece('`', getRange(node).end)
  for (const [index, quasi] of node.quasis.entries()) {
    const { start, end } = getRange(quasi)
    addText(draft, piece, cook(tree.text.slice(start, end), start))
    const next = node.quasis[index + 1]
    if (next !== undefined) addExpression(draft, piece, { start: end, end: getRange(next).start })
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
