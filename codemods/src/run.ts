import { existsSync } from 'node:fs'
import { join, relative, sep } from 'node:path'
import { isCandidate } from './candidates.ts'
import { createProject } from './create-project.ts'
import { type FileList, listFiles } from './files.ts'
import { findGenerated } from './generated.ts'
import { listChangedSince } from './git.ts'
import { getLanguageOf } from './languages.ts'
import { planManifests } from './manifests.ts'
import { accountFor } from './mentions.ts'
import { planNewFiles } from './new-files.ts'
import type { FileResult } from './plan-file.ts'
import { planSource } from './plan-source.ts'
import { createPositions } from './positions.ts'
import { createReader, decode, hashBytes } from './read-file.ts'
import { getRoot } from './root.ts'
import { selectTransforms } from './select.ts'
import type { Project, SourceFile } from './source-file.ts'
import { compareFindings, toFinding } from './to-finding.ts'
import type { FilePlan, Finding, Mention, NewFile, Plan, Skipped, Target } from './touchpoint.ts'
import type { Transform } from './transform.ts'
import { TRANSFORMS } from './transforms.ts'

/** What a run looks at and aims for. */
export interface RunOptions {
  /** Folders and files to look at; default `['.']`. Nothing outside them is touched. */
  readonly paths?: readonly string[]
  /** Folder that relative paths start from; default the working directory. */
  readonly cwd?: string
  /** What the rewritten code accepts; default `both`. */
  readonly target?: Target
  /** Names of the transforms to run; default all. */
  readonly only?: readonly string[]
  /** Commit, tag or branch: only files that changed since are looked at; default all. */
  readonly since?: string
  /** Called after each file that was looked at, for progress. */
  readonly onFile?: (file: string) => void
}

interface Collected {
  readonly changes: FilePlan[]
  readonly findings: Finding[]
  readonly skipped: Skipped[]
  readonly packages: { readonly file: string; readonly names: readonly string[] }[]
  readonly files: NewFile[]
  readonly mentions: Mention[]
  parsed: number
}

/**
 * Finds every touchpoint and works out every edit; writes nothing. A file that cannot be read or parsed is listed in
 * `skipped` and never stops the run.
 *
 * @throws CodemodError `not-found` for a named path that does not exist, `unknown-transform` for a wrong `only`.
 * @example const { changes, findings } = await plan({ paths: ['src'], target: 'both' })
 */
export async function plan(options: RunOptions = {}): Promise<Plan> {
  const { cwd = process.cwd(), target = 'both' } = options
  const transforms = selectTransforms(options.only)
  const { root, paths } = getRoot(options.paths ?? ['.'], cwd)
  const all = listFiles(paths, { root })
  const list = options.since === undefined ? all : await keepChanged(all, root, options.since)
  const collected: Collected = {
    changes: [],
    findings: [],
    skipped: [...list.skipped],
    packages: [],
    files: [],
    mentions: [],
    parsed: 0,
  }
  const isComplete = transforms.length === TRANSFORMS.length
  const project = createProject(root, all.paths)
  const read = createReader()
  for (const path of list.paths) {
    const file = relative(root, path).split(sep).join('/')
    const result = read(path)
    if ('skipped' in result) collected.skipped.push({ file, ...result.skipped })
    else if (isCandidate(result.bytes))
      planCandidate({ root, file, bytes: result.bytes, transforms, target, isComplete, project }, collected)
    options.onFile?.(file)
  }
  addProjectFiles(collected, { root, listed: list.paths })
  return {
    root,
    target,
    files: { walked: list.paths.length, parsed: collected.parsed, unreadable: collected.skipped.length },
    changes: collected.changes.sort((a, b) => (a.file < b.file ? -1 : 1)),
    findings: collected.findings.sort(compareFindings),
    skipped: collected.skipped,
    mentions: collected.mentions,
  }
}

async function keepChanged(list: FileList, root: string, since: string): Promise<FileList> {
  const changed = new Set(await listChangedSince(root, since))
  return { ...list, paths: list.paths.filter((path) => changed.has(relative(root, path).split(sep).join('/'))) }
}

interface Candidate {
  readonly root: string
  readonly file: string
  readonly bytes: Buffer
  readonly transforms: readonly Transform[]
  readonly target: Target
  /** Whether every transform runs, so that what none of them reports can be accounted for. */
  readonly isComplete: boolean
  readonly project: Project
}

function planCandidate(
  { root, file, bytes, transforms, target, isComplete, project }: Candidate,
  collected: Collected,
): void {
  const decoded = decode(bytes)
  if ('skipped' in decoded) {
    collected.skipped.push({ file, ...decoded.skipped })
    return
  }
  const generated = findGenerated(decoded.text, file)
  if (generated !== undefined) {
    collected.skipped.push({ file, ...generated })
    return
  }
  const { name, language } = getLanguageOf(file)
  const hasFile = (path: string): boolean => existsSync(join(root, path))
  const source: SourceFile = { path: file, text: decoded.text, language: name, hasFile, project }
  const problem = language?.findSyntaxProblem(source)
  if (problem !== undefined) {
    const message = `It does not parse: line ${problem.line}: ${problem.message}`
    collected.skipped.push({ file, code: 'syntax', message })
    collected.findings.push(toFinding({ code: 'file-unparsed', args: { reason: message } }, contextOf(source)))
    return
  }
  if (language !== undefined) collected.parsed += 1
  const result = tryPlan(source, { transforms, target }, collected)
  if (result === undefined) return
  collected.findings.push(...result.findings)
  if (isComplete) account(source, result, collected)
  collected.files.push(...result.files)
  if (result.packages.length > 0) collected.packages.push({ file, names: result.packages })
  if (result.edits.length === 0) return
  const { newText, edits, transforms: by } = result
  collected.changes.push({
    file,
    before: hashBytes(bytes),
    oldText: source.text,
    newText,
    bom: decoded.bom,
    edits,
    transforms: by,
  })
}

/** Accounts for the lines that name Plivo; those that nothing explains become findings, elsewhere than in JavaScript one a file. */
function account(source: SourceFile, result: FileResult, collected: Collected): void {
  const { mentions, unexplained } = accountFor(source, result)
  collected.mentions.push(...mentions)
  const isKnown = source.language === 'javascript' || source.language === 'typescript'
  const context = contextOf(source)
  const reported = isKnown ? unexplained : unexplained.slice(0, 1)
  for (const range of reported)
    collected.findings.push(
      toFinding({ code: isKnown ? 'mention' : 'mentions', range, args: { count: unexplained.length } }, context),
    )
}

/** A transform that fails on one file is a fault of ours; the file is listed and the run goes on. */
function tryPlan(
  source: SourceFile,
  { transforms, target }: Pick<Candidate, 'transforms' | 'target'>,
  collected: Collected,
): FileResult | undefined {
  try {
    return planSource(source, transforms, { target })
  } catch (error) {
    const message = `A transform failed on it: ${error instanceof Error ? error.message : String(error)}`
    collected.skipped.push({ file: source.path, code: 'transform-failed', message })
    collected.findings.push(toFinding({ code: 'file-unparsed', args: { reason: message } }, contextOf(source)))
    return undefined
  }
}

const contextOf = (source: SourceFile) => ({ file: source, at: createPositions(source.text) })

function addProjectFiles(
  collected: Collected,
  scope: { readonly root: string; readonly listed: readonly string[] },
): void {
  for (const made of [planManifests(collected.packages, scope), planNewFiles(collected.files, scope)]) {
    collected.changes.push(...made.changes)
    collected.findings.push(...made.findings)
  }
}
