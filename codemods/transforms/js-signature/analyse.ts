import type { Node } from '@babel/types'
import { chooseNames, type NameUse } from '../../src/javascript/names.ts'
import { getOriginEdits } from '../../src/javascript/origin-edits.ts'
import type { Origin } from '../../src/javascript/sdk-values.ts'
import { toVobizToken } from '../../src/javascript/token.ts'
import { findAround, getRange, getText, getTree, type Tree } from '../../src/javascript/tree.ts'
import { oncePerFile } from '../../src/language.ts'
import type { SourceFile } from '../../src/source-file.ts'
import type { Edit, Kind, Note, Range, Target } from '../../src/touchpoint.ts'
import type { Rewrite } from '../../src/transform.ts'
import { type CheckedCall, checkCall } from './check-call.ts'
import { findDoubts } from './doubts.ts'
import { type ForeignCall, findForeignCalls } from './foreign-calls.ts'
import { findHeaderLiterals, findHeaderReads, type HeaderLiteral, type HeaderRead } from './headers.ts'
import { readInlineChecks } from './inline-check.ts'
import { findCutOverReads, getReadEdits } from './read-edits.ts'
import { HASHES } from './replacements.ts'
import { EITHER, VOBIZ } from './sdk.ts'
import { createStandalone, type Standalone } from './standalone.ts'
import { createTracer, type Tracer } from './trace.ts'
import { findUses, type HelperCall } from './uses.ts'

/** A place found, and what becomes of it for one target. */
export interface Site {
  readonly kind: Kind
  readonly range: Range
  readonly rewrite: Rewrite
}

/** Text that has to be in a file for it to be worth a closer look. */
const WORTH: RegExp =
  /validateV3Signature|validateSignature|x-plivo-signature|RestAPI|plivo-to-vobiz\/signatures|vobiz-signatures/i
/** The same with what is written by hand, and what is called a check and is none. */
export const NEEDS: RegExp = new RegExp(
  `${WORTH.source}|${HASHES.source}|(?:verify|validate|check|valid|authenticate)\\w*(?:signature|webhook|request|plivo|callback)`,
  'i',
)

/** Everything the transform sees in a file. The same file and target give the same sites. */
export function analyse(file: SourceFile, { target, isStandalone = false }: Aim): readonly Site[] {
  return analyseFor[`${target}-${isStandalone}`](file)
}

/** What checks are rewritten to. */
interface Aim {
  readonly target: Target
  /** Whether the helper comes from a file of the code base instead of our package. */
  readonly isStandalone?: boolean
}

const createAnalyse = (target: Target, isStandalone: boolean): ((file: SourceFile) => readonly Site[]) =>
  oncePerFile((file) => findSites(file, { target, isStandalone }))

const analyseFor = {
  'both-false': createAnalyse('both', false),
  'both-true': createAnalyse('both', true),
  'vobiz-false': createAnalyse('vobiz', false),
  'vobiz-true': createAnalyse('vobiz', true),
}

function findSites(file: SourceFile, { target, isStandalone = false }: Aim): readonly Site[] {
  if (!WORTH.test(file.text)) return /plivo/i.test(file.path + file.text) ? getDoubtSites(file, []) : []
  const tree = getTree(file)
  const literals = findHeaderLiterals(tree)
  const reads = findHeaderReads(tree, literals)
  const uses = findUses(tree)
  const cutOver = findCutOverReads(tree, reads)
  const open = reads.filter(
    (read) => !cutOver.some(({ literal, node }) => literal === read.literal && contains(node, read.node)),
  )
  const trace = createTracer(tree, open)
  const checked = checkAll(tree, uses.calls, { reads: open, trace })
  const standalone = isStandalone ? createStandalone(file, target) : undefined
  const foreign = findForeignCalls(file, { tree, reads: open, trace })
  const claimed = new Set<HeaderLiteral>(cutOver.map(({ literal }) => literal))
  const waiting = new Set<HeaderLiteral>()
  for (const { ok, reads: own } of checked.values())
    for (const { literal } of own) (ok ? claimed : waiting).add(literal)
  for (const { reads: own } of foreign) for (const { literal } of own) claimed.add(literal)
  for (const call of [...uses.unresolved, ...uses.unknown])
    for (const node of call.arguments) for (const { literal } of trace(node).reads) waiting.add(literal)
  const failed = uses.calls.filter((call) => !checked.get(call)?.ok).map(({ call }) => call)
  const inCalls = [...failed, ...uses.unresolved, ...uses.unknown]
  const isKept = readInlineChecks(file).length > 0
  const left = literals.filter(
    (literal) => !claimed.has(literal) && !inCalls.some((call) => contains(call, literal.node)),
  )
  return [
    ...getCallSites(tree, { uses, checked, target, standalone }),
    ...getForeignSites(tree, foreign, target),
    ...getCutOverSites(tree, { calls: uses.cutOverCalls, cutOver, target }).map((site) => withFile(site, standalone)),
    ...getDoubtSites(file, [...uses.calls, ...uses.cutOverCalls, ...uses.finalCalls]),
    ...uses.values.map(({ node }) => toTask(node, 'signature-helper-passed')),
    ...uses.middlewares.map((node) => toTask(node, 'signature-middleware')),
    ...uses.unresolved.map((node) => toTask(node, 'signature-unresolved')),
    ...uses.unknown.map((node) => toTask(node, 'signature-no-such-helper')),
    ...left.map((literal) =>
      waiting.has(literal)
        ? toTask(literal.node, 'signature-header-waits', 'signature-header')
        : toTask(literal.node, getHeaderCode(tree, literal, isKept), 'signature-header'),
    ),
  ]
}

