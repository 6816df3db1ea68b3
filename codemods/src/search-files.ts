import { isCandidate } from './candidates.ts'
import { createReader } from './read-file.ts'
import { findSpecifiers, MODULE, type Specifiers } from './specifiers.ts'
import type { Skipped } from './touchpoint.ts'

/** A file that is of interest: one that may hold a touchpoint, or one that nobody could look into. */
export interface Searched {
  readonly path: string
  /** Why it cannot be used; absent for one that may hold a touchpoint. */
  readonly skipped?: Omit<Skipped, 'file'>
}

/** What one look at every file gives. */
export interface Search {
  /** The files of interest, in the order they were listed. */
  readonly found: readonly Searched[]
  /** Of every module, so that none is read again to see who loads it. */
  readonly specifiers: Specifiers
}

/**
 * Reads every file once and keeps the paths of those that may hold a touchpoint, and what the modules load. No text is
 * kept, so that a large tree takes hardly more memory than a small one.
 *
 * @param onOther called for each file that holds nothing, for progress.
 */
export function searchFiles(paths: readonly string[], onOther: (path: string) => void): Search {
  const read = createReader()
  const found: Searched[] = []
  const specifiers = new Map<string, string>()
  for (const path of paths) {
    const result = read(path)
    if ('skipped' in result) {
      found.push({ path, skipped: result.skipped })
      continue
    }
    if (MODULE.test(path)) specifiers.set(path, findSpecifiers(result.bytes))
    if (isCandidate(result.bytes)) found.push({ path })
    else onOther(path)
  }
  return { found, specifiers }
}
