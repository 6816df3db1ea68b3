import { composeEdits, createOrigin, getPlaces } from './compose-edits.ts'
import { resolveConflicts } from './conflicts.ts'
import { findLanguage } from './languages.ts'
import { createPositions, type Position } from './positions.ts'
import { rewriteText } from './rewrite.ts'
import type { SourceFile } from './source-file.ts'
import { toFinding } from './to-finding.ts'
import type { Edit, Finding, NewFile, Note, Touchpoint } from './touchpoint.ts'
import type { Rewrite, RewriteOptions, Transform } from './transform.ts'

/** What the transforms make of one file. */
export interface FileResult {
  readonly newText: string
  readonly edits: readonly Edit[]
  readonly findings: readonly Finding[]
  /** Files and packages the edited code needs. */
  readonly files: readonly NewFile[]
  readonly packages: readonly string[]
  /** Names of the transforms whose edits were made, sorted. */
  readonly transforms: readonly string[]
}

interface Site {
  readonly touchpoint: Touchpoint
  readonly rewrite: Rewrite
}

/**
 * Runs every transform that knows the file's language, stage after stage. Edits that clash, and edits after which the
 * file would no longer parse, are left out and reported; the other sites of the file are rewritten all the same.
 */
export function planFile(file: SourceFile, transforms: readonly Transform[], options: RewriteOptions): FileResult {
  const known = transforms
    .filter(({ languages }) => languages.includes(file.language))
    .flatMap((transform) => (transform.first === undefined ? [transform] : [transform.first, transform]))
  const stages = [...new Set(known.map(getStage))].sort((a, b) => a - b)
  const at = createPositions(file.text)
  let result: FileResult = { newText: file.text, edits: [], findings: [], files: [], packages: [], transforms: [] }
  let current = file
  for (const stage of stages) {
    const toOrigin = createOrigin(result.edits)
    const context = { file: current, at: (offset: number) => at(toOrigin(offset)) }
    const own = known.filter((transform) => getStage(transform) === stage)
    const next = planStage(context, own, options)
    result = {
      newText: next.newText,
      edits: composeEdits(file.text, result.edits, next.edits),
      findings: [...result.findings, ...next.findings],
      files: [...result.files, ...next.files],
      packages: [...result.packages, ...next.packages],
      transforms: [...new Set([...result.transforms, ...next.transforms])].sort(),
    }
    current = next.file
  }
  return arrange(file, { ...result, findings: dropRepeated(result.findings) })
}

/** Lays out what was rewritten, where the language knows how. */
function arrange(file: SourceFile, result: FileResult): FileResult {
  if (result.edits.length === 0) return result
  const edited = { ...file, text: result.newText }
  const edits = findLanguage(file.language)?.arrange?.(edited, getPlaces(result.edits)) ?? []
  if (edits.length === 0) return result
  const newText = rewriteText(result.newText, edits)
  if (breaks({ ...file, text: newText })) return result
  return { ...result, newText, edits: composeEdits(file.text, result.edits, edits) }
}

/** What a file holds that a transform which says nothing of its own is asked about. */
const NAME = /plivo/i

const getStage = ({ stage = 0 }: Transform): number => stage

/** The text of a stage, and where its places are in the file. */
interface StageContext {
  readonly file: SourceFile
  readonly at: (offset: number) => Position
}

/** What a stage made, and the file it leaves to the next: parsed already when it was changed. */
interface StageResult extends FileResult {
  readonly file: SourceFile
}

function planStage(context: StageContext, transforms: readonly Transform[], options: RewriteOptions): StageResult {
  const { file } = context
  const sites = transforms
    .filter(({ needs = NAME }) => needs.test(file.text))
    .flatMap((transform) => getSites(file, transform, options))
    .sort((a, b) => a.touchpoint.range.start - b.touchpoint.range.start)
  const lists = sites.map(({ rewrite }) => ('edits' in rewrite ? rewrite.edits : []))
  const { edits, refused } = resolveConflicts(lists)
  const edited = edits.length === 0 ? file : { ...file, text: rewriteText(file.text, edits) }
  if (edited !== file && breaks(edited)) return { ...report(context, refuseAll(sites, 'edit-breaks-file')), file }
  const settled = sites
    .map((site, index) => (refused.has(index) ? refuse(site, 'edit-conflict') : site))
    .filter((site) => !isReplaced(site, edits))
  const names = settled.filter(isEdited).map(({ touchpoint }) => touchpoint.transform)
  return { ...report(context, settled), newText: edited.text, edits, transforms: names, file: edited }
}

function getSites(file: SourceFile, transform: Transform, options: RewriteOptions): readonly Site[] {
  return transform
    .find(file)
    .map((touchpoint) => ({ touchpoint, rewrite: transform.rewrite(touchpoint, file, options) }))
}

const refuse = ({ touchpoint }: Site, code: string): Site => ({ touchpoint, rewrite: { task: { code } } })

const isEdited = ({ rewrite }: Site): boolean => 'edits' in rewrite && rewrite.edits.length > 0

const refuseAll = (sites: readonly Site[], code: string): readonly Site[] =>
  sites.map((site) => (isEdited(site) ? refuse(site, code) : site))

/** A report about text that another transform replaces says nothing about the text that comes out. */
function isReplaced({ touchpoint, rewrite }: Site, edits: readonly Edit[]): boolean {
  const { start, end } = touchpoint.range
  const isOwn = 'edits' in rewrite && rewrite.edits.length > 0
  return !isOwn && edits.some((edit) => edit.start <= start && end <= edit.end && edit.end > edit.start)
}

function breaks(file: SourceFile): boolean {
  return findLanguage(file.language)?.findSyntaxProblem(file) !== undefined
}

function report({ file, at }: StageContext, sites: readonly Site[]): FileResult {
  const findings = sites.flatMap(({ touchpoint, rewrite }) =>
    getNotes(rewrite).map((note) => toFinding(note, { file, at, touchpoint })),
  )
  return {
    newText: file.text,
    edits: [],
    findings,
    files: sites.flatMap(({ rewrite }) => ('edits' in rewrite ? (rewrite.files ?? []) : [])),
    packages: sites.flatMap(({ rewrite }) => ('edits' in rewrite ? (rewrite.packages ?? []) : [])),
    transforms: [],
  }
}

function getNotes(rewrite: Rewrite): readonly Note[] {
  return 'task' in rewrite ? [rewrite.task, ...(rewrite.notes ?? [])] : rewrite.notes
}

/** Two touchpoints may report the import or header read they share; the report names it once. */
function dropRepeated(findings: readonly Finding[]): readonly Finding[] {
  const seen = new Set<string>()
  return findings.filter((finding) => {
    const key = JSON.stringify(finding)
    if (seen.has(key)) return false
    seen.add(key)
    return true
  })
}
