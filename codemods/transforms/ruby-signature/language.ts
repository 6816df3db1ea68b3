import { getField, getRange, is, isSame, type Node } from '../../src/grammar/tree.ts'
import { findLocalMethod, findMethod, getOrigins } from '../../src/ruby/names.ts'
import { getArguments, getMethodName, getRubyTree, getStringValue, quoteLike } from '../../src/ruby/tree.ts'
import type { HeaderLiteral, HelperCall, Placement, SignatureLanguage } from '../../src/signature-calls/language.ts'
import type { SourceFile } from '../../src/source-file.ts'
import type { Edit, Target } from '../../src/touchpoint.ts'
import { findHandWritten, isUncalled, replaceHandWritten } from './hand-written.ts'
import { findHmacs } from './hmac.ts'
import { createHelperFile, getRequireEdits, HELPER } from './placement.ts'
import { findPartner, getNamings, joinReads, toRead } from './reads.ts'
import { findPairedToken, pairTokens, toVobizToken } from './token.ts'
import { findUses } from './uses.ts'

/** How signature checks are written in Ruby. */
export const ruby: SignatureLanguage = {
  name: 'ruby',
  needs: /valid_signature|XPlivoSignature|x[-_]plivo[-_]signature|OpenSSL::HMAC/i,
  getTree: getRubyTree,
  getStrings: (file) => getRubyTree(file).getNodes('string'),
  getStringValue,
  quoteLike,
  getNamings,
  toRead,
  joinReads,
  findPartner,
  getOrigins,
  findFunction: findMethod,
  getCalls: (file) =>
    getRubyTree(file)
      .getNodes('call')
      .map((call) => ({ call, callee: getMethodName(call) ?? '', given: getArguments(call) })),
  isLocalCall: (file, call) => findLocalMethod(file, call) !== undefined,
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

/** Calls go to our module instead of the SDK's, which is brought in by `require`. */
function redirect(file: SourceFile, calls: readonly HelperCall[], target: Target): ReadonlyMap<HelperCall, Placement> {
  const requires = getRequireEdits(file)
  return new Map(
    calls.map((use) => [
      use,
      { file: createHelperFile(file, target), edits: [...requires, ...retarget(use.call)], notes: [] },
    ]),
  )
}

function retarget(call: Node): readonly Edit[] {
  const [receiver, method] = [getField(call, 'receiver'), getField(call, 'method')]
  if (receiver?.text() === HELPER) return []
  if (receiver !== undefined) return [{ ...getRange(receiver), text: HELPER }]
  const { start } = getRange(method ?? call)
  return [{ start, end: start, text: `${HELPER}.` }]
}

/** A key of a hash, the target of an assignment, or the first of two arguments: `header 'X-…', value`. */
function isSent({ node }: HeaderLiteral): boolean {
  const parent = node.parent()
  if (is(parent, 'pair')) return isSame(parent && getField(parent, 'key'), node)
  if (is(parent, 'element_reference'))
    return isSame(parent?.parent() && getField(parent.parent() as Node, 'left'), parent)
  const list = is(parent, 'argument_list') ? parent?.namedChildren() : undefined
  return list !== undefined && list.length > 1 && isSame(list[0], node)
}
