import { type HeaderRow, PYTHON_KEYWORDS, type SignatureArgument } from '@plivo-to-vobiz/mappings'
import { getArguments, getRange, is, isWithin, type PyArgument, type PyNode } from '../../src/python/tree.ts'
import type { HeaderRead } from './headers.ts'
import type { Injected } from './injected.ts'
import type { Helper, SdkValue } from './sdk.ts'
import type { Trace, Tracer } from './trace.ts'

/** A call of a signature helper. */
export interface HelperCall {
  readonly call: PyNode
  readonly callee: PyNode
  readonly helper: Helper
  readonly value: SdkValue
}

/** What is known about a call once its arguments are followed. */
export type CheckedCall =
  | {
      readonly ok: true
      readonly reads: readonly HeaderRead[]
      readonly injected: readonly Injected[]
      readonly token: PyNode
      /** Other files may call the function around it with headers of their own. */
      readonly fromOutside: boolean
    }
  | {
      readonly ok: false
      readonly code: string
      /** Header reads that wait with the call. */
      readonly reads: readonly HeaderRead[]
      readonly injected: readonly Injected[]
    }

/** The arguments of a helper call by what they mean; `undefined` when they are spread or named otherwise. */
export function getRoles({
  call,
  helper,
}: Pick<HelperCall, 'call' | 'helper'>): ReadonlyMap<SignatureArgument, PyNode> | undefined {
  const roles = new Map<SignatureArgument, PyNode>()
  const keywords = getKeywords(helper)
  for (const [index, argument] of getArguments(call).entries()) {
    const role = getRole(argument, index, { helper, keywords })
    if (role === undefined || roles.has(role)) return undefined
    roles.set(role, argument.value)
  }
  return roles
}

function getRole(
  { name, isSpread }: PyArgument,
  index: number,
  { helper, keywords }: { readonly helper: Helper; readonly keywords: readonly string[] },
): SignatureArgument | undefined {
  if (isSpread) return undefined
  return helper.arguments[name === undefined ? index : keywords.indexOf(name)]
}

function getKeywords({ name }: Helper): readonly string[] {
  if (name === 'validate_v3_signature') return PYTHON_KEYWORDS.validate_v3_signature
  return name === 'validate_signature' ? PYTHON_KEYWORDS.validate_signature : []
}

interface Context {
  /** Every header read of the file. */
  readonly reads: readonly HeaderRead[]
  readonly trace: Tracer
}

/** Decides whether a call can be rewritten, and which header reads go with it. */
export function checkCall(use: HelperCall, { reads: all, trace }: Context): CheckedCall {
  const { call, helper } = use
  const traces = getArguments(call).map(({ value }) => trace(value))
  const no = (code: string): CheckedCall => ({
    ok: false,
    code,
    reads: [...new Set(traces.flatMap(({ reads }) => [...reads]))],
    injected: [...new Set(traces.flatMap(({ injected }) => [...injected]))],
  })
  if (helper.scheme === 'v1') return no('signature-v1')
  const roles = getRoles(use)
  const [nonce, signature, token] = [roles?.get('nonce'), roles?.get('signature'), roles?.get('token')]
  if (roles === undefined || nonce === undefined || signature === undefined || token === undefined)
    return no('signature-arguments')
  const strays = [token, roles.get('url'), roles.get('method'), roles.get('params')]
  if (strays.some((node) => node !== undefined && getRows(trace(node)).length > 0))
    return no('signature-argument-order')
  const [nonces, signatures] = [trace(nonce), trace(signature)]
  const rows = [...getRows(nonces), ...getRows(signatures)]
  if (has(nonces, 'signature') || has(signatures, 'nonce')) return no('signature-argument-order')
  const fromOutside = nonces.fromOutside || signatures.fromOutside
  // A value that comes from callers in other files is checked here whichever provider's header they hand over.
  if ([nonces, signatures].some((one) => getRows(one).length === 0 && !one.fromOutside)) return no('signature-untraced')
  if (rows.some(({ scheme }) => scheme !== helper.scheme)) return no('signature-scheme-mixed')
  const traced = [...nonces.reads, ...signatures.reads]
  const reads = [...new Set([...traced, ...findGuards(call, { all, traced, scheme: helper.scheme })])]
  if (reads.some(({ isStuck, literal }) => isStuck || !literal.row.vobiz)) return no('signature-header-form')
  const injected = [...new Set([...nonces.injected, ...signatures.injected])]
  if (injected.some(({ isStuck }) => isStuck)) return no('signature-header-injected')
  return { ok: true, reads, injected, token, fromOutside }
}

const getRows = ({ reads, injected }: Trace): readonly HeaderRow[] => [
  ...[...reads].map(({ literal }) => literal.row),
  ...[...injected].map(({ row }) => row),
]

const has = (trace: Trace, role: string): boolean => getRows(trace).some((row) => row.role === role)

/** Reads of the same headers around the check, such as `if 'X-…' not in request.headers: abort(403)`. */
export function findGuards(
  call: PyNode,
  { all, traced, scheme }: { all: readonly HeaderRead[]; traced: readonly HeaderRead[]; scheme: string },
): readonly HeaderRead[] {
  const places = [call, ...traced.map(({ node }) => node)]
  const around = places.flatMap((place) => findFunctionAround(place) ?? [])
  return all.filter(
    ({ node, literal }) =>
      literal.row.scheme === scheme && around.some((one) => isWithin(getRange(node), getRange(one))),
  )
}

function findFunctionAround(node: PyNode): PyNode | undefined {
  for (let around = node.parent(); around !== null; around = around.parent())
    if (is(around, 'function_definition', 'lambda')) return around
  return undefined
}
