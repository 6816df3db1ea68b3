import { realpathSync, statSync } from 'node:fs'
import { dirname, resolve } from 'node:path'
import { CodemodError } from './error.ts'
import { isInside } from './files.ts'

/** The folder files are reported relative to, and the named paths as absolute ones. */
export interface Root {
  readonly root: string
  readonly paths: readonly string[]
}

/**
 * The working directory is the root when every named path is inside it; otherwise the root is the folder that holds
 * them all, so that a run over `/srv/app` from elsewhere reports `src/app.ts`.
 *
 * @throws CodemodError `not-found` when a named path does not exist.
 */
export function getRoot(named: readonly string[], cwd: string): Root {
  const paths = named.map((path) => resolve(cwd, path))
  const folder = realpathSync(cwd)
  if (paths.every((path) => isInside(path, resolve(cwd)) || isInside(path, folder))) return { root: folder, paths }
  const folders = paths.map(getFolder)
  return { root: folders.reduce(getCommonFolder), paths }
}

function getFolder(path: string): string {
  try {
    return statSync(path).isDirectory() ? realpathSync(path) : realpathSync(dirname(path))
  } catch (error) {
    throw new CodemodError('not-found', `${path} cannot be opened; name a file or a folder that exists.`, {
      cause: error,
    })
  }
}

function getCommonFolder(a: string, b: string): string {
  let common = a
  while (!isInside(b, common)) common = dirname(common)
  return common
}
