import { getRange, isSame, isWithin, type Node } from '../grammar/tree.ts'
import { oncePerFile } from '../language.ts'
import type { SourceFile } from '../source-file.ts'
import type { Target } from '../touchpoint.ts'
import { type Checked, examine } from './check-call.ts'
import { findFailOpen } from './fail-open.ts'
import { findHanded, getHandedSite } from './handed.ts'
import { findCutOverReads, findHeaderLiterals, findHeaderReads, getReadEdits, isInside } from './headers.ts'
import { HELPER_MARK } from './helper-file.ts'
import type { HandWritten, HeaderLiteral, HelperCall, SignatureLanguage, Uses } from './language.ts'
import type { Scene } from './scene.ts'
import { type Site, toNote, toReadNotes, toTask } from './site.ts'
import { createTracer } from './trace.ts'

/** Everything the engine sees in a file of one language. The same file and target give the same sites. */
export type Analyse = (file: SourceFile, target: Target) => readonly Site[]

/** Makes the analysis of a language. */
export function createAnalysis(language: SignatureLanguage): Analyse {
  const byTarget: Readonly<Record<Target, (file: SourceFile) => readonly Site[]>> = {
    both: oncePerFile((file) => findSites(file, language, 'both')),
    vobiz: oncePerFile((file) => findSites(file, language, 'vobiz')),
  }
  return (file, target) => byTarget[target](file)
}

function findSites(file: SourceFile, language: SignatureLanguage, target: Target): readonly Site[] {
  if (file.text.includes(HELPER_MARK)) return []
  const literals = findHeaderLiterals(file, language)
  const found = findHeaderReads(file, language, literals).map((read) =>
    target === 'both' && read.injected === 'alone' ? { ...read, isStuck: true } : read,
  )
  const cutOver = findCutOverReads(file, language, found)
  const reads = found.filter(
    (read) =>
      !isInside(
        read.node,
        cutOver.map(({ whole }) => whole),
      ),
  )
  const scene: Scene = { file, language, target, reads, trace: createTracer(file, language, { literals, reads }) }
  const uses = language.findUses(file)
  const calls = examineCalls(scene, uses.calls)
  const byHand = (language.handWritten?.find(file) ?? []).map((check) => ({
    check,
    result: examine({ node: check.function, scheme: check.scheme, roles: check.roles }, scene),
  }))
  const replaced = byHand.filter(({ result }) => result.ok)
  const results = [...calls.values(), ...byHand.map(({ result }) => result)]
  const claimed = new Set<HeaderLiteral>(cutOver.map(({ read }) => read.literal))
  const waiting = new Set<HeaderLiteral>()
  for (const result of results) for (const { literal } of result.reads) (result.ok ? claimed : waiting).add(literal)
  const handed = findHanded(scene, [...uses.calls.map(({ call }) => call), ...uses.unresolved]).filter(
    (one) => !one.reads.some(({ literal }) => waiting.has(literal) || claimed.has(literal)),
  )
  for (const { reads: own } of handed) for (const { literal } of own) claimed.add(literal)
  const failed = uses.calls.filter((use) => calls.get(use)?.ok !== true).map(({ call }) => call)
  const left = literals.filter(
    ({ node }) =>
      ![...claimed].some((one) => isSame(one.node, node)) && !isInside(node, [...failed, ...uses.unresolved]),
  )
  const checks = [...uses.calls, ...uses.oursCalls].map(({ call }) => call)
  const every = createTracer(file, language, { literals, reads: found })
  const open = findFailOpen({
    language: language.name,
    tree: language.getTree(file),
    reads: found.map(({ node }) => node),
    checks: [...checks, ...uses.unresolved, ...language.findHmacs(file)],
    getRoles: (node) => [...every(node).reads].map(({ literal }) => literal.name.row.role),
    findFunction: (node) => language.findFunction(node),
  })
  return [
    ...open.map((range): Site => toNote(range, 'signature-absent-accepted')),
    ...getCallSites(scene, calls),
    ...replaced.map(({ check, result }) => getReplacedSite(scene, check, result)),
    ...handed.map((one) => getHandedSite(scene, one)),
    ...getCutOverSites(scene, uses, cutOver),
    ...uses.passed.map((node) => toTask(node, 'signature-helper-passed')),
    ...uses.stubs.map((node) => toTask(node, 'signature-helper-stubbed')),
    ...uses.unresolved.map((node) => toTask(node, 'signature-unresolved')),
    ...left.map((literal) => toTask(literal.node, getLeftCode(scene, literal, waiting), 'signature-header')),
    ...getHmacSites(
      scene,
      uses,
      replaced.map(({ check }) => check),
    ),
  ]
}

