import { findAround, getField, getRange, is, isSame, isWithin, type Node } from '../../src/grammar/tree.ts'
import { findLocalMethod, getMethods, getOrigins } from '../../src/ruby/names.ts'
import { getArguments, getMethodName, getNamedChildren, getRubyTree, getStringValue } from '../../src/ruby/tree.ts'
import { toVobizName } from '../../src/signature-calls/header-names.ts'
import { namesHeader, replaceIn } from '../../src/signature-calls/headers.ts'
import type { HeaderLiteral, HeaderRead } from '../../src/signature-calls/language.ts'
import type { SourceFile } from '../../src/source-file.ts'
import type { Edit } from '../../src/touchpoint.ts'

/** The uses of the constant that holds a literal, frozen or not; otherwise the literal itself. */
export function getNamings(file: SourceFile, literal: Node): readonly Node[] {
  const outer = literal.parent()
  const isFrozen = is(outer, 'call') && /^\W?\w*freeze$/.test(getField(outer as Node, 'method')?.text() ?? '')
  const value = isFrozen && outer !== null ? outer : literal
  const parent = value.parent()
  const left = parent !== null && is(parent, 'assignment') ? getField(parent, 'left') : undefined
  if (left === undefined || !is(left, 'constant')) return [literal]
  const tree = getRubyTree(file)
  const own = tree
    .getNodes('constant')
    .filter((node) => node.text() === left.text() && !isSame(node, left) && !is(node.parent(), 'scope_resolution'))
  const paths = tree.getNodes('scope_resolution').filter((node) => getField(node, 'name')?.text() === left.text())
  const uses = [...own, ...paths]
  return uses.length === 0 ? [literal] : uses
}

const LOOKUPS = /^(?:fetch|dig|get|get_header|get_http_header|header|key\?|has_key\?|include\?|member\?|has_header\?)$/

/** How a header's name is read where it stands. */
export function toRead(file: SourceFile, literal: HeaderLiteral, name: Node): HeaderRead | undefined {
  const parent = name.parent()
  if (parent === null) return undefined
  if (is(parent, 'element_reference')) {
    const object = getField(parent, 'object')
    if (object === undefined || isSame(object, name) || isWritten(parent)) return undefined
    const isStuck = getNamedChildren(parent).length > 2
    return { literal, name, node: parent, isStuck, isNeverSet: isNeverSet(file, object, literal) }
  }
  const call = is(parent, 'argument_list') ? parent.parent() : null
  if (call === null || !is(call, 'call')) return undefined
  const method = getMethodName(call) ?? ''
  const given = getArguments(call)
  const index = given.findIndex((one) => isSame(one, name))
  const object = getField(call, 'receiver')
  const hasBlock = getField(call, 'block') !== undefined
  const read = (isStuck: boolean): HeaderRead => ({
    literal,
    name,
    node: call,
    isStuck: isStuck || hasBlock,
    isNeverSet: object !== undefined && isNeverSet(file, object, literal),
  })
  if (method === 'values_at' && object !== undefined) return read(true)
  // `header 'X-…', value` of rack-test sends one; `header(request, 'X-…')` reads one.
  const isOwn = object === undefined && method === 'header' && given.length > 1
  if (isOwn && index === 0) return undefined
  if (LOOKUPS.test(method) && !isOwn) {
    if (index !== 0 || (object === undefined && method !== 'header')) return undefined
    return read(method === 'fetch' ? given.length > 2 || !parent.text().startsWith('(') : given.length > 1)
  }
  if (!/header|env/i.test(method) || /^(?:set|add|append|remove|delete|write)/i.test(method)) return undefined
  return index === given.length - 1 ? read(/require|must|assert|ensure|all|list|!$/i.test(method)) : undefined
}

function isWritten(node: Node): boolean {
  const parent = node.parent()
  return parent !== null && is(parent, 'assignment', 'operator_assignment') && isSame(getField(parent, 'left'), node)
}

/**
 * A Rack environment only knows the names of CGI. `headers` alone are those of the response in Sinatra and in
 * controllers of Rails. A name with both hyphens and underscores is no header's at all.
 */
