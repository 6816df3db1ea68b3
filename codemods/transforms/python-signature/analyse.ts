import type { HeaderRow } from '@plivo-to-vobiz/mappings'
import { oncePerFile } from '../../src/language.ts'
import {
  findAround,
  getField,
  getPythonTree,
  getRange,
  getStringValue,
  is,
  isSame,
  isWithin,
  type PyNode,
} from '../../src/python/tree.ts'
import type { SourceFile } from '../../src/source-file.ts'
import type { Edit, Kind, NewFile, Note, Range, Target } from '../../src/touchpoint.ts'
import type { Rewrite } from '../../src/transform.ts'
import { type CheckedCall, checkCall, getRoles, type HelperCall } from './check-call.ts'
import { findHeaderLiterals, findHeaderReads, findHeaderRowOfName, type HeaderLiteral } from './headers.ts'
import { createHelperFile, HELPER_MODULE, MARKER } from './helper-file.ts'
import { getOsImport, planImports } from './imports.ts'
import { findCutOverPartner, findInjected, getCutOverEdits, getInjectedEdits, type Injected } from './injected.ts'
import { placeHelper } from './placement.ts'
import { type CutOverRead, findCutOverReads, getReadEdits } from './read-edits.ts'
import { toVobizToken, type VobizToken } from './token.ts'
import { createTracer, type HeaderSources } from './trace.ts'
import { findUses, type Uses } from './uses.ts'

/** A place found, and what becomes of it for one target. */
export interface Site {
  readonly kind: Kind
  readonly range: Range
  readonly rewrite: Rewrite
}

/** Text that has to be in a file for it to be worth a closer look. */
const WORTH = new RegExp(`validate_(?:v3_|request_)?signature|x[-_]plivo[-_]signature|${HELPER_MODULE}`, 'i')

/** Everything the transform sees in a file. The same file and target give the same sites. */
export function analyse(file: SourceFile, target: Target): readonly Site[] {
  return analyseFor[target](file)
}

const analyseFor: Readonly<Record<Target, (file: SourceFile) => readonly Site[]>> = {
  both: oncePerFile((file) => findSites(file, 'both')),
  vobiz: oncePerFile((file) => findSites(file, 'vobiz')),
}

interface Checked {
  readonly use: HelperCall
  readonly result: CheckedCall
  readonly token: VobizToken | undefined
}

function findSites(file: SourceFile, target: Target): readonly Site[] {
  if (!WORTH.test(file.text) || file.text.includes(MARKER)) return []
  const literals = findHeaderLiterals(file)
  const reads = findHeaderReads(file, literals)
  const uses = findUses(file)
  const cutOver = findCutOverReads(reads)
  const open = reads.filter((read) => !cutOver.some(({ node }) => isWithin(getRange(read.node), getRange(node))))
  const parameters = findInjected(file)
  const injected = parameters.filter((one) => findCutOverPartner(one) === undefined)
  const checked = checkAll(file, uses.calls, { reads: open, injected })
  const claimed = new Set<HeaderLiteral>(cutOver.map(({ literal }) => literal))
  const waiting = new Set<HeaderLiteral>()
  for (const { result } of checked) for (const { literal } of result.reads) (result.ok ? claimed : waiting).add(literal)
  const filled = checked.flatMap(({ result }) => (result.ok ? result.injected : []))
  const inCalls = [...checked.filter(({ result }) => !result.ok).map(({ use }) => use.call), ...uses.unresolved]
  const left = literals.filter(
    ({ node }) =>
      ![...claimed].some((one) => isSame(one.node, node)) &&
      ![...inCalls, ...parameters.map((one) => one.node)].some((one) => isWithin(getRange(node), getRange(one))),
  )
  return [
    ...getCallSites(file, checked, target),
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
    ...findHandWritten(file).map((node) => toTask(node, 'signature-hand-written')),
  ]
}

const toTask = (node: PyNode, code: string, kind: Kind = 'signature-validate'): Site => ({
  kind,
  range: getRange(node),
  rewrite: { task: { code } },
})

function checkAll(file: SourceFile, calls: readonly HelperCall[], sources: HeaderSources): readonly Checked[] {
  const trace = createTracer(file, sources)
  return calls.map((use): Checked => {
    const result = checkCall(use, { reads: sources.reads, trace })
    if (!result.ok) return { use, result, token: undefined }
    const token = toVobizToken(file, result.token)
    const isTaken = token.needsOs && getOsImport(file, use.call) === 'taken'
    if (isTaken) return { use, result: { ...result, ok: false, code: 'signature-name-taken' }, token: undefined }
    return { use, result, token }
  })
}