/** Calls that share what leads to the helper are rewritten together or not at all. */
function examineCalls(scene: Scene, calls: readonly HelperCall[]): ReadonlyMap<HelperCall, Checked> {
  const results = new Map(
    calls.map((use): [HelperCall, Checked] => [
      use,
      examine({ node: use.call, scheme: use.helper.scheme, roles: use.roles }, scene),
    ]),
  )
  const obstacle = scene.language.findObstacle?.(scene.file)
  if (obstacle !== undefined)
    for (const [use, { ok, reads }] of results) if (ok) results.set(use, { ok: false, code: obstacle, reads })
  for (let isSettled = false; !isSettled; ) {
    isSettled = true
    const blocked = calls.filter((use) => results.get(use)?.ok !== true).flatMap(({ refs }) => refs)
    for (const [use, result] of results) {
      if (!result.ok || !use.refs.some((ref) => blocked.some((one) => isSame(one, ref)))) continue
      results.set(use, { ok: false, code: 'signature-module-shared', reads: result.reads })
      isSettled = false
    }
  }
  return results
}

function getCallSites(scene: Scene, calls: ReadonlyMap<HelperCall, Checked>): readonly Site[] {
  const { file, language, target } = scene
  const sure = [...calls].filter(([, result]) => result.ok).map(([use]) => use)
  const placements = language.redirect(file, sure, target)
  return [...calls].map(([use, result]): Site => {
    const placement = placements.get(use)
    if (!result.ok || placement === undefined) {
      const code = result.ok ? 'signature-untraced' : result.code
      return { kind: 'signature-validate', range: getRange(use.call), rewrite: { task: { code } } }
    }
    const token = language.toVobizToken(file, result.token)
    const text = writeTokens(scene, result.token, token.text)
    return {
      kind: 'signature-validate',
      range: getRange(use.call),
      rewrite: {
        edits: [
          { ...getRange(result.token), text },
          ...result.reads.flatMap((read) => getReadEdits(read, scene)),
          ...placement.edits,
        ],
        notes: [
          { code: use.helper.scheme === 'v2' ? 'signature-rewritten' : 'signature-body-unsigned' },
          ...(token.code === undefined ? [] : [{ code: token.code, range: getRange(result.token) }]),
          ...(result.fromOutside ? [{ code: 'signature-wrapper-exported' }] : []),
          ...result.reads.flatMap((read) => toReadNotes(read, target)),
          ...placement.notes,
        ],
        files: [placement.file],
      },
    }
  })
}

/** The tokens of a check in the place of Plivo's. */
function writeTokens({ language, target }: Scene, plivo: Node, vobiz: string): string {
  if (target === 'both') return language.pairTokens(plivo.text(), vobiz)
  return language.wrapToken?.(vobiz) ?? vobiz
}

