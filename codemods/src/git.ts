import { execFile } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { CodemodError } from './error.ts'
import { hashBytes } from './read-file.ts'
import { readState } from './state/state-file.ts'

const run = promisify(execFile)

/**
 * Refuses a working tree with uncommitted changes, so that every rewrite can be looked at and undone with git.
 * Files that are as an earlier run wrote them do not count, so that a migration can go on before it is committed. A folder
 * outside any repository, or a machine without git, passes.
 *
 * @throws CodemodError `dirty-tree`, naming some of the changed files.
 */
export async function requireCleanTree(root: string): Promise<void> {
  const changed = await listChanged(root)
  if (changed.length === 0) return
  const more = changed.length > 3 ? ` and ${changed.length - 3} more` : ''
  throw new CodemodError(
    'dirty-tree',
    `The git tree at ${root} has uncommitted changes: ${changed.slice(0, 3).join(', ')}${more}. Commit or stash them first, or use --force.`,
  )
}

/** The commit a folder is at; `undefined` outside a repository. */
export async function findRevision(root: string): Promise<string | undefined> {
  try {
    return (await run('git', ['rev-parse', '--verify', '-q', 'HEAD'], { cwd: root })).stdout.trim()
  } catch {
    return undefined
  }
}

/**
 * Files below a folder that differ from a revision: changed, added or not tracked, relative to the folder.
 *
 * @throws CodemodError `git-failed` when the folder is in no repository, or the revision is unknown.
 */
export async function listChangedSince(root: string, revision: string): Promise<readonly string[]> {
  const options = { cwd: root, maxBuffer: 64 << 20 }
  try {
    const changed = await run('git', ['diff', '--name-only', '--relative', '-z', revision, '--', '.'], options)
    const added = await run('git', ['ls-files', '--others', '--exclude-standard', '-z', '--', '.'], options)
    return [...new Set((changed.stdout + added.stdout).split('\0').filter((name) => name !== ''))].sort()
  } catch (error) {
    throw new CodemodError(
      'git-failed',
      `git cannot compare ${root} with ${revision}. Name a commit, tag or branch of its repository.`,
      { cause: error },
    )
  }
}

/** Changed files relative to the root, except those that are as this tool wrote them, and its record of them. */
async function listChanged(root: string): Promise<readonly string[]> {
  const written = await readWritten(root)
  try {
    const { stdout: prefix } = await run('git', ['rev-parse', '--show-prefix'], { cwd: root })
    const { stdout } = await run('git', ['status', '--porcelain', '-z', '-uall', '--no-renames', '--', '.'], {
      cwd: root,
      maxBuffer: 64 << 20,
    })
    return stdout
      .split('\0')
      .filter((line) => line !== '')
      .map((line) => line.slice(3 + prefix.trim().length))
      .filter((file) => !file.startsWith('.plivo-to-vobiz/') && !isAsWritten(join(root, file), written.get(file)))
  } catch {
    return []
  }
}

async function readWritten(root: string): Promise<ReadonlyMap<string, string>> {
  const state = await readState(root)
  return new Map(state?.runs.flatMap(({ files }) => files.map(({ file, after }) => [file, after])))
}

function isAsWritten(path: string, after: string | undefined): boolean {
  try {
    return after !== undefined && hashBytes(readFileSync(path)) === after
  } catch {
    return false
  }
}
