import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import { CodemodError } from './error.ts'

const run = promisify(execFile)

/**
 * Refuses a working tree with uncommitted changes, so that every rewrite can be looked at and undone with git.
 * A folder outside any repository, or a machine without git, passes.
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

async function listChanged(root: string): Promise<readonly string[]> {
  try {
    const { stdout } = await run('git', ['status', '--porcelain', '-z', '--', '.'], { cwd: root, maxBuffer: 64 << 20 })
    return stdout
      .split('\0')
      .filter((line) => line !== '')
      .map((line) => line.slice(3))
  } catch {
    return []
  }
}