function getReplacedSite(scene: Scene, check: HandWritten, result: Checked): Site {
  const { file, language, target } = scene
  const range = getRange(check.function)
  if (!result.ok || language.handWritten === undefined) {
    const code = result.ok ? 'signature-hand-written' : result.code
    return { kind: 'signature-validate', range, rewrite: { task: { code } } }
  }
  const token = language.toVobizToken(file, result.token)
  const text = writeTokens(scene, result.token, token.text)
  const placement = language.handWritten.replace(file, check, text, target)
  return {
    kind: 'signature-validate',
    range,
    rewrite: {
      edits: [...result.reads.flatMap((read) => getReadEdits(read, scene)), ...placement.edits],
      notes: [
        { code: 'signature-hand-written-replaced' },
        ...(check.scheme === 'v2' ? [] : [{ code: 'signature-body-unsigned' }]),
        ...(token.code === undefined ? [] : [{ code: token.code }]),
        ...(result.fromOutside ? [{ code: 'signature-wrapper-exported' }] : []),
        ...result.reads.flatMap((read) => toReadNotes(read, target)),
        ...placement.notes,
      ],
      files: [placement.file],
    },
  }
}

/** Signatures computed by hand. Those that only a replaced check used check nothing any more, and may stay. */
function getHmacSites({ file, language }: Scene, uses: Uses, replaced: readonly HandWritten[]): readonly Site[] {
  const isReplaced = replaced.length > 0 || uses.oursCalls.length > 0
  return language
    .findHmacs(file)
    .filter((node) => !replaced.some((check) => isWithin(getRange(node), check.replaced)))
    .map((node): Site => {
      const around = language.findFunction(node)
      const isPart = replaced.some(({ parts }) => around !== undefined && parts.some((one) => isSame(one, around)))
      const isUnused = isReplaced && around !== undefined && (isPart || language.isUncalled(file, around))
      if (!isUnused) return toTask(node, 'signature-hand-written')
      const notes = [{ code: 'signature-hand-written-unused' }]
      return { kind: 'signature-validate', range: getRange(node), rewrite: { edits: [], notes } }
    })
}

/** Code written for both providers becomes code for Vobiz alone. */
function getCutOverSites(
  { file, language, target }: Scene,
  { oursCalls }: Uses,
  cutOver: ReturnType<typeof findCutOverReads>,
): readonly Site[] {
  if (target === 'both') return []
  const calls = oursCalls.flatMap((use): readonly Site[] => {
    const token = use.roles?.get('token')
    const vobiz = token === undefined ? undefined : language.findPairedToken(token)
    if (token === undefined || vobiz === undefined) return []
    const [kind, range] = ['signature-validate' as const, getRange(use.call)]
    if (vobiz === null) return [{ kind, range, rewrite: { task: { code: 'signature-token-object' } } }]
    const placement = language.redirect(file, [use], target).get(use)
    const note = { code: use.helper.scheme === 'v2' ? 'signature-rewritten' : 'signature-body-unsigned' }
    const edits = [{ ...getRange(token), text: language.wrapToken?.(vobiz.text()) ?? vobiz.text() }]
    return [{ kind, range, rewrite: { edits, notes: [note], files: placement === undefined ? [] : [placement.file] } }]
  })
  const dropped = language.dropSupport?.(
    file,
    cutOver.map(({ whole }) => whole),
  )
  return [
    ...calls,
    ...cutOver.map(
      ({ whole, edits }): Site => ({
        kind: 'signature-header',
        range: getRange(whole),
        rewrite: { edits: [...edits, ...(dropped ?? [])], notes: [{ code: 'signature-header-renamed' }] },
      }),
    ),
  ]
}

/** What a header named outside every check says: one misspelt, one that waits, one that is sent, or one that is elsewhere. */
function getLeftCode({ file, language, reads }: Scene, literal: HeaderLiteral, waiting: ReadonlySet<HeaderLiteral>) {
  if (!literal.name.row.vobiz) return 'signature-v1'
  if (reads.some((read) => read.literal === literal && read.isNeverSet)) return 'signature-header-misread'
  if (waiting.has(literal)) return 'signature-header-waits'
  if (language.isSent(literal)) return 'signature-header-sent'
  if (literal.name.spelling === 'wrong') return 'signature-header-misread'
  return language.findHmacs(file).length > 0 ? 'signature-hand-written' : 'signature-header-elsewhere'
}
