import { getField, is, isSame } from '../../src/grammar/tree.ts'
import { findFunction, findLocalFunction, getOrigins } from '../../src/php/names.ts'
import {
  getArguments,
  getCallName,
  getCalls,
  getNamedChildren,
  getPhpTree,
  getStringValue,
  quoteLike,
} from '../../src/php/tree.ts'
import type { HeaderLiteral, SignatureLanguage } from '../../src/signature-calls/language.ts'
import { findHandWritten, findHmacs, isUncalled, replaceHandWritten } from './hand-written.ts'
import { redirect } from './imports.ts'
import { findPartner, getNamings, joinReads, toRead } from './reads.ts'
import { findPairedToken, pairTokens, toVobizToken } from './token.ts'
import { findUses } from './uses.ts'

/** How signature checks are written in PHP. */
export const php: SignatureLanguage = {
  name: 'php',
  needs: /validate_?(?:v3_?)?signature|SignatureValidation|x[-_]plivo[-_]signature|hash_hmac/i,
  getTree: getPhpTree,
  getStrings: (file) =>
    ['string', 'encapsed_string']
      .flatMap((kind) => getPhpTree(file).getNodes(kind))
      .sort((a, b) => a.range().start.index - b.range().start.index),
  getStringValue,
  quoteLike,
  getNamings,
  toRead,
  joinReads,
  findPartner,
  getOrigins,
  findFunction,
  getCalls: (file) =>
    getCalls(file).map((call) => ({
      call,
      callee: getCallName(call),
      given: getArguments(call).map(({ value }) => value),
    })),
  isLocalCall: (file, call) => findLocalFunction(file, call) !== undefined,
  findUses,
  redirect,
  handWritten: { find: findHandWritten, replace: replaceHandWritten },
  findHmacs,
  isUncalled,
  toVobizToken,
  pairTokens,
  findPairedToken,
  isSent,
}

const SENDERS = /^(?:with\w*|header|set|add\w*|put|append|call|request)$/i

/** A key of an array, the target of an assignment, or the first of two arguments: `withHeader('X-…', $value)`. */
function isSent({ node }: HeaderLiteral): boolean {
  const parent = node.parent()
  if (parent === null) return false
  if (is(parent, 'array_element_initializer')) {
    const [key, value] = getNamedChildren(parent)
    return value !== undefined && isSame(key, node)
  }
  if (is(parent, 'subscript_expression')) {
    const assignment = parent.parent()
    return assignment !== null && isSame(getField(assignment, 'left'), parent)
  }
  const call = is(parent, 'argument') ? parent.parent()?.parent() : undefined
  return !!call && SENDERS.test(getCallName(call)) && getArguments(call).length > 1
}
