import { isCandidate } from './candidates.ts'
import { createReader } from './read-file.ts'
import type { Skipped } from './touchpoint.ts'

/** A file that is of interest: one that may hold a touchpoint, or one that nobody could look into. */
export interface Searched {
  readonly path: string
  /** Why it cannot be used; absent for one that may hold a touchpoint. */
  readonly skipped?: Omit<Skipped, 'file'>
}

/**
 * Reads every file once and keeps the paths of those that may hold a touchpoint, in the order given. No text is kept, so
 * that a large tree takes no more memory than a small one.
 *
 * @param onOther called for each file that holds nothing, for progress.
 */
export function searchFiles(paths: readonly string[], onOther: (path: string) => void): readonly Searched[] {
  const read = createReader()
  const found: Searched[] = []
  for (const path of paths) {
    const result = read(path)
    if ('skipped' in result) found.push({ path, skipped: result.skipped })
    else if (isCandidate(result.bytes)) found.push({ path })
    else onOther(path)
  }
  return found
}