/** Checks that are none: each is reported as it is, whatever else becomes of it. */
function getDoubtSites(file: SourceFile, calls: readonly HelperCall[]): readonly Site[] {
  return findDoubts(file, calls).map(({ code, range }): Site => {
    return { kind: 'signature-validate', range, rewrite: { edits: [], notes: [{ code }] } }
  })
}

const contains = (outer: Node, inner: Node): boolean =>
  getRange(inner).start >= getRange(outer).start && getRange(inner).end <= getRange(outer).end

const toTask = (node: Node, code: string, kind: Kind = 'signature-validate'): Site => ({
  kind,
  range: getRange(node),
  rewrite: { task: { code } },
})

type Uses = ReturnType<typeof findUses>
type Checked = ReadonlyMap<HelperCall, CheckedCall>

function checkAll(
  tree: Tree,
  calls: readonly HelperCall[],
  { reads, trace }: { readonly reads: readonly HeaderRead[]; readonly trace: Tracer },
): Checked {
  const hasCounterpart = ({ literal }: HeaderRead): boolean => Boolean(literal.row.vobiz)
  return new Map(
    calls.map((use): [HelperCall, CheckedCall] => {
      const found = checkCall(use, { tree, reads, trace })
      if (!found.ok) return [use, found]
      const result = { ...found, reads: found.reads.filter(hasCounterpart) }
      if (result.reads.every((read) => isEditable(tree, read))) return [use, result]
      return [use, { ok: false, code: 'signature-header-form', reads: result.reads }]
    }),
  )
}

const isEditable = (tree: Tree, read: HeaderRead): boolean => getReadEdits(tree, read, 'both') !== undefined

/** Calls of another file's wrapper: only the headers handed over are rewritten here, the check is rewritten there. */
function getForeignSites(tree: Tree, calls: readonly ForeignCall[], target: Target): readonly Site[] {
  return calls.map(({ call, reads }) => {
    const own = reads.filter(({ literal }) => literal.row.vobiz)
    if (!own.every((read) => isEditable(tree, read))) return toTask(call, 'signature-header-form')
    const edits = own.flatMap((read) => getReadEdits(tree, read, target) ?? [])
    const notes = [{ code: 'signature-wrapper-called' }, ...own.map(toReadNote)]
    return { kind: 'signature-validate', range: getRange(call), rewrite: { edits, notes } }
  })
}

interface CallContext {
  readonly uses: Uses
  readonly checked: Checked
  readonly target: Target
  readonly standalone: Standalone | undefined
}

/** A site whose code needs the verifier file. */
function withFile(site: Site, standalone: Standalone | undefined): Site {
  const { rewrite } = site
  if (standalone === undefined || !('edits' in rewrite) || site.kind !== 'signature-validate') return site
  return { ...site, rewrite: { ...rewrite, files: [standalone.file] } }
}

function getCallSites(tree: Tree, { uses, checked, target, standalone }: CallContext): readonly Site[] {
  const module = standalone?.specifier ?? (target === 'both' ? EITHER : VOBIZ)
  const named = new Map(uses.calls.map((use) => [use, toNameUse(use)]))
  const rewritten = new Set(uses.calls.flatMap((use) => (checked.get(use)?.ok ? [named.get(use)] : [])))
  const plan = chooseNames(tree, {
    uses: [...named.values()],
    kept: new Set(uses.values.flatMap(({ origin }) => origin ?? [])),
    isRewritten: (use) => rewritten.has(use),
    modules: [EITHER, VOBIZ, module],
    toLonger: (name) => name.replace(/^validate/, 'validateWebhook'),
  })
  return uses.calls.map((use): Site => {
    const range = getRange(use.call)
    const result = checked.get(use)
    if (result === undefined || !result.ok || plan.stuck.has(use.origin))
      return {
        kind: 'signature-validate',
        range,
        rewrite: { task: { code: result?.ok === false ? result.code : 'signature-module-shared' } },
      }
    const token = getTokenEdit(tree, result.token, target)
    const edits = [
      token.edit,
      ...result.reads.flatMap((read) => getReadEdits(tree, read, target) ?? []),
      ...getOriginEdits({ tree, module, plan }, named.get(use) ?? toNameUse(use)),
    ]
    const notes: Note[] = [
      toCallNote(use),
      ...(token.code === undefined ? [] : [{ code: token.code, range: getRange(result.token) }]),
      ...(result.nonceFrom.length + result.signatureFrom.length > 0 ? [{ code: 'signature-wrapper-exported' }] : []),
      ...result.reads.map(toReadNote),
      ...getImportNotes(use.origin, standalone),
    ]
    const needs = standalone ? { files: [standalone.file] } : { packages: ['@plivo-to-vobiz/signatures'] }
    return { kind: 'signature-validate', range, rewrite: { edits, notes, ...needs } }
  })
}

