import { findAround, getField, getRange, is, isSame, type Node } from '../../src/grammar/tree.ts'
import { findClass, getOrigins } from '../../src/php/names.ts'
import {
  CALLS,
  getArguments,
  getCallName,
  getCallObject,
  getNamedChildren,
  getPhpTree,
  getStringValue,
  getSubscript,
  quoteLike,
  unwrap,
} from '../../src/php/tree.ts'
import { findHeaderName, toVobizName } from '../../src/signature-calls/header-names.ts'
import { namesHeader, replaceIn } from '../../src/signature-calls/headers.ts'
import type { HeaderLiteral, HeaderRead } from '../../src/signature-calls/language.ts'
import type { SourceFile } from '../../src/source-file.ts'
import type { Edit } from '../../src/touchpoint.ts'

/** The uses of the constant that holds a literal; otherwise the literal itself. */
export function getNamings(file: SourceFile, literal: Node): readonly Node[] {
  const element = literal.parent()
  if (element === null || !is(element, 'const_element')) return [literal]
  const name = getNamedChildren(element)[0]?.text()
  const tree = getPhpTree(file)
  const members = tree
    .getNodes('class_constant_access_expression')
    .filter((node) => getNamedChildren(node).at(-1)?.text() === name)
  const plain =
    findClass(literal) === undefined
      ? tree
          .getNodes('name')
          .filter((node) => node.text() === name && is(node.parent(), 'argument', 'subscript_expression'))
      : []
  const uses = [...members, ...plain]
  return uses.length === 0 ? [literal] : uses
}

const GETTERS =
  /^(?:header|get|getheader|getheaderline|hasheader|has|server|get_header|get_request_header|headerline|getserver|hasserver)$/i
const PRESENCE = /^(?:has\w*|isset|array_key_exists)$/i

/** How a header's name is read where it stands. */
export function toRead(file: SourceFile, literal: HeaderLiteral, name: Node): HeaderRead | undefined {
  const parent = name.parent()
  if (parent === null) return undefined
  const subscript = getSubscript(parent)
  if (subscript !== undefined) {
    if (!isSame(subscript.index, name) || isWritten(parent)) return undefined
    const test = findTest(parent)
    const isStuck = findAround(parent, 'encapsed_string', 'heredoc_body') !== undefined
    return { literal, name, node: test ?? parent, isStuck, isNeverSet: isNeverSet(file, subscript.object, literal) }
  }
  const call = is(parent, 'argument') ? findAround(parent, ...CALLS) : undefined
  if (call === undefined || !isSame(call, parent.parent()?.parent())) return undefined
  const given = getArguments(call)
  if (given.some((one) => one.isSpread || one.name !== undefined)) return undefined
  const index = given.findIndex(({ value }) => isSame(value, name))
  const method = getCallName(call)
  const read = (isStuck: boolean, isNeverSet = literal.name.spelling === 'wrong'): HeaderRead => ({
    literal,
    name,
    node: call,
    isStuck,
    isNeverSet,
  })
  if (method === 'array_key_exists') {
    const array = given[1]?.value
    return index === 0 && array !== undefined ? read(false, isNeverSetIn(file, array, literal)) : undefined
  }
  if (method === 'filter_input') return index === 1 ? read(given.length > 2) : undefined
  if (method === 'getenv') return index === 0 ? read(given.length > 2) : undefined
  if (GETTERS.test(method) && getCallObject(call) !== undefined) {
    if (index !== 0) return undefined
    const isServer = /server/i.test(method)
    return read(given.length > 2, literal.name.spelling === 'wrong' || (isServer && literal.name.spelling !== 'cgi'))
  }
  if (
    !/header|server/i.test(method) ||
    /^(?:set|add|append|remove|unset|with|without|put|replace)|^header$/i.test(method)
  )
    return undefined
  return index === given.length - 1 ? read(/require|must|assert|ensure|all|list/i.test(method)) : undefined
}

const isNeverSet = (file: SourceFile, object: Node, literal: HeaderLiteral): boolean =>
  isNeverSetIn(file, object, literal)

