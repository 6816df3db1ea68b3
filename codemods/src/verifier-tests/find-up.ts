import { posix } from 'node:path'
import type { CodeBase } from './test-language.ts'

/** The folder of a path relative to the root; empty for the root. */
export function getFolder(path: string): string {
  const folder = posix.dirname(path)
  return folder === '.' ? '' : folder
}

/** Joins a folder and a name; the root's name is empty. */
export const joinPath = (folder: string, name: string): string => (folder === '' ? name : `${folder}/${name}`)

/** The nearest folder, from a file's own up to the root, that holds one of the names. */
export function findFolderWith(code: CodeBase, path: string, names: readonly string[]): string | undefined {
  for (let folder = getFolder(path); ; folder = getFolder(folder)) {
    if (names.some((name) => code.has(joinPath(folder, name)))) return folder
    if (folder === '') return undefined
  }
}

/** How a file of one folder reaches a file: `../lib/vobiz_signatures`. */
export const toRelative = (from: string, path: string): string => posix.relative(from === '' ? '.' : from, path)