const toNameUse = ({ call, helper, origin }: HelperCall): NameUse => ({ node: call.callee, name: helper.name, origin })

/** V2 never covered the body: nothing is lost. */
const toCallNote = ({ helper }: HelperCall): Note => ({
  code: helper.scheme === 'v2' ? 'signature-rewritten' : 'signature-body-unsigned',
})

const toReadNote = ({ node, literal }: HeaderRead): Note => ({
  code: literal.row.account === 'main' ? 'signature-main-account' : 'signature-header-renamed',
  range: getRange(node),
})

function getImportNotes(origin: Origin, standalone: Standalone | undefined): readonly Note[] {
  const code = standalone === undefined ? 'sdk-import-moved' : 'signature-helper-imported'
  return [{ code, range: getRange(origin.literal) }]
}

function getTokenEdit(
  tree: Tree,
  token: Node,
  target: Target,
): { readonly edit: Edit; readonly code: string | undefined } {
  const { text, code } = toVobizToken(tree, token)
  const both = `{ plivo: ${getText(tree, token)}, vobiz: ${text} }`
  return { edit: { ...getRange(token), text: target === 'both' ? both : text }, code }
}

interface CutOver {
  readonly calls: readonly HelperCall[]
  readonly cutOver: ReturnType<typeof findCutOverReads>
  readonly target: Target
}

/** Code written for both providers becomes code for Vobiz alone; for `both` there is nothing left to do. */
function getCutOverSites(tree: Tree, { calls, cutOver, target }: CutOver): readonly Site[] {
  if (target === 'both') return []
  const tokens = calls.map(({ call, helper }) => getVobizToken(tree, call.arguments[helper.arguments.indexOf('token')]))
  const isStuck = tokens.includes(undefined)
  const callSites = calls.map((use, index): Site => {
    const { call } = use
    const edit = tokens[index]
    const kind = 'signature-validate'
    if (edit === undefined || isStuck)
      return { kind, range: getRange(call), rewrite: { task: { code: 'signature-token-object' } } }
    return { kind, range: getRange(call), rewrite: { edits: [edit], notes: [toCallNote(use)] } }
  })
  const literals = tree.getNodes('StringLiteral').filter(({ value }) => value === EITHER)
  const importSites = isStuck
    ? []
    : literals.map((literal): Site => {
        const quote = getText(tree, literal).charAt(0)
        const edits = [{ ...getRange(literal), text: `${quote}${VOBIZ}${quote}` }]
        return {
          kind: 'sdk-import',
          range: getRange(literal),
          rewrite: { edits, notes: [{ code: 'sdk-import-moved' }] },
        }
      })
  const readSites = cutOver.map(({ node, edits }): Site => {
    return {
      kind: 'signature-header',
      range: getRange(node),
      rewrite: { edits, notes: [{ code: 'signature-header-renamed' }] },
    }
  })
  return [...callSites, ...importSites, ...readSites]
}

/** `{ plivo: a, vobiz: b }` becomes `b`. */
function getVobizToken(tree: Tree, token: Node | undefined): Edit | undefined {
  if (token?.type !== 'ObjectExpression') return undefined
  for (const property of token.properties)
    if (property.type === 'ObjectProperty' && property.key.type === 'Identifier' && property.key.name === 'vobiz')
      return { ...getRange(token), text: getText(tree, property.value) }
  return undefined
}

/** What a header named outside every check says: one written by hand, or one that is elsewhere. */
function getHeaderCode(tree: Tree, { node, row }: HeaderLiteral, isKept: boolean): string {
  if (!row.vobiz) return 'signature-v1'
  const call = findAround(tree, node, ['CallExpression'])
  const method =
    call?.callee.type === 'MemberExpression' && call.callee.property.type === 'Identifier'
      ? call.callee.property.name
      : ''
  const isKey = tree.getParent(node)?.type === 'ObjectProperty'
  if (/^set|^append/i.test(method) || isKey) return 'signature-header-sent'
  if (isKept) return 'signature-header-waits'
  return /createHmac|\bhmac|subtle|HmacSHA/i.test(tree.text) ? 'signature-hand-written' : 'signature-header-elsewhere'
}
