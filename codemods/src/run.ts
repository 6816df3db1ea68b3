import { readFileSync } from 'node:fs'
import { dirname, join, relative, sep } from 'node:path'
import { createProject, type OpenProject } from './create-project.ts'
import { createDoneTest, type DoneScope, NEEDS_CREDENTIALS, NEEDS_SDK } from './done-test.ts'
import { type FileList, listFiles } from './files.ts'
import { findGenerated } from './generated.ts'
import { listChangedSince } from './git.ts'
import { getLanguageOf } from './languages.ts'
import { type PackageRequest, planManifests } from './manifests.ts'
import { accountFor } from './mentions.ts'
import { planNewFiles } from './new-files.ts'
import type { FileResult } from './plan-file.ts'
import { planSource } from './plan-source.ts'
import { createPositions } from './positions.ts'
import { createReader, decode, hashBytes } from './read-file.ts'
import { planRequirements } from './requirements.ts'
import { getRoot } from './root.ts'
import { type Searched, searchFiles } from './search-files.ts'
import { selectTransforms } from './select.ts'
import type { SourceFile } from './source-file.ts'
import { compareFindings, toFinding } from './to-finding.ts'
import type { FilePlan, Finding, Mention, NewFile, Plan, Skipped, Target } from './touchpoint.ts'
import type { Transform } from './transform.ts'
import { TRANSFORMS } from './transforms.ts'
import { planVerifierTests } from './verifier-tests/plan-tests.ts'

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
  /** Write one verifier file without dependencies into the code base instead of importing our package. Default false. */
  readonly standalone?: boolean
  /** Write a unit test for every verifier file of Python, Go, Ruby, PHP, Java and C#, where it belongs within `paths`. Default false. */
  readonly withTests?: boolean
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
  const { cwd = process.cwd(), target = 'both', standalone: isStandalone = false, withTests = false } = options
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
  const toName = (path: string): string => relative(root, path).split(sep).join('/')
  const { found: searched, specifiers } = searchFiles(list.paths, (path) => options.onFile?.(toName(path)))
  const project = createProject(root, all.paths, { namesPlivo: createNameTest(searched, list.paths), specifiers })
  const read = createReader()
  const candidates = new Map<string, Candidate>()
  for (const { path, skipped } of searched) {
    const file = toName(path)
    const result = skipped === undefined ? read(path) : { skipped }
    if ('skipped' in result) collected.skipped.push({ file, ...result.skipped })
    else {
      const candidate = { file, bytes: result.bytes, transforms, target, isComplete, isStandalone, project }
      planCandidate(candidate, collected)
      // The reader's bytes are its own and change with the next file.
      if (target === 'vobiz') candidates.set(file, { ...candidate, bytes: Buffer.alloc(0) })
    }
    options.onFile?.(file)
  }
  const isFinal = target === 'vobiz' && isComplete
  if (isFinal) finishSettings(collected, candidates, { scope: { root, paths }, listed: list.paths })
  const isDone = isFinal ? createDoneTest(collected, { root, paths }, NEEDS_SDK) : undefined
  addProjectFiles(collected, { root, paths, listed: list.paths }, { withTests, ...(isDone && { isDone }) })
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

/** What the search says of a file; `undefined` for one that was not searched. */
function createNameTest(
  searched: readonly Searched[],
  listed: readonly string[],
): (path: string) => boolean | undefined {
  const all = new Set(listed)
  const found = new Set(searched.flatMap(({ path, skipped }) => (skipped === undefined ? [path] : [])))
  return (path) => (all.has(path) ? found.has(path) : undefined)
}

async function keepChanged(list: FileList, root: string, since: string): Promise<FileList> {
  const changed = new Set(await listChangedSince(root, since))
  return { ...list, paths: list.paths.filter((path) => changed.has(relative(root, path).split(sep).join('/'))) }
}

interface Candidate {
  readonly file: string
  readonly bytes: Buffer
  readonly transforms: readonly Transform[]
  readonly target: Target
  /** Whether every transform runs, so that what none of them reports can be accounted for. */
  readonly isComplete: boolean
  readonly project: OpenProject
  /** Whether nothing of the package needs Plivo's credentials any more. */
  readonly isDone?: boolean
  readonly isStandalone: boolean
}

