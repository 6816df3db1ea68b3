import { JAVA_NAMES, JAVA_SYNTAX } from '../../src/classes/java.ts'
import { createTokens } from '../../src/classes/token.ts'
import { getCode } from '../../src/grammar/code.ts'
import { JAVA } from '../../src/grammar/java.ts'
import { is, type Node } from '../../src/grammar/tree.ts'
import type { SignatureLanguage } from '../../src/signature-calls/language.ts'
import { findHmacs, isUncalled } from './hand-written.ts'
import { redirect } from './imports.ts'
import { findJoined, isInjected } from './injected.ts'
import { LITERALS } from './literals.ts'
import { HELPER } from './placement.ts'
import { findPartner, isSent, joinReads, toRead } from './reads.ts'
import { findUses } from './sdk.ts'

/** How signature checks are written in Java. */
export const java: SignatureLanguage = {
  ...LITERALS,
  name: 'java',
  needs: /validateSignature|XPlivoSignature|x-plivo-signature|VobizSignatures|Mac\s*\.\s*getInstance/i,
  getTree: (file) => getCode(file).tree,
  getNamings: JAVA_NAMES.getNamings,
  toRead,
  joinReads,
  findPartner,
  findJoined,
  getOrigins(file, node) {
    const origins = JAVA_NAMES.getOrigins(file, node)
    // The framework hands in such a value, and nobody else.
    return origins?.values.some(isInjected) ? { ...origins, isOpen: false } : origins
  },
  findFunction: JAVA_NAMES.findMethod,
  getCalls: (file) =>
    JAVA_NAMES.getCalls(file).map(({ node, name, arguments: given }) => ({
      call: node,
      callee: name,
      given: given.map(({ value }) => value),
    })),
  isLocalCall(file, node) {
    const call = JAVA.readCall(node)
    return call !== undefined && JAVA_NAMES.findLocalMethod(file, call) !== undefined
  },
  findUses,
  redirect,
  findHmacs,
  isUncalled,
  toVobizToken: createTokens({
    syntax: JAVA_SYNTAX,
    names: JAVA_NAMES,
    literals: LITERALS,
    environment: { receivers: ['System'], method: 'getenv', receiver: 'System' },
  }),
  pairTokens: (plivo, vobiz) => `${HELPER}.Tokens.of(${plivo}, ${vobiz})`,
  findPairedToken,
  isSent,
}

/** The second of `VobizSignatures.Tokens.of(plivo, vobiz)`. */
function findPairedToken(node: Node): Node | null | undefined {
  const call = is(node, ...JAVA.calls) ? JAVA.readCall(node) : undefined
  if (call === undefined) return undefined
  if (call.isNew) return call.name === 'Tokens' ? null : undefined
  const isPair = call.name === 'of' && /(?:^|\.)Tokens$/.test(call.receiver?.text() ?? '')
  return isPair ? (call.arguments[1]?.value ?? null) : undefined
}
