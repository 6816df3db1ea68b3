import { mkdir, readFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { CodemodError } from '../error.ts'
import type { State } from './state.ts'

/** Where a migration is recorded, relative to its root. */
export const STATE_PATH = '.plivo-to-vobiz/state.json'

/**
 * Reads the record of a migration; `undefined` where none has begun.
 *
 * @throws CodemodError `bad-state` when the file is damaged or of another version, naming what is wrong with it.
 */
export async function readState(root: string): Promise<State | undefined> {
  const text = await readIfThere(join(root, STATE_PATH))
  if (text === undefined) return undefined
  // Loaded with the first record that is read: a scan of a code base without one does not need it.
  const { STATE } = await import('./state.ts')
  const parsed = STATE.safeParse(parseJson(text))
  if (parsed.success) return parsed.data
  const [issue] = parsed.error.issues
  throw new CodemodError(
    'bad-state',
    `${STATE_PATH} cannot be used: ${issue?.path.join('.') || 'the file'}: ${issue?.message ?? 'not as expected'}. Restore it from git, or remove it to begin anew.`,
  )
}

/** Writes the record, through a temporary file and a rename. */
export async function writeState(root: string, state: State): Promise<void> {
  const path = join(root, STATE_PATH)
  await mkdir(dirname(path), { recursive: true })
  const { default: writeFileAtomic } = await import('write-file-atomic')
  await writeFileAtomic(path, `${JSON.stringify(state, null, 2)}\n`)
}

async function readIfThere(path: string): Promise<string | undefined> {
  try {
    return await readFile(path, 'utf8')
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined
    throw error
  }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