function planCandidate(
  { file, bytes, transforms, target, isComplete, project, isStandalone, isDone = false }: Candidate,
  collected: Collected,
): void {
  const decoded = decode(bytes)
  if ('skipped' in decoded) {
    collected.skipped.push({ file, ...decoded.skipped })
    if (decoded.skipped.code !== 'binary') collected.findings.push(toUnread(project.open(file, ''), decoded.skipped))
    return
  }
  const generated = findGenerated(decoded.text, file)
  if (generated !== undefined) {
    collected.skipped.push({ file, ...generated })
    return
  }
  const { language } = getLanguageOf(file)
  const source = project.open(file, decoded.text)
  const problem = language?.findSyntaxProblem(source)
  if (problem !== undefined) {
    const message = `It does not parse: line ${problem.line}: ${problem.message.replace(/\.$/, '')}.`
    collected.skipped.push({ file, code: 'syntax', message })
    collected.findings.push(toUnread(source, { message }))
    return
  }
  if (language !== undefined) collected.parsed += 1
  const result = tryPlan(source, { transforms, target, isDone, isStandalone }, collected)
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
    encoding: decoded.encoding,
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
  {
    transforms,
    target,
    isDone = false,
    isStandalone,
  }: Pick<Candidate, 'transforms' | 'target' | 'isDone' | 'isStandalone'>,
  collected: Collected,
): FileResult | undefined {
  try {
    return planSource(source, transforms, { target, isDone, isStandalone })
  } catch (error) {
    const message = `A transform failed on it: ${error instanceof Error ? error.message : String(error)}`
    collected.skipped.push({ file: source.path, code: 'transform-failed', message })
    collected.findings.push(toUnread(source, { message }))
    return undefined
  }
}

/** A file that may hold touchpoints and that only a person can look into. */
const toUnread = (source: SourceFile, { message }: { readonly message: string }): Finding =>
  toFinding({ code: 'file-unparsed', args: { reason: message } }, contextOf(source))

const contextOf = (source: SourceFile) => ({ file: source, at: createPositions(source.text) })

function addProjectFiles(
  collected: Collected,
  scope: { readonly root: string; readonly paths: readonly string[]; readonly listed: readonly string[] },
  { isDone, withTests }: { readonly isDone?: (manifest: string) => boolean; readonly withTests: boolean },
): void {
  const isPython = ({ file }: PackageRequest): boolean => file.endsWith('.py')
  const others = collected.packages.filter((one) => !isPython(one))
  const manifests = planManifests(others, scope, isDone && { isDone })
  const requirements = planRequirements(collected.packages.filter(isPython), scope)
  for (const { file, line } of manifests.findings.filter(({ code }) => code === 'dependency-removed')) {
    dropWhere(collected.findings, (one) => one.file === file && one.line === line && one.code === 'dependency-left')
    dropWhere(collected.mentions, (one) => one.file === file && one.line === line)
    collected.mentions.push({ file, line, verdict: 'rewritten' })
  }
  const tests = planVerifierTests(collected.files, scope, { withTests })
  collected.findings.push(...tests.findings)
  for (const made of [manifests, requirements, planNewFiles([...collected.files, ...tests.files], scope)]) {
    collected.changes.push(...made.changes)
    collected.findings.push(...made.findings)
  }
}

function dropWhere<T>(list: T[], isGone: (one: T) => boolean): void {
  list.splice(0, list.length, ...list.filter((one) => !isGone(one)))
}

/** Plans the files again that read Plivo's credentials, in packages where nothing needs them any more. */
function finishSettings(
  collected: Collected,
  candidates: ReadonlyMap<string, Candidate>,
  { scope, listed }: { readonly scope: DoneScope; readonly listed: readonly string[] },
): void {
  const isDone = createDoneTest(collected, scope, NEEDS_CREDENTIALS)
  const known = new Set(listed.map((path) => relative(scope.root, path).split(sep).join('/')))
  const files = new Set(collected.findings.filter(({ code }) => code === 'env-var').map(({ file }) => file))
  for (const file of files) {
    const candidate = candidates.get(file)
    const manifest = findManifestOf(file, known)
    if (candidate === undefined || manifest === undefined || !isDone(manifest)) continue
    for (const list of [collected.findings, collected.mentions, collected.changes, collected.packages])
      dropWhere<{ readonly file: string }>(list, (one) => one.file === file)
    collected.parsed -= 1
    planCandidate({ ...candidate, bytes: readFileSync(join(scope.root, file)), isDone: true }, collected)
  }
}

/** The `package.json` of the run that a file belongs to. */
function findManifestOf(file: string, known: ReadonlySet<string>): string | undefined {
  for (let folder = dirname(file); ; folder = dirname(folder)) {
    const manifest = folder === '.' ? 'package.json' : `${folder}/package.json`
    if (known.has(manifest)) return manifest
    if (folder === '.') return undefined
  }
}
