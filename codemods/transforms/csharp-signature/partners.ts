import { getOutName } from '../../src/classes/csharp.ts'
import { CSHARP } from '../../src/grammar/csharp.ts'
import { findAround, getField, getRange, is, isSame, isWithin, type Node } from '../../src/grammar/tree.ts'
import { toVobizName } from '../../src/signature-calls/header-names.ts'
import { namesHeader } from '../../src/signature-calls/headers.ts'
import type { HeaderRead, SignatureLanguage } from '../../src/signature-calls/language.ts'
import { LITERALS } from './reads.ts'

/** The read of Vobiz's header beside one of Plivo's, in code that was rewritten for both. */
export const findPartner: SignatureLanguage['findPartner'] = (read) => {
  if (!read.literal.name.row.vobiz) return undefined
  const wanted = toVobizName(read.literal.written, read.literal.name)
  const names = (node: Node | undefined): node is Node =>
    node !== undefined && namesHeader(LITERALS.getStringValue, node, wanted)
  return findInChoice(read, names) ?? findInPair(read, names)
}

type Names = (node: Node | undefined) => node is Node

/** `headers.Contains("X") ? headers.GetValues("X") : …`, and the other way round. */
function findInChoice({ node }: HeaderRead, names: Names): ReturnType<SignatureLanguage['findPartner']> {
  const choice = findAround(node, 'conditional_expression')
  if (choice === undefined) return undefined
  const [consequence, alternative] = [getField(choice, 'consequence'), getField(choice, 'alternative')]
  const right = [alternative, consequence].find(names)
  if (right === undefined || isWithin(getRange(node), getRange(right))) return undefined
  return { whole: withParentheses(choice), right }
}

/** `a ?? b` and `a || b`. */
function findInPair({ node }: HeaderRead, names: Names): ReturnType<SignatureLanguage['findPartner']> {
  const left = is(node.parent(), 'cast_expression') ? node.parent() : node
  const pair = left?.parent()
  if (!pair || !is(pair, 'binary_expression') || !isSame(getField(pair, 'left'), left)) return undefined
  const right = getField(pair, 'right')
  if (!names(right)) return undefined
  const [declared, filled] = [findOut(node), findOut(right)]
  const text = declared && filled ? right.text().replace(filled.text(), declared.text()) : undefined
  return { whole: withParentheses(pair), right, ...(text !== undefined && { text }) }
}

/** The argument that a call fills: `out var value`. */
function findOut(node: Node): Node | undefined {
  const argument = CSHARP.readCall(node)?.arguments.at(-1)?.value.parent() ?? undefined
  return argument && getOutName(argument) !== undefined ? argument : undefined
}

const withParentheses = (node: Node): Node => {
  const around = node.parent()
  return around !== null && is(around, 'parenthesized_expression') ? around : node
}
