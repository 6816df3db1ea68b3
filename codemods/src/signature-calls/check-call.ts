import type { HeaderRow, SignatureArgument } from '@plivo-to-vobiz/mappings'
import { getRange, isWithin, type Node } from '../grammar/tree.ts'
import type { HeaderRead, SignatureLanguage } from './language.ts'
import type { Trace, Tracer } from './trace.ts'

/** A check as the engine looks at it: a call of a helper, or one written by hand. */
export interface Check {
  readonly node: Node
  readonly scheme: 'v1' | 'v2' | 'v3'
  readonly roles: ReadonlyMap<SignatureArgument, Node> | undefined
}

/** What is known about a check once its arguments are followed. */
export type Checked =
  | { readonly ok: true; readonly reads: readonly HeaderRead[]; readonly token: Node; readonly fromOutside: boolean }
  | { readonly ok: false; readonly code: string; readonly reads: readonly HeaderRead[] }

interface Context {
  readonly language: SignatureLanguage
  /** Every header read of the file. */
  readonly reads: readonly HeaderRead[]
  readonly trace: Tracer
}

/** Decides whether a check can be rewritten, and which header reads go with it. */
export function examine({ node, scheme, roles }: Check, { language, reads: all, trace }: Context): Checked {
  const traces = new Map<SignatureArgument, Trace>([...(roles ?? [])].map(([role, value]) => [role, trace(value)]))
  const no = (code: string): Checked => ({
    ok: false,
    code,
    reads: [...new Set([...traces.values()].flatMap(({ reads }) => [...reads]))],
  })
  if (scheme === 'v1') return no('signature-v1')
  const [nonces, signatures, token] = [traces.get('nonce'), traces.get('signature'), roles?.get('token')]
  if (nonces === undefined || signatures === undefined || token === undefined) return no('signature-arguments')
  const strays = (['token', 'url', 'method', 'params'] as const).flatMap((role) => traces.get(role) ?? [])
  const read = [...nonces.reads, ...signatures.reads]
  if (read.some(({ isStuck }) => isStuck) || nonces.hasUnread || signatures.hasUnread)
    return no('signature-header-form')
  const isSwapped = has(nonces, 'signature') || has(signatures, 'nonce')
  if (isSwapped || strays.some((one) => getRows(one).length > 0)) return no('signature-argument-order')
  if (read.some(({ isNeverSet }) => isNeverSet)) return no('signature-header-misread')
  const fromOutside = nonces.fromOutside || signatures.fromOutside
  // A value that comes from callers in other files is checked here whichever provider's header they hand over.
  if ([nonces, signatures].some((one) => one.reads.size === 0 && !one.fromOutside)) return no('signature-untraced')
  if (read.some((one) => getRow(one).scheme !== scheme)) return no('signature-scheme-mixed')
  const reads = [...new Set([...read, ...findGuards(node, { language, reads: all, trace }, { traced: read, scheme })])]
  if (reads.some((one) => one.isStuck || !getRow(one).vobiz)) return no('signature-header-form')
  return { ok: true, reads, token, fromOutside }
}

const getRow = ({ literal }: HeaderRead): HeaderRow => literal.name.row

const getRows = ({ reads }: Trace): readonly HeaderRow[] => [...reads].map(getRow)

const has = (trace: Trace, role: string): boolean => getRows(trace).some((row) => row.role === role)

/** Reads of the same headers around the check, such as a look whether they are there at all. */
export function findGuards(
  node: Node,
  { language, reads }: Context,
  { traced, scheme }: { readonly traced: readonly HeaderRead[]; readonly scheme: string },
): readonly HeaderRead[] {
  const around = [node, ...traced.map((read) => read.node)].flatMap((place) => language.findFunction(place) ?? [])
  return reads.filter(
    (read) =>
      getRow(read).scheme === scheme &&
      !read.isNeverSet &&
      around.some((one) => isWithin(getRange(read.node), getRange(one))),
  )
}
