import { relative, sep } from 'node:path'
import { listFiles } from '../files.ts'
import { findGuards } from '../guards/find-guards.ts'
import { findLost, type LostGuard } from '../guards/find-lost.ts'
import type { Guard } from '../guards/guard.ts'
import { readDisk, readRevision } from '../guards/source-sets.ts'
import { getLanguageOf } from '../languages.ts'
import { createReader, decode } from '../read-file.ts'
import { getRoot } from '../root.ts'
import { plan, type RunOptions } from '../run.ts'
import { readState } from '../state/state-file.ts'
import { TEXT_LANGUAGES } from '../text/code-text.ts'
import type { Finding, Target } from '../touchpoint.ts'
import { lintDocuments, type XmlProblem } from './lint-documents.ts'

/** What a check looks at. */
export interface CheckOptions extends Omit<RunOptions, 'only'> {
  /** Commit, tag or branch before the migration; default the one in `.plivo-to-vobiz/state.json`. */
  readonly base?: string
}

/** The result of a check. */
export interface CheckResult {
  readonly version: 1
  readonly target: Target
  /** Findings that stand in the way: for Vobiz alone all that are for a person, before that what only a person can do. */
  readonly left: readonly Finding[]
  /** Files that `migrate` would still change. */
  readonly pending: readonly string[]
  readonly guards: {
    /** What the state before is taken from; absent when nothing is known of it. */
    readonly base?: string
    readonly before: number
    readonly now: number
    readonly lost: readonly LostGuard[]
  }
  readonly xml: { readonly documents: number; readonly problems: readonly XmlProblem[] }
  /** Files that could not be looked at, so that nothing is known of them. */
  readonly unread: readonly string[]
  readonly passed: boolean
}

/**
 * Looks at a code base after a migration: what of Plivo is left, whether every function and route that verified webhooks
 * still does, and whether every XML document is right for Vobiz. Changes nothing.
 *
 * @throws CodemodError as `plan` does, `git-failed` for an unknown base, `bad-state` for a damaged record.
 * @example const { passed, guards } = await check({ paths: ['.'], target: 'both', base: 'main' })
 */
export async function check(options: CheckOptions = {}): Promise<CheckResult> {
  const { cwd = process.cwd(), target = 'both', base } = options
  const planned = await plan({ ...options, cwd, target })
  const { root, paths } = getRoot(options.paths ?? ['.'], cwd)
  const now = findGuards(readDisk(root, paths))
  const { name, guards: before } = await readBefore(root, { base, paths })
  const lost = findLost(before, now)
  const xml = lintAll(root, paths, target)
  const left = planned.findings.filter(({ action }) => action === 'manual')
  const pending = planned.changes.map(({ file }) => file)
  const isKept = lost.every(({ state }) => state === 'gone')
  const isSound = xml.problems.every(({ severity }) => severity === 'warning')
  return {
    version: 1,
    target,
    left,
    pending,
    guards: { ...(name !== undefined && { base: name }), before: before.length, now: now.guards.length, lost },
    xml,
    unread: planned.skipped.filter(({ code }) => code !== 'report').map(({ file }) => file),
    passed: left.length === 0 && pending.length === 0 && isKept && isSound,
  }
}

interface Before {
  readonly name: string | undefined
  readonly guards: readonly Guard[]
}

async function readBefore(
  root: string,
  { base, paths }: { readonly base: string | undefined; readonly paths: readonly string[] },
): Promise<Before> {
  const folders = paths.map((path) => relative(root, path).split(sep).join('/'))
  const isNamed = (file: string): boolean =>
    folders.some((folder) => folder === '' || file === folder || file.startsWith(`${folder}/`))
  if (base !== undefined) return { name: base, guards: findGuards(await readRevision(root, base, isNamed)).guards }
  const state = await readState(root)
  if (state === undefined) return { name: undefined, guards: [] }
  return {
    name: state.begun.revision ?? state.begun.at,
    guards: state.begun.guards.filter(({ file }) => isNamed(file)),
  }
}

const TEST =
  /(?:^|\/)(?:__tests__|tests?|specs?|fixtures)\/|[._-](?:test|spec)\.(?:[cm]?[jt]sx?|go|rb)$|(?:^|\/)test_[^/]*\.py$|Tests?\.(?:java|php|cs)$/i

function lintAll(root: string, paths: readonly string[], target: Target): CheckResult['xml'] {
  let documents = 0
  const problems: XmlProblem[] = []
  const read = createReader()
  for (const path of listFiles(paths, { root }).paths) {
    const name = relative(root, path).split(sep).join('/')
    const language = getLanguageOf(name).name
    const isRead = /^(?:javascript|typescript|xml|template)$/.test(language) || TEXT_LANGUAGES.includes(language)
    if (!isRead || TEST.test(name)) continue
    const result = read(path)
    if ('skipped' in result || !result.bytes.includes('</Response')) continue
    const decoded = decode(result.bytes)
    if ('skipped' in decoded) continue
    const found = lintDocuments({ path: name, text: decoded.text, language }, target)
    documents += found.documents
    problems.push(...found.problems)
  }
  return { documents, problems }
}