/** PHP puts headers into `$_SERVER` under the names of CGI alone; its functions give them as they were sent. */
function isNeverSetIn(file: SourceFile, outer: Node, { name }: HeaderLiteral): boolean {
  if (name.spelling === 'wrong') return true
  const object = unwrap(outer)
  const sources = [object, ...(getOrigins(file, object)?.values ?? [])].map((node) => node.text())
  if (sources.includes('$_SERVER')) return name.spelling !== 'cgi'
  return sources.some((text) => /^(?:getallheaders|apache_request_headers)\(/i.test(text)) && name.spelling !== 'sent'
}

function isWritten(node: Node): boolean {
  const parent = node.parent()
  if (parent === null) return false
  if (is(parent, 'unset_statement')) return true
  return (
    is(parent, 'assignment_expression', 'augmented_assignment_expression') && isSame(getField(parent, 'left'), node)
  )
}

/** `isset(…)` or `empty(…)` around an index. */
function findTest(node: Node): Node | undefined {
  const argument = node.parent()
  const call = argument !== null && is(argument, 'argument') ? argument.parent()?.parent() : undefined
  return call && is(call, 'function_call_expression') && /^(?:isset|empty)$/i.test(getCallName(call)) ? call : undefined
}

/** How two reads are one: a value where there is one, presence of either, absence of both. */
function getOperator(node: Node): '??' | '?:' | '||' | '&&' {
  if (is(node, 'subscript_expression')) return '??'
  const name = getCallName(node)
  if (/^empty$/i.test(name)) return '&&'
  return PRESENCE.test(name) ? '||' : '?:'
}

/** The same read of either header. */
export function joinReads({ node, name, literal }: HeaderRead, vobizName: string): readonly Edit[] {
  const operator = getOperator(node)
  const isTest = is(node, 'function_call_expression') && findTestedNames(node).length > 1
  const other = isTest ? renameAll(node) : replaceIn(node, name, vobizName)
  const mild = isSame(name, literal.node) || operator !== '?:' ? toMild(node) : toMild(node)
  const joined = `${mild} ${operator} ${other}`
  return [{ ...getRange(node), text: standsAlone(node, operator) ? joined : `(${joined})` }]
}

/** Names of Plivo's headers in `isset($_SERVER['…'], $_SERVER['…'])`. */
const findTestedNames = (call: Node): readonly Node[] =>
  getArguments(call).flatMap(({ value }) => {
    const index = getSubscript(value)?.index
    return index !== undefined && findHeaderName(getStringValue(index) ?? '') !== undefined ? [index] : []
  })

function renameAll(call: Node): string {
  const { start } = getRange(call)
  return [...findTestedNames(call)].reverse().reduce((text, index) => {
    const written = getStringValue(index) ?? ''
    const name = findHeaderName(written)
    if (name === undefined) return text
    const range = getRange(index)
    return (
      text.slice(0, range.start - start) + quoteLike(index, toVobizName(written, name)) + text.slice(range.end - start)
    )
  }, call.text())
}

/** A read with a default of its own gives it only where the other header is missing too. */
function toMild(node: Node): string {
  if (is(node, 'subscript_expression') || PRESENCE.test(getCallName(node))) return node.text()
  const [first, preset, ...more] = getArguments(node)
  if (first === undefined || preset === undefined || more.length > 0 || getCallObject(node) === undefined)
    return node.text()
  return replaceRange(node, getRange(first.value).end, getRange(preset.value).end)
}

const replaceRange = (node: Node, from: number, to: number): string => {
  const { start } = getRange(node)
  return node.text().slice(0, from - start) + node.text().slice(to - start)
}

/** Places where an expression of such an operator can stand. */
function standsAlone(node: Node, operator: string): boolean {
  const parent = node.parent()
  if (parent === null) return false
  if (is(parent, 'assignment_expression')) return isSame(getField(parent, 'right'), node)
  if (is(parent, 'binary_expression') && operator === '??')
    return getField(parent, 'operator')?.text() === '??' && isSame(getField(parent, 'left'), node)
  return is(
    parent,
    'argument',
    'return_statement',
    'parenthesized_expression',
    'array_element_initializer',
    'expression_statement',
  )
}

const CONDITIONS = [
  'if_statement',
  'else_if_clause',
  'while_statement',
  'do_statement',
  'switch_statement',
  'match_expression',
]

/** The read of Vobiz's header beside one of Plivo's. */
export function findPartner({ node, literal }: HeaderRead): { readonly whole: Node; readonly right: Node } | undefined {
  const both = node.parent()
  if (both === null || !literal.name.row.vobiz) return undefined
  const isBinary = is(both, 'binary_expression') && isSame(getField(both, 'left'), node)
  const isShort =
    is(both, 'conditional_expression') &&
    isSame(getField(both, 'condition'), node) &&
    getField(both, 'body') === undefined
  const right = isBinary ? getField(both, 'right') : isShort ? getField(both, 'alternative') : undefined
  if (right === undefined || !namesHeader(getStringValue, right, toVobizName(literal.written, literal.name)))
    return undefined
  const around = both.parent()
  const isLone = around !== null && is(around, 'parenthesized_expression') && !is(around.parent(), ...CONDITIONS)
  return { whole: isLone ? around : both, right }
}
