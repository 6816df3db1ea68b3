import type { HeaderRole } from '@plivo-to-vobiz/mappings'
import { getArguments, getField, getPythonTree, getRange, is, isSame, type PyNode } from '../../src/python/tree.ts'
import type { SourceFile } from '../../src/source-file.ts'
import type { Target } from '../../src/touchpoint.ts'
import { findGuards } from './check-call.ts'
import { findHeaderRowOfName, type HeaderLiteral, type HeaderRead } from './headers.ts'
import { getInjectedEdits, type Injected } from './injected.ts'
import { getReadEdits } from './read-edits.ts'
import { HELPER_NAMES } from './sdk.ts'
import { type Site, toReadNote } from './site.ts'
import { findFunction, type HeaderSources, type Trace, type Tracer } from './trace.ts'

/** The header reads of a check that is in another file, and the call that hands them over. */
export interface Handed {
  readonly call: PyNode
  readonly reads: readonly HeaderRead[]
  readonly injected: readonly Injected[]
}

/** Calls of the standard library and of loggers, which check nothing. */
const NO_CHECK =
  /(?:^|\.)(?:hmac|hashlib|print|log\w*|debug|info|warn\w*|error|exception|dict|len|str|bool|all|any|isinstance)$|^hmac\.|^hashlib\.|^log\w*\./i

/**
 * Calls that are given both a signature and its nonce and are not code of this file: the check is elsewhere. Either
 * header may be handed over, since whatever arrives there is checked.
 */
export function findHanded(
  file: SourceFile,
  { sources, trace }: { readonly sources: HeaderSources; readonly trace: Tracer },
): readonly Handed[] {
  if (sources.reads.length + sources.injected.length < 2) return []
  return getPythonTree(file)
    .getNodes('call')
    .flatMap((call) => {
      const callee = getField(call, 'function')
      if (callee === undefined || NO_CHECK.test(callee.text()) || findFunction(file, callee) !== undefined) return []
      // A helper's name on something else: what that is, a person has to say.
      if (HELPER_NAMES.has(callee.text().split('.').at(-1) ?? '')) return []
      const given = getArguments(call)
      if (given.length < 2) return []
      const traces = given.map(({ value }) => trace(value))
      const [signature] = traces.filter((one) => holds(one, 'signature'))
      const [nonce] = traces.filter((one) => holds(one, 'nonce'))
      const schemes = new Set([signature, nonce].flatMap((one) => (one === undefined ? [] : getSchemes(one))))
      if (signature === undefined || nonce === undefined || schemes.size !== 1) return []
      const traced = [...signature.reads, ...nonce.reads]
      const guards = findGuards(call, { all: sources.reads, traced, scheme: [...schemes][0] ?? '' })
      const reads = [...new Set([...traced, ...guards])]
      const injected = [...new Set([...signature.injected, ...nonce.injected])]
      if (reads.some(({ isStuck, literal }) => isStuck || !literal.row.vobiz)) return []
      return injected.some(({ isStuck }) => isStuck) ? [] : [{ call, reads, injected }]
    })
}

const getRows = ({ reads, injected }: Trace) => [
  ...[...reads].map(({ literal }) => literal.row),
  ...[...injected].map(({ row }) => row),
]

const getSchemes = (trace: Trace): readonly string[] => getRows(trace).map(({ scheme }) => scheme ?? '')

/** Whether a value is made of headers of one role and no other. */
function holds(trace: Trace, role: HeaderRole): boolean {
  const roles = new Set(getRows(trace).map((row) => row.role))
  return roles.size === 1 && roles.has(role)
}

/** What becomes of headers that are handed on. */
export function getHandedSites(file: SourceFile, handed: readonly Handed[], target: Target): readonly Site[] {
  return handed.map(
    ({ call, reads, injected }): Site => ({
      kind: 'signature-header',
      range: getRange(call),
      rewrite: {
        edits: [
          ...reads.flatMap((read) => getReadEdits(read, target)),
          ...injected.flatMap((one) => getInjectedEdits(file, one, target)),
        ],
        notes: [
          { code: 'signature-header-handed' },
          ...reads.map(({ node, literal }) => toReadNote(node, literal.row)),
          ...injected.map(({ node, row }) => toReadNote(node, row)),
        ],
      },
    }),
  )
}

/** What a header named outside every check says: one written by hand, one that is sent, or one that is elsewhere. */
export function getHeaderCode(file: SourceFile, { node, row }: HeaderLiteral): string {
  if (!row.vobiz) return 'signature-v1'
  const parent = node.parent()
  const isKey = parent !== null && is(parent, 'pair') && isSame(getField(parent, 'key'), node)
  const target = parent !== null && is(parent, 'subscript') ? parent.parent() : null
  const isSet = target !== null && is(target, 'assignment') && isSame(getField(target, 'left'), parent)
  if (isKey || isSet) return 'signature-header-sent'
  return /\bhmac\b/.test(file.text) ? 'signature-hand-written' : 'signature-header-elsewhere'
}

/** Headers that a test client is given by keyword: `HTTP_X_PLIVO_…='…'`. */
export function findSentKeywords(file: SourceFile): readonly PyNode[] {
  return getPythonTree(file)
    .getNodes('keyword_argument')
    .filter((node) => findHeaderRowOfName(getField(node, 'name')?.text() ?? '') !== undefined)
    .filter((node) => /^HTTP_/i.test(node.text()))
}
