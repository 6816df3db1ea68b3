import type { Node } from '@babel/types'
import type { SignatureArgument } from '@plivo-to-vobiz/mappings'
import { getFunctions, getScopes } from '../../src/javascript/scopes.ts'
import { isRegistryModule } from '../../src/javascript/sdk-modules.ts'
import { getRange, getText, type Tree, unwrap } from '../../src/javascript/tree.ts'
import type { HeaderRead } from './headers.ts'
import { hasReplacement } from './sdk.ts'
import type { Outside, Trace, Tracer } from './trace.ts'
import type { HelperCall } from './uses.ts'

/** What is known about a call once its arguments are followed. */
export type CheckedCall =
  | {
      readonly ok: true
      readonly reads: readonly HeaderRead[]
      readonly token: Node
      /** Parameters of functions that other files may call, by which nonce and signature come in. */
      readonly nonceFrom: readonly Outside[]
      readonly signatureFrom: readonly Outside[]
    }
  | {
      readonly ok: false
      readonly code: string
      /** Header reads that wait with the call. */
      readonly reads: readonly HeaderRead[]
    }

/** Decides whether a call can be rewritten, and which header reads go with it. */
export function checkCall(
  { call, helper, origin }: HelperCall,
  context: { readonly tree: Tree; readonly reads: readonly HeaderRead[]; readonly trace: Tracer },
): CheckedCall {
  const { tree, trace } = context
  const waiting = [...new Set(call.arguments.flatMap((node) => [...trace(node).reads]))]
  const no = (code: string): CheckedCall => ({ ok: false, code, reads: waiting })
  if (!hasReplacement(helper.name)) return no('signature-other-sdk')
  if (isRegistryModule(origin.module)) return no('signature-registry-module')
  const argument = (role: SignatureArgument): Node | undefined => call.arguments[helper.arguments.indexOf(role)]
  if (call.arguments.some(({ type }) => type === 'SpreadElement')) return no('signature-arguments')
  const [nonce, signature, token] = [argument('nonce'), argument('signature'), argument('token')]
  if (nonce === undefined || signature === undefined || token === undefined) return no('signature-arguments')
  const params = argument('params')
  const strays = [token, argument('url'), argument('method'), ...(params ? [params] : [])]
  if (strays.some((node) => node && isHeaderValue(trace(node).reads))) return no('signature-argument-order')
  const [nonces, signatures] = [trace(nonce), trace(signature)]
  if (has(nonces.reads, 'signature') || has(signatures.reads, 'nonce')) return no('signature-argument-order')
  const reads = [...nonces.reads, ...signatures.reads]
  if (nonces.reads.size > 0 && params === undefined && signatures.reads.size === 0 && isBody(tree, signature))
    return no('signature-arguments')
  const isGiven = (one: Trace): boolean => one.reads.size > 0 || one.outside.length > 0
  if (!isGiven(nonces) || !isGiven(signatures)) return no('signature-untraced')
  const isOfHelper = ({ literal }: HeaderRead): boolean => literal.row.scheme === helper.scheme
  if ([nonces, signatures].some((one) => one.reads.size > 0 && ![...one.reads].some(isOfHelper)))
    return no('signature-scheme-mixed')
  const guards = findGuards(tree, { call, reads: context.reads, traced: reads, scheme: helper.scheme })
  const from = { nonceFrom: nonces.outside, signatureFrom: signatures.outside }
  return { ok: true, reads: [...new Set([...reads, ...guards])], token, ...from }
}

/** `request.body` where the signature belongs: the signature was left out. */
function isBody(tree: Tree, node: Node): boolean {
  const inner = unwrap(node)
  if (inner.type !== 'Identifier') return /\b(?:body|query|form\w*)$/i.test(getText(tree, inner))
  const origin = getScopes(tree).resolve(inner)?.origin
  const init = origin?.kind === 'variable' ? origin.declarator.init : undefined
  return /\b(?:body|query|params|form\w*)\b/i.test(init ? getText(tree, init) : inner.name)
}

/** The body of a request is an object that may hold anything; a header read elsewhere in it says nothing. */
const isHeaderValue = (reads: ReadonlySet<HeaderRead>): boolean => reads.size > 0

const has = (reads: ReadonlySet<HeaderRead>, role: string): boolean =>
  [...reads].some(({ literal }) => literal.row.role === role)

/** Reads of the same headers around the check, such as `if (!req.get(…)) return`. */
export function findGuards(
  tree: Tree,
  {
    call,
    reads,
    traced,
    scheme,
  }: { call: Node; reads: readonly HeaderRead[]; traced: readonly HeaderRead[]; scheme: string },
): readonly HeaderRead[] {
  const places = [call, ...traced.map(({ node }) => node)]
  const closest = places.flatMap((place) => {
    const around = getFunctions(tree).filter((one) => isInside(place, one))
    return around.sort((a, b) => size(a) - size(b)).slice(0, 1)
  })
  return reads.filter(
    ({ node, literal }) => literal.row.scheme === scheme && closest.some((one) => isInside(node, one)),
  )
}

const size = (node: Node): number => getRange(node).end - getRange(node).start

function isInside(node: Node, around: Node): boolean {
  const [inner, outer] = [getRange(unwrap(node)), getRange(around)]
  return inner.start >= outer.start && inner.end <= outer.end
}
