import { oncePerFile } from '../../src/language.ts'
import { findAround, getPythonTree, getRange, isSame, isWithin } from '../../src/python/tree.ts'
import { findFailOpen } from '../../src/signature-calls/fail-open.ts'
import { toNote } from '../../src/signature-calls/site.ts'
import type { SourceFile } from '../../src/source-file.ts'
import type { Target } from '../../src/touchpoint.ts'
import { VERIFIER_MARKER } from '../../src/verifier-marker.ts'
import { checkAll, getCallSites } from './call-sites.ts'
import { getCutOverSites } from './cut-over-sites.ts'
import { readHandWritten } from './hand-written.ts'
import { findHanded, findSentKeywords, getHandedSites, getHeaderCode } from './header-sites.ts'
import { findHeaderLiterals, findHeaderReads, type HeaderLiteral } from './headers.ts'
import { HELPER_MODULE } from './helper-file.ts'
import { findCutOverPartner, findInjected } from './injected.ts'
import { findCutOverReads } from './read-edits.ts'
import { type Site, toTask } from './site.ts'
import { createTracer } from './trace.ts'
import { findUses } from './uses.ts'

/** Text that has to be in a file for it to be worth a closer look. */
export const WORTH: RegExp = new RegExp(
  `validate_(?:v3_|request_)?signature|x[-_]plivo[-_]signature|${HELPER_MODULE}`,
  'i',
)

/** Everything the transform sees in a file. The same file and target give the same sites. */
export function analyse(file: SourceFile, target: Target): readonly Site[] {
  return analyseFor[target](file)
}

const analyseFor: Readonly<Record<Target, (file: SourceFile) => readonly Site[]>> = {
  both: oncePerFile((file) => findSites(file, 'both')),
  vobiz: oncePerFile((file) => findSites(file, 'vobiz')),
}

function findSites(file: SourceFile, target: Target): readonly Site[] {
  if (file.text.includes(VERIFIER_MARKER)) return []
  const literals = findHeaderLiterals(file)
  const reads = findHeaderReads(file, literals)
  const uses = findUses(file)
  const cutOver = findCutOverReads(reads)
  const open = reads.filter((read) => !cutOver.some(({ node }) => isWithin(getRange(read.node), getRange(node))))
  const parameters = findInjected(file)
  const injected = parameters.filter((one) => findCutOverPartner(one) === undefined)
  const sources = { reads: open, injected }
  const trace = createTracer(file, sources)
  const checked = checkAll(file, uses.calls, { sources, trace })
  const claimed = new Set<HeaderLiteral>(cutOver.map(({ literal }) => literal))
  const waiting = new Set<HeaderLiteral>()
  for (const { result } of checked) for (const { literal } of result.reads) (result.ok ? claimed : waiting).add(literal)
  const handed = findHanded(file, { sources, trace }).filter(
    ({ call, reads: own }) =>
      ![...checked.map(({ use }) => use.call), ...uses.unresolved].some((one) => isSame(one, call)) &&
      !own.some(({ literal }) => waiting.has(literal)),
  )
  for (const { reads: own } of handed) for (const { literal } of own) claimed.add(literal)
  const filled = [
    ...checked.flatMap(({ result }) => (result.ok ? result.injected : [])),
    ...handed.flatMap((one) => one.injected),
  ]
  const inCalls = [...checked.filter(({ result }) => !result.ok).map(({ use }) => use.call), ...uses.unresolved]
  const left = literals.filter(
    ({ node }) =>
      ![...claimed].some((one) => isSame(one.node, node)) &&
      ![...inCalls, ...parameters.map((one) => one.node)].some((one) => isWithin(getRange(node), getRange(one))),
  )
  const every = createTracer(file, { reads, injected: parameters })
  const failOpen = findFailOpen({
    language: file.language,
    tree: getPythonTree(file),
    reads: reads.map(({ node }) => node),
    checks: [
      ...[...uses.calls, ...uses.cutOverCalls].map(({ call }) => call),
      ...uses.unresolved,
      ...readHandWritten(file).map((one) => ('hmac' in one ? one.hmac : one.comparison.node)),
    ],
    getRoles: (node) => [...every(node).reads].map(({ literal }) => literal.row.role),
    findFunction: (node) => findAround(node, 'function_definition'),
  })
  return [
    ...failOpen.map((range): Site => toNote(range, 'signature-absent-accepted')),
    ...getCallSites(file, checked, target),
    ...getHandedSites(file, handed, target),
    ...getCutOverSites(file, { uses, cutOver, parameters, target }),
    ...uses.values.map((node) => toTask(node, 'signature-helper-passed')),
    ...uses.stubs.map((node) => toTask(node, 'signature-helper-stubbed')),
    ...uses.unresolved.map((node) => toTask(node, 'signature-unresolved')),
    ...left.map((literal) =>
      toTask(
        literal.node,
        waiting.has(literal) ? 'signature-header-waits' : getHeaderCode(file, literal),
        'signature-header',
      ),
    ),
    ...injected
      .filter((one) => !filled.includes(one))
      .map(({ node }) => toTask(node, 'signature-header-injected', 'signature-header')),
    ...findSentKeywords(file).map((node) => toTask(node, 'signature-header-sent', 'signature-header')),
  ]
}