function getCallSites(file: SourceFile, checked: readonly Checked[], target: Target): readonly Site[] {
  const placement = placeHelper(file)
  const sure = checked.filter(({ result }) => result.ok).map(({ use }) => use)
  const getImportEdits = planImports(file, sure, placement)
  return checked.map(({ use, result, token }): Site => {
    const range = getRange(use.call)
    if (!result.ok || token === undefined)
      return {
        kind: 'signature-validate',
        range,
        rewrite: { task: { code: result.ok ? 'signature-untraced' : result.code } },
      }
    const os = token.needsOs ? getOsImport(file, use.call) : []
    const both = `{'plivo': ${result.token.text()}, 'vobiz': ${token.text}}`
    const quoted = token.text.includes('"') ? both.replace("'plivo'", '"plivo"').replace("'vobiz'", '"vobiz"') : both
    const edits: Edit[] = [
      { ...getRange(result.token), text: target === 'both' ? quoted : token.text },
      ...result.reads.flatMap((read) => getReadEdits(read, target)),
      ...result.injected.flatMap((one) => getInjectedEdits(file, one, target)),
      ...getImportEdits(use),
      ...(os === 'taken' ? [] : os),
    ]
    const notes: Note[] = [
      toCallNote(use),
      ...(token.code === undefined ? [] : [{ code: token.code, range: getRange(result.token) }]),
      ...(result.fromOutside ? [{ code: 'signature-wrapper-exported' }] : []),
      ...result.reads.map(({ node, literal }) => toReadNote(node, literal.row)),
      ...result.injected.map(({ node, row }) => toReadNote(node, row)),
      ...use.value.imports.map(({ statement }) => ({ code: 'signature-helper-imported', range: getRange(statement) })),
    ]
    return {
      kind: 'signature-validate',
      range,
      rewrite: { edits, notes, files: [createHelperFile(placement.folder, target)] },
    }
  })
}

/** V2 never covered the body: nothing is lost. */
const toCallNote = ({ helper }: HelperCall): Note => ({
  code: helper.scheme === 'v2' ? 'signature-rewritten' : 'signature-body-unsigned',
})

const toReadNote = (node: PyNode, row: HeaderRow): Note => ({
  code: row.account === 'main' ? 'signature-main-account' : 'signature-header-renamed',
  range: getRange(node),
})

interface CutOver {
  readonly uses: Uses
  readonly cutOver: readonly CutOverRead[]
  readonly parameters: readonly Injected[]
  readonly target: Target
}

/** Code written for both providers becomes code for Vobiz alone; for `both` the helper file is kept up to date. */
function getCutOverSites(file: SourceFile, { uses, cutOver, parameters, target }: CutOver): readonly Site[] {
  if (target === 'both') return []
  const files: NewFile[] = uses.cutOverCalls.map(() => createHelperFile(placeHelper(file).folder, target))
  const calls = uses.cutOverCalls.flatMap((use): readonly Site[] => {
    const token = getRoles(use)?.get('token')
    if (token === undefined || !is(token, 'dictionary')) return []
    const vobiz = findEntry(token, 'vobiz')
    const kind = 'signature-validate'
    const range = getRange(use.call)
    if (vobiz === undefined) return [{ kind, range, rewrite: { task: { code: 'signature-token-object' } } }]
    const edits = [{ ...getRange(token), text: vobiz.text() }]
    return [{ kind, range, rewrite: { edits, notes: [toCallNote(use)], files } }]
  })
  const reads = cutOver.map(
    ({ node, edits }): Site => ({
      kind: 'signature-header',
      range: getRange(node),
      rewrite: { edits, notes: [{ code: 'signature-header-renamed' }] },
    }),
  )
  const filled = parameters.flatMap((one): readonly Site[] => {
    const partner = findCutOverPartner(one)
    if (partner === undefined) return []
    const edits = getCutOverEdits(one, partner)
    const rewrite = { edits, notes: [{ code: 'signature-header-renamed' }] }
    return [{ kind: 'signature-header', range: getRange(one.node), rewrite }]
  })
  return [...calls, ...reads, ...filled]
}

function findEntry(dictionary: PyNode, key: string): PyNode | undefined {
  const pair = dictionary.namedChildren().find((one) => is(one, 'pair') && getStringValue(getField(one, 'key')) === key)
  return pair && getField(pair, 'value')
}

/** What a header named outside every check says: one written by hand, one that is sent, or one that is elsewhere. */
function getHeaderCode(file: SourceFile, { node, row }: HeaderLiteral): string {
  if (!row.vobiz) return 'signature-v1'
  const parent = node.parent()
  const isKey = parent !== null && is(parent, 'pair') && isSame(getField(parent, 'key'), node)
  const target = parent !== null && is(parent, 'subscript') ? parent.parent() : null
  const isSet = target !== null && is(target, 'assignment') && isSame(getField(target, 'left'), parent)
  if (isKey || isSet) return 'signature-header-sent'
  return /\bhmac\b/.test(file.text) ? 'signature-hand-written' : 'signature-header-elsewhere'
}

/** Headers that a test client is given by keyword: `HTTP_X_PLIVO_…='…'`. */
function findSentKeywords(file: SourceFile): readonly PyNode[] {
  return getPythonTree(file)
    .getNodes('keyword_argument')
    .filter((node) => findHeaderRowOfName(getField(node, 'name')?.text() ?? '') !== undefined)
    .filter((node) => /^HTTP_/i.test(node.text()))
}

/** Computes an HMAC in code that is about the provider: a check written by hand. */
function findHandWritten(file: SourceFile): readonly PyNode[] {
  return getPythonTree(file)
    .getNodes('call')
    .filter((call) => {
      const callee = getField(call, 'function')?.text() ?? ''
      if (!/(?:^|\.)hmac\.(?:new|digest)$/.test(callee)) return false
      const around = findAround(call, 'class_definition') ?? findAround(call, 'function_definition')
      return /x[-_]plivo[-_]signature/i.test(around?.text() ?? '')
    })
}
