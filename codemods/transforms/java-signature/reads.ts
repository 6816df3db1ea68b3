import { JAVA_SYNTAX } from '../../src/classes/java.ts'
import { JAVA } from '../../src/grammar/java.ts'
import { findAround, getField, getRange, is, isSame, isWithin, type Node } from '../../src/grammar/tree.ts'
import { toVobizName } from '../../src/signature-calls/header-names.ts'
import { namesHeader, replaceIn } from '../../src/signature-calls/headers.ts'
import type { HeaderLiteral, HeaderRead } from '../../src/signature-calls/language.ts'
import type { SourceFile } from '../../src/source-file.ts'
import type { Edit } from '../../src/touchpoint.ts'
import { canBeJoined, findInjected, findReceiver, joinParameters } from './injected.ts'
import { LITERALS } from './literals.ts'

/** Calls that give a header's value, or nothing where it is missing. */
const GETTERS = /^(?:get|getFirst|getHeader|getHeaderString|header|headers|getOrDefault|getRequestHeader)$/
const PRESENCE = /^(?:contains|containsKey|has|hasHeader)$/
/** Calls on the value of an `Optional`, which is never null. */
const OF_OPTIONAL = /^(?:orElse\w*|isPresent|ifPresent\w*|map|flatMap|filter)$/

/** How a header's name is read where it stands. */
export function toRead(file: SourceFile, literal: HeaderLiteral, name: Node): HeaderRead | undefined {
  const isNeverSet = literal.name.spelling === 'wrong' || literal.name.spelling === 'cgi'
  const read = (node: Node, isStuck: boolean): HeaderRead => ({ literal, name, node, isStuck, isNeverSet })
  const parameter = findInjected(name)
  if (parameter !== undefined) {
    const method = findReceiver(parameter)
    // One parameter cannot be filled from two headers, and a second one changes who may call the method.
    const injected = method !== undefined && canBeJoined(file, method) ? 'joined' : 'alone'
    return { ...read(parameter, method === undefined), injected }
  }
  const node = name.parent()?.parent() ?? undefined
  const call = node && is(name.parent(), 'argument_list') ? JAVA.readCall(node) : undefined
  if (node === undefined || call === undefined || call.isNew) return undefined
  const index = call.arguments.findIndex(({ value }) => isSame(value, name))
  if (PRESENCE.test(call.name)) return index === 0 && call.receiver !== undefined ? read(node, false) : undefined
  if (GETTERS.test(call.name) && call.receiver !== undefined) {
    if (index !== 0) return undefined
    const [, preset] = call.arguments
    const isKnown = call.arguments.length === 1 || (call.name === 'getOrDefault' && isNothing(preset?.value))
    return read(node, !isKnown || isOptional(node))
  }
  // A method of the application that is given the name of a header: `header(request, "X-…")`.
  const isOwn = /header/i.test(call.name) && !/^(?:set|add|put|remove|with)/i.test(call.name)
  if (!isOwn || index < 0 || index !== call.arguments.length - 1 || index === 0) return undefined
  return read(node, /require|must|assert|ensure|all|list/i.test(call.name))
}

const isNothing = (node: Node | undefined): boolean => node !== undefined && /^(?:null|"")$/.test(node.text())

/** Whether the read gives an `Optional`: `request.header("X-…").orElse("")`. */
function isOptional(node: Node): boolean {
  const around = node.parent()
  const call = around && is(around, 'method_invocation') ? JAVA.readCall(around) : undefined
  return call !== undefined && isSame(call.receiver, node) && OF_OPTIONAL.test(call.name)
}

/** A read that gives either header's value. */
export function joinReads(read: HeaderRead, vobizName: string, file: SourceFile): readonly Edit[] {
  const { node, name } = read
  if (read.injected !== undefined) return joinParameters(file, node)
  const other = replaceIn(node, name, vobizName)
  const call = JAVA.readCall(node)
  const isTest = call !== undefined && PRESENCE.test(call.name)
  const preset = call?.name === 'getOrDefault' ? call.arguments[1]?.value : undefined
  const plain = preset === undefined ? node.text() : toPlainGet(node)
  // A reader of the application's own may give an empty text.
  const isOwn = call !== undefined && !isTest && (call.receiver === undefined || !GETTERS.test(call.name))
  const isThere = `${plain} != null${isOwn ? ` && !${plain}.isEmpty()` : ''}`
  const joined = isTest ? `${node.text()} || ${other}` : `${isThere} ? ${plain} : ${other}`
  const stands = isTest
    ? is(node.parent(), 'argument_list', 'return_statement', 'variable_declarator')
    : standsAlone(node)
  return [{ ...getRange(node), text: stands ? joined : `(${joined})` }]
}

/** `headers.getOrDefault("X-…", "")` without its default. */
function toPlainGet(node: Node): string {
  const call = JAVA.readCall(node)
  return `${call?.receiver?.text()}.get(${call?.arguments[0]?.value.text()})`
}

const standsAlone = (node: Node): boolean =>
  is(node.parent(), ...JAVA_SYNTAX.open) || isSame(getField(node.parent() ?? node, 'right'), node)

/** The read of Vobiz's header beside one of Plivo's. */
export function findPartner({ node, literal }: HeaderRead): { readonly whole: Node; readonly right: Node } | undefined {
  if (!literal.name.row.vobiz) return undefined
  const wanted = toVobizName(literal.written, literal.name)
  const ternary = findAround(node, 'ternary_expression')
  const chosen = ternary && getField(ternary, 'alternative')
  if (ternary !== undefined && chosen !== undefined && isPartOf(ternary, node) && names(chosen, wanted))
    return { whole: withParentheses(ternary), right: chosen }
  const either = node.parent()
  if (either === null || !is(either, 'binary_expression') || !isSame(getField(either, 'left'), node)) return undefined
  const right = getField(either, 'right')
  return right !== undefined && names(right, wanted) ? { whole: withParentheses(either), right } : undefined
}

/** `a != null ? a : b`, with the read in the condition or in what follows it. */
function isPartOf(ternary: Node, node: Node): boolean {
  const condition = getField(ternary, 'condition')
  if (isSame(getField(ternary, 'consequence'), node)) return true
  return condition !== undefined && isWithin(getRange(node), getRange(condition))
}

const names = (node: Node, wanted: string): boolean => namesHeader(LITERALS.getStringValue, node, wanted)

const withParentheses = (node: Node): Node => {
  const around = node.parent()
  return around !== null && is(around, 'parenthesized_expression') && !is(around.parent(), 'if_statement')
    ? around
    : node
}

const SENDERS = /^(?:set|add|put|with|header|headers)/i

/** `builder.header("X-…", value)`, `headers.put("X-…", value)`. */
export function isSent({ node }: HeaderLiteral): boolean {
  const call = is(node.parent(), 'argument_list') ? JAVA.readCall(node.parent()?.parent() ?? node) : undefined
  return (
    call !== undefined && SENDERS.test(call.name) && call.arguments.length > 1 && isSame(call.arguments[0]?.value, node)
  )
}
