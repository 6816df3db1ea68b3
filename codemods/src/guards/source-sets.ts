import { execFileSync, spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join, relative, sep } from 'node:path'
import { CodemodError } from '../error.ts'
import { listFiles } from '../files.ts'
import { listChangedSince } from '../git.ts'
import { CODE_LANGUAGES } from '../grammar/code.ts'
import { getLanguageOf } from '../languages.ts'
import { decode } from '../read-file.ts'
import type { SourceSet } from './guard.ts'

const READ: ReadonlySet<string> = new Set(['javascript', 'typescript', 'python', ...CODE_LANGUAGES])
/** Tests sign and check too, and guard nothing. */
const TEST =
  /(?:^|\/)(?:__tests__|tests?|specs?|fixtures)\/|[._-](?:test|spec)\.[cm]?[jt]sx?$|(?:^|\/)test_[^/]*\.py$|_test\.go$|_(?:spec|test)\.rb$|Tests?\.(?:java|php|cs)$/i
const isRead = (file: string): boolean => READ.has(getLanguageOf(file).name) && !TEST.test(file)

/** The code below the named paths as it is on disk. */
export function readDisk(root: string, paths: readonly string[]): SourceSet {
  const files = listFiles(paths, { root })
    .paths.map((path) => relative(root, path).split(sep).join('/'))
    .filter(isRead)
  return { files, read: createDiskReader(root) }
}

/**
 * The code below the root as it was at a revision. Files that have not changed since are read from disk.
 *
 * @throws CodemodError `git-failed` when git does not know the revision.
 */
export async function readRevision(
  root: string,
  revision: string,
  keep: (file: string) => boolean,
): Promise<SourceSet> {
  const changed = new Set(await listChangedSince(root, revision))
  const files = listTree(root, revision).filter((file) => isRead(file) && keep(file))
  const old = readBlobs(
    root,
    revision,
    files.filter((file) => changed.has(file)),
  )
  const readDiskFile = createDiskReader(root)
  return { files, read: (file) => (changed.has(file) ? old.get(file) : readDiskFile(file)) }
}

function createDiskReader(root: string): (file: string) => string | undefined {
  return (file) => {
    try {
      return toText(readFileSync(join(root, file)))
    } catch {
      return undefined
    }
  }
}

function toText(bytes: Uint8Array): string | undefined {
  const decoded = decode(bytes)
  return 'skipped' in decoded ? undefined : decoded.text
}

function listTree(root: string, revision: string): readonly string[] {
  try {
    const out = execFileSync('git', ['ls-tree', '-r', '-z', '--name-only', revision], {
      cwd: root,
      encoding: 'utf8',
      maxBuffer: 256 << 20,
      stdio: ['ignore', 'pipe', 'ignore'],
    })
    return out.split('\0').filter((name) => name !== '')
  } catch (error) {
    throw new CodemodError('git-failed', `git knows no revision ${revision} at ${root}.`, { cause: error })
  }
}

/** Texts of many files at a revision through one git process. */
function readBlobs(root: string, revision: string, files: readonly string[]): ReadonlyMap<string, string> {
  const texts = new Map<string, string>()
  if (files.length === 0) return texts
  const { stdout } = spawnSync('git', ['cat-file', '--batch', '-z'], {
    cwd: root,
    input: files.map((file) => `${revision}:./${file}\0`).join(''),
    maxBuffer: 1 << 30,
  })
  let at = 0
  for (const file of files) {
    const end = stdout.indexOf(10, at)
    const size = Number(/^\S+ blob (\d+)$/.exec(stdout.toString('utf8', at, end))?.[1] ?? Number.NaN)
    if (Number.isNaN(size)) {
      at = end + 1
      continue
    }
    const text = toText(stdout.subarray(end + 1, end + 1 + size))
    if (text !== undefined) texts.set(file, text)
    at = end + 1 + size + 1
  }
  return texts
}
