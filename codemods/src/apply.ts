import { existsSync, lstatSync, mkdirSync, readFileSync, realpathSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { encodeText } from './encoding.ts'
import { isInside } from './files.ts'
import { requireCleanTree } from './git.ts'
import { hashBytes } from './read-file.ts'
import type { FilePlan, Plan, Skipped } from './touchpoint.ts'

/** How carefully a plan is applied. */
export interface ApplyOptions {
  /** Write even though the git tree has uncommitted changes; default false. */
  readonly force?: boolean
  /** Called after each written file. */
  readonly onFile?: (file: string) => void
}

/** What was written and what was not. */
export interface Applied {
  readonly written: readonly string[]
  readonly skipped: readonly Skipped[]
}

/**
 * Writes a plan: each file through a temporary file beside it and a rename, so that none is ever half written. Mode,
 * line endings and byte order mark stay. A file that changed since it was planned is skipped, and so is one whose
 * path now leads outside the root.
 *
 * @throws CodemodError `dirty-tree` when the git tree has uncommitted changes and `force` is not set.
 * @example const { written, skipped } = await apply(await plan({ paths: ['src'] }))
 */
export async function apply(plan: Plan, { force = false, onFile }: ApplyOptions = {}): Promise<Applied> {
  if (plan.changes.length > 0 && !force) await requireCleanTree(plan.root)
  const written: string[] = []
  const skipped: Skipped[] = []
  for (const change of plan.changes) {
    const reason = getObstacle(change, plan.root) ?? (await tryWrite(change, plan.root))
    if (reason === undefined) written.push(change.file)
    else skipped.push({ file: change.file, ...reason })
    onFile?.(change.file)
  }
  return { written, skipped }
}

type Reason = Omit<Skipped, 'file'>

function getObstacle({ file, before }: FilePlan, root: string): Reason | undefined {
  const path = join(root, file)
  try {
    if (!isInside(realpathSync(findExisting(dirname(path))), root))
      return { code: 'outside', message: 'It leads outside the root.' }
    const stats = lstatSync(path, { throwIfNoEntry: false })
    if (stats === undefined)
      return before === undefined ? undefined : { code: 'changed', message: 'It is gone since it was scanned.' }
    if (!stats.isFile()) return { code: 'not-a-file', message: 'It is no longer a regular file.' }
    if (before === undefined) return { code: 'changed', message: 'A file of that name has appeared since the scan.' }
    if (hashBytes(readFileSync(path)) !== before)
      return { code: 'changed', message: 'It changed since it was scanned; run the command again.' }
    return undefined
  } catch (error) {
    return { code: 'unreadable', message: `It cannot be read: ${messageOf(error)}` }
  }
}

/** The nearest folder that is there: a new file may stand in a folder that is not. */
function findExisting(folder: string): string {
  return existsSync(folder) || dirname(folder) === folder ? folder : findExisting(dirname(folder))
}

async function tryWrite(
  { file, newText, bom, encoding = 'utf-8' }: FilePlan,
  root: string,
): Promise<Reason | undefined> {
  const bytes = encodeText({ text: newText, bom, encoding })
  if (bytes === undefined)
    return {
      code: 'unwritable',
      message: 'Its encoding lacks characters of the new text; save it as UTF-8 and run the command again.',
    }
  try {
    const { default: writeFileAtomic } = await import('write-file-atomic')
    mkdirSync(dirname(join(root, file)), { recursive: true })
    await writeFileAtomic(join(root, file), bytes)
    return undefined
  } catch (error) {
    return { code: 'unwritable', message: `It cannot be written: ${messageOf(error)}` }
  }
}

const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error))
