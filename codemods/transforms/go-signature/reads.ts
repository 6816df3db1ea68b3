import { getNamed } from '../../src/grammar/nodes.ts'
import { getField, getRange, is, isSame, type Node } from '../../src/grammar/tree.ts'
import { toVobizName } from '../../src/signature-calls/header-names.ts'
import { namesHeader, replaceIn } from '../../src/signature-calls/headers.ts'
import type { HeaderLiteral, HeaderRead } from '../../src/signature-calls/language.ts'
import type { SourceFile } from '../../src/source-file.ts'
import type { Edit } from '../../src/touchpoint.ts'
import { getAlias } from './placement.ts'
import { getGoTree, getStringValue } from './tree.ts'

/** The uses of the constant or variable that holds a literal and nothing else; otherwise the literal itself. */
export function getNamings(file: SourceFile, literal: Node): readonly Node[] {
  const list = literal.parent()
  const declaration = list?.parent()
  if (!is(list, 'expression_list') || !is(declaration, 'const_spec', 'var_spec', 'short_var_declaration'))
    return [literal]
  const values = getNamed(list as Node)
  const left = getField(declaration as Node, 'left')
  const names = left === undefined ? (declaration?.fieldChildren('name') ?? []) : getNamed(left)
  const name = names[values.findIndex((one) => isSame(one, literal))]
  if (name === undefined) return [literal]
  const uses = getGoTree(file)
    .getNodes('identifier')
    .filter((one) => one.text() === name.text() && !isSame(one, name))
  return uses.length === 0 ? [literal] : uses
}

const GETTERS = /^(?:Get|GetHeader|Header|HeaderParameter|GetReqHeader|GetRequestHeader)$/

/** How a header's name is read where it stands. */
export function toRead(_file: SourceFile, literal: HeaderLiteral, name: Node): HeaderRead | undefined {
  const parent = name.parent()
  if (is(parent, 'index_expression') && parent !== null && isSame(getField(parent, 'index'), name))
    return toIndexRead(literal, name, parent)
  const call = is(parent, 'argument_list') ? parent?.parent() : undefined
  const callee = is(call, 'call_expression') && call ? getField(call, 'function') : undefined
  if (call === undefined || call === null || !is(callee, 'selector_expression') || callee === undefined)
    return undefined
  const method = getField(callee, 'field')?.text() ?? ''
  const given = parent === null ? [] : getNamed(parent)
  if (!isSame(given[0], name)) return undefined
  const read = { literal, name, isNeverSet: literal.name.spelling !== 'sent' }
  if (GETTERS.test(method)) return { ...read, node: call, isStuck: given.length > 1 }
  if (/^(?:Values|Peek|PeekAll)$/.test(method)) {
    const text = findConversion(call)
    return { ...read, node: text ?? call, isStuck: text === undefined || method !== 'Peek' }
  }
  return undefined
}

/** `string(…)` around a call that gives bytes. */
function findConversion(call: Node): Node | undefined {
  const outer = is(call.parent(), 'argument_list') ? call.parent()?.parent() : undefined
  return outer && is(outer, 'call_expression') && getField(outer, 'function')?.text() === 'string' ? outer : undefined
}

/** `r.Header["X-…"][0]` of net/http, and `event.Headers["X-…"]` of a map of texts. */
function toIndexRead(literal: HeaderLiteral, name: Node, index: Node): HeaderRead | undefined {
  const outer = index.parent()
  const statement = is(outer, 'expression_list') ? outer?.parent() : outer
  if (statement && is(statement, 'assignment_statement') && isSame(getField(statement, 'left'), outer)) return undefined
  const isFirst = is(outer, 'index_expression') && outer !== null && getField(outer, 'index')?.text() === '0'
  const isList = isFirst || /\bHeader$|\bheader$/.test(getField(index, 'operand')?.text() ?? '')
  const isAsked = is(outer, 'expression_list') && getLeftCount(statement) > 1
  return {
    literal,
    name,
    node: isFirst && outer !== null ? outer : index,
    isStuck: isAsked || (isList && (!isFirst || literal.name.row.account === 'main')),
    isNeverSet: literal.name.spelling !== 'sent' || (isList && literal.written !== toCanonical(literal.written)),
  }
}

/** `_, ok := …` asks whether it is there. */
function getLeftCount(statement: Node | null | undefined): number {
  const left = statement ? getField(statement, 'left') : undefined
  return left === undefined ? 0 : getNamed(left).length
}

/** How net/http spells the keys of a header map. */
const toCanonical = (name: string): string =>
  name.toLowerCase().replace(/(?:^|-)[a-z]/g, (start) => start.toUpperCase())

/** The value of either header. */
export function joinReads({ node, name }: HeaderRead, vobizName: string, file: SourceFile): readonly Edit[] {
  const other = replaceIn(node, name, vobizName)
  const isFirst = is(node, 'index_expression') && /\[0\]$/.test(node.text())
  const [own, theirs] = isFirst ? [toGet(node, name.text()), toGet(node, vobizName)] : [node.text(), other]
  return [{ ...getRange(node), text: `${getAlias(file)}.FirstOf(${own}, ${theirs})` }]
}

/** `r.Header["X-…"][0]` of Vobiz's header panics where it is missing; `Get` does not. */
export function renameRead({ node }: HeaderRead, vobizName: string): readonly Edit[] | undefined {
  const isFirst = is(node, 'index_expression') && /\[0\]$/.test(node.text())
  return isFirst ? [{ ...getRange(node), text: toGet(node, vobizName) }] : undefined
}

/** `r.Header["X-…"][0]` panics where the header is missing; either one will be. */
function toGet(node: Node, name: string): string {
  const inner = getField(node, 'operand')
  const header = inner === undefined ? undefined : getField(inner, 'operand')
  return header === undefined ? node.text() : `${header.text()}.Get(${name})`
}

/** The read of Vobiz's header beside one of Plivo's. */
export function findPartner({ node, literal }: HeaderRead): { readonly whole: Node; readonly right: Node } | undefined {
  const list = node.parent()
  const call = is(list, 'argument_list') ? list?.parent() : undefined
  if (!call || !/(?:^|\.)FirstOf$/.test(getField(call, 'function')?.text() ?? '')) return undefined
  const [left, right, ...more] = list === null ? [] : getNamed(list)
  if (right === undefined || more.length > 0 || !isSame(left, node) || !literal.name.row.vobiz) return undefined
  const isPartner = namesHeader(getStringValue, right, toVobizName(literal.written, literal.name))
  return isPartner ? { whole: call, right } : undefined
}