function isNeverSet(file: SourceFile, object: Node, { name }: HeaderLiteral): boolean {
  if (name.spelling === 'wrong') return true
  if (isRackEnvironment(file, object)) return name.spelling !== 'cgi'
  if (!is(object, 'identifier') || object.text() !== 'headers') return false
  if (getOrigins(file, object) !== undefined || getMethods(file).has('headers')) return false
  return /['"]sinatra(?:\/base)?['"]|<\s*(?:::)?(?:Sinatra::Base|Application\w*|\w*(?:::)?\w*Controller(?:::\w+)?)\b/.test(
    file.text,
  )
}

function isRackEnvironment(file: SourceFile, object: Node): boolean {
  if (/(?:^|\.)env$/.test(object.text())) return true
  const values = is(object, 'identifier') ? (getOrigins(file, object)?.values ?? []) : []
  return values.length > 0 && values.every((value) => /(?:^|\.)env$/.test(value.text()))
}

/** The same read of either header: Ruby's readers give nothing where a header is missing, the application's maybe ''. */
export function joinReads(read: HeaderRead, vobizName: string, file: SourceFile): readonly Edit[] {
  const { node, name } = read
  const vobiz = replaceIn(node, name, vobizName)
  const joined = mayBeEmpty(file, node)
    ? `${node.text()}.to_s.empty? ? ${vobiz} : ${node.text()}`
    : `${toMild(read)} || ${vobiz}`
  return [{ ...getRange(node), text: standsAlone(node) ? joined : `(${joined})` }]
}

/** Whether a read goes to a method of the application's that may give an empty text, which is true in Ruby. */
function mayBeEmpty(file: SourceFile, node: Node): boolean {
  const method = is(node, 'call') ? (getMethodName(node) ?? '') : ''
  if (method === '' || (LOOKUPS.test(method) && getField(node, 'receiver') !== undefined)) return false
  const own = findLocalMethod(file, node)
  return own === undefined || /''|""|\bto_s\b|\bString\(/.test(own.text())
}

/** `fetch` that raises or falls back does neither where the other header may still be there. */
function toMild({ node, name }: HeaderRead): string {
  if (!is(node, 'call') || getMethodName(node) !== 'fetch') return node.text()
  const list = getField(node, 'arguments')
  return list === undefined ? node.text() : replaceIn(node, list, `(${name.text()}, nil)`)
}

/** Places where an expression of any precedence can stand. */
function standsAlone(node: Node): boolean {
  const parent = node.parent()
  if (parent === null) return false
  if (is(parent, 'assignment', 'operator_assignment')) return isSame(getField(parent, 'right'), node)
  if (is(parent, 'if', 'unless', 'if_modifier', 'unless_modifier', 'elsif'))
    return isSame(getField(parent, 'condition'), node)
  if (is(parent, 'pair')) return isSame(getField(parent, 'value'), node)
  return is(
    parent,
    'argument_list',
    'parenthesized_statements',
    'interpolation',
    'array',
    'body_statement',
    'block_body',
    'then',
  )
}

/** The read of Vobiz's header beside one of Plivo's. */
export function findPartner(read: HeaderRead): { readonly whole: Node; readonly right: Node } | undefined {
  if (!read.literal.name.row.vobiz) return undefined
  const wanted = toVobizName(read.literal.written, read.literal.name)
  const found = findAlternative(read.node) ?? findChoice(read.node)
  return found !== undefined && namesHeader(getStringValue, found.right, wanted)
    ? { whole: getLone(found.whole), right: found.right }
    : undefined
}

/** `a || b`. */
function findAlternative(node: Node): { readonly whole: Node; readonly right: Node } | undefined {
  const whole = node.parent()
  if (whole === null || !is(whole, 'binary') || !isSame(getField(whole, 'left'), node)) return undefined
  const right = getField(whole, 'right')
  return right !== undefined && getField(whole, 'operator')?.text() === '||' ? { whole, right } : undefined
}

/** `a.to_s.empty? ? b : a`. */
function findChoice(node: Node): { readonly whole: Node; readonly right: Node } | undefined {
  const whole = findAround(node, 'conditional')
  const right = whole && getField(whole, 'consequence')
  const condition = whole && getField(whole, 'condition')?.text()
  if (whole === undefined || right === undefined || isWithin(getRange(node), getRange(right))) return undefined
  return condition === `${node.text()}.to_s.empty?` ? { whole, right } : undefined
}

/** The parentheses around an expression that stands alone in them. */
function getLone(node: Node): Node {
  const around = node.parent()
  const isLone = around !== null && is(around, 'parenthesized_statements') && getNamedChildren(around).length === 1
  return isLone ? around : node
}
