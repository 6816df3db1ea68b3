import type { Node } from '@babel/types'
import { VALUES } from '@plivo-to-vobiz/mappings'
import { getJoinedRange, isRepeatable, replaceJoined } from '../../src/javascript/stands-alone.ts'
import { getRange, getStringValue, getText, type NodeOf, type Tree } from '../../src/javascript/tree.ts'
import type { Edit, Target } from '../../src/touchpoint.ts'
import type { Handler } from './handlers.ts'
import { isMember, type ParamRead } from './reads.ts'
import { type ParamSite, toKept } from './site.ts'

interface Row {
  readonly param: string
  readonly plivo: string
  readonly vobiz: string
}

const rows: readonly Row[] = VALUES
/** Only a value that is Plivo's own name is dropped for Vobiz alone: of others, pages of Vobiz show both spellings. */
const isDropped = ({ plivo }: Row, target: Target): boolean => target === 'vobiz' && /plivo/i.test(plivo)

/** Values that the two write differently, where code compares them. */
export function findValueSites(tree: Tree, { reads }: Handler): readonly ParamSite[] {
  return reads.flatMap((read) => {
    const own = rows.filter(({ param }) => param === read.name)
    return own.length === 0
      ? []
      : [...planComparison(tree, read, own), ...planCases(tree, read, own), ...planList(tree, read, own)]
  })
}

const toRewrite = ({ plivo, vobiz, param }: Row, edits: readonly Edit[]) => ({
  edits,
  notes: edits.length === 0 ? [] : [{ code: 'event-param-value', args: { param, plivo, vobiz } }],
})

const quote = (tree: Tree, literal: Node, value: string): string => {
  const mark = tree.text.charAt(getRange(literal).start)
  return `${mark}${value}${mark}`
}

/** `HangupSource === 'Plivo'`, and its negative. */
function planComparison(tree: Tree, { node }: ParamRead, own: readonly Row[]): readonly ParamSite[] {
  const test = tree.getParent(node)
  if (test?.type !== 'BinaryExpression' || !/^[!=]==?$/.test(test.operator)) return []
  const literal = test.left === node ? test.right : test.left
  const row = own.find(({ plivo }) => plivo === getStringValue(literal))
  if (row === undefined) return []
  const range = getRange(literal)
  const operator = test.operator.startsWith('!') ? '&&' : '||'
  const text = getText(tree, test)
  const at = range.start - getRange(test).start
  const other = text.slice(0, at) + quote(tree, literal, row.vobiz) + text.slice(at + range.end - range.start)
  const around = tree.getParent(test)
  if (around?.type === 'LogicalExpression' && around.left === test && getText(tree, around.right) === other) {
    const joined = { ...getJoinedRange(tree, around), text: other }
    return [{ range, rewrite: (target) => toRewrite(row, isDropped(row, target) ? [joined] : []) }]
  }
  if (isTyped(tree, row) || !isReadTwice(node))
    return [
      toKept(range, {
        param: row.param,
        reason: 'a declared type lists its values, or it cannot be read twice',
        todo: `Accept ${row.vobiz} beside ${row.plivo}.`,
      }),
    ]
  const joined = replaceJoined(tree, test, { operator, text: `${text} ${operator} ${other}` })
  const renamed = { ...range, text: quote(tree, literal, row.vobiz) }
  return [{ range, rewrite: (target) => toRewrite(row, [isDropped(row, target) ? renamed : joined]) }]
}

const isReadTwice = (node: Node): boolean =>
  isRepeatable(node) || (node.type === 'CallExpression' && isMember(node.callee) && isRepeatable(node.callee.object))

/** Whether a type lists the value, so that another one would be an error. */
const isTyped = (tree: Tree, { plivo }: Row): boolean =>
  tree.getNodes('TSLiteralType').some(({ literal }) => getStringValue(literal) === plivo)

/** `switch (HangupSource) { case 'Plivo': … }`. */
function planCases(tree: Tree, { node }: ParamRead, own: readonly Row[]): readonly ParamSite[] {
  const statement = tree.getParent(node)
  if (statement?.type !== 'SwitchStatement' || statement.discriminant !== node) return []
  return statement.cases.flatMap((one, index): readonly ParamSite[] => {
    const row = own.find(({ plivo }) => plivo === getStringValue(one.test))
    if (row === undefined || !one.test) return []
    const range = getRange(one.test)
    const next = statement.cases[index + 1]
    const label = { start: getRange(one).start, end: tree.text.indexOf(':', range.end) + 1 }
    const other = `case ${quote(tree, one.test, row.vobiz)}:`
    if (one.consequent.length === 0 && getStringValue(next?.test) === row.vobiz && next) {
      const twin = { start: label.start, end: getRange(next).start, text: '' }
      return [{ range, rewrite: (target) => toRewrite(row, isDropped(row, target) ? [twin] : []) }]
    }
    const before = tree.text.slice(tree.text.lastIndexOf('\n', label.start) + 1, label.start)
    const gap = /^\s*$/.test(before) ? `${tree.text.includes('\r\n') ? '\r\n' : '\n'}${before}` : ' '
    const added = { start: label.end, end: label.end, text: `${gap}${other}` }
    const renamed = { ...range, text: quote(tree, one.test, row.vobiz) }
    return [{ range, rewrite: (target) => toRewrite(row, [isDropped(row, target) ? renamed : added]) }]
  })
}

/** `['Plivo', 'Carrier'].includes(HangupSource)`. */
function planList(tree: Tree, { node }: ParamRead, own: readonly Row[]): readonly ParamSite[] {
  const call = tree.getParent(node)
  if (call?.type !== 'CallExpression' || call.arguments[0] !== node || !isMember(call.callee)) return []
  const { object } = call.callee
  if (object.type !== 'ArrayExpression') return []
  const values = object.elements.flatMap((one) => (one?.type === 'StringLiteral' ? [one] : []))
  return values.flatMap((literal) => {
    const row = own.find(({ plivo }) => plivo === literal.value)
    return row === undefined ? [] : [planElement(tree, { literal, row, values })]
  })
}

function planElement(
  tree: Tree,
  { literal, row, values }: { literal: NodeOf<'StringLiteral'>; row: Row; values: readonly NodeOf<'StringLiteral'>[] },
): ParamSite {
  const range = getRange(literal)
  const twin = values[values.indexOf(literal) + 1]
  if (twin?.value === row.vobiz) {
    const removed = { start: range.start, end: getRange(twin).start, text: '' }
    return { range, rewrite: (target) => toRewrite(row, isDropped(row, target) ? [removed] : []) }
  }
  const text = quote(tree, literal, row.vobiz)
  const added = { start: range.end, end: range.end, text: `, ${text}` }
  return { range, rewrite: (target) => toRewrite(row, [isDropped(row, target) ? { ...range, text } : added]) }
}
