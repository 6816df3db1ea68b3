import { CSHARP_NAMES, CSHARP_SYNTAX } from '../../src/classes/csharp.ts'
import { createTokens } from '../../src/classes/token.ts'
import { getCode } from '../../src/grammar/code.ts'
import { CSHARP } from '../../src/grammar/csharp.ts'
import { getField, is, type Node } from '../../src/grammar/tree.ts'
import type { SignatureLanguage } from '../../src/signature-calls/language.ts'
import { findHmacs, isUncalled } from './hand-written.ts'
import { redirect } from './imports.ts'
import { findPartner } from './partners.ts'
import { TOKENS } from './placement.ts'
import { isSent, joinReads, LITERALS, toRead } from './reads.ts'
import { findUses } from './sdk.ts'

/** How signature checks are written in C#. */
export const csharp: SignatureLanguage = {
  ...LITERALS,
  name: 'csharp',
  needs: /XPlivoSignature|x-plivo-signature|VobizSignatures|HMACSHA256/i,
  getTree: (file) => getCode(file).tree,
  getNamings: CSHARP_NAMES.getNamings,
  toRead,
  joinReads,
  findPartner,
  getOrigins: CSHARP_NAMES.getOrigins,
  findFunction,
  getCalls: (file) =>
    CSHARP_NAMES.getCalls(file).map(({ node, name, arguments: given }) => ({
      call: node,
      callee: name,
      given: given.map(({ value }) => value),
    })),
  isLocalCall(file, node) {
    const call = CSHARP.readCall(node)
    return call !== undefined && CSHARP_NAMES.findLocalMethod(file, call) !== undefined
  },
  findUses,
  redirect,
  findHmacs,
  isUncalled,
  toVobizToken: createTokens({
    syntax: CSHARP_SYNTAX,
    names: CSHARP_NAMES,
    literals: LITERALS,
    environment: {
      receivers: ['Environment', 'System.Environment'],
      method: 'GetEnvironmentVariable',
      receiver: 'System.Environment',
    },
  }),
  pairTokens: (plivo, vobiz) => `${TOKENS}.Of(${plivo}, ${vobiz})`,
  findPairedToken,
  isSent,
}

/** A handler that is handed over as a block, as routes of Nancy and of minimal APIs are, or else the method. */
function findFunction(node: Node): Node | undefined {
  for (let around = node.parent(); around !== null; around = around.parent()) {
    if (is(around, ...CSHARP_SYNTAX.methods)) return around
    if (is(around, ...CSHARP_SYNTAX.lambdas) && is(getField(around, 'body'), 'block')) return around
  }
  return CSHARP_NAMES.findMethod(node)
}

/** The second of `VobizSignatures.Tokens.Of(plivo, vobiz)`. */
function findPairedToken(node: Node): Node | null | undefined {
  const call = is(node, ...CSHARP.calls) ? CSHARP.readCall(node) : undefined
  if (call === undefined) return undefined
  const receiver = call.receiver?.text() ?? ''
  if (call.isNew) return receiver === '' ? undefined : `${receiver}.${call.name}` === TOKENS ? null : undefined
  return call.name === 'Of' && receiver === TOKENS ? (call.arguments[1]?.value ?? null) : undefined
}
