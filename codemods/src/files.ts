import { lstatSync, realpathSync } from 'node:fs'
import { extname, resolve, sep } from 'node:path'
import { CodemodError } from './error.ts'
import { getLanguageName } from './languages.ts'
import type { Skipped } from './touchpoint.ts'
import { walk } from './walk.ts'

/** Folders that never hold code of the application, whatever the ignore files say. */
const FOLDERS = new Set([
  'node_modules',
  'bower_components',
  'dist',
  'build',
  'vendor',
  'coverage',
  '__pycache__',
  'venv',
  '.git',
  '.venv',
  '.next',
  '.nuxt',
  '.output',
  '.svelte-kit',
  '.turbo',
  '.cache',
  '.plivo-to-vobiz',
  '.yarn',
])

/** File names of generated code. */
const GENERATED = /[.-](?:min|bundle|generated|gen)\.[cm]?[jt]sx?$|\.d\.[cm]?ts$/i

/** Which files a run looks at. */
export interface FileList {
  /** Absolute, sorted. */
  readonly paths: readonly string[]
  readonly skipped: readonly Skipped[]
}

/** Where a run may look. */
export interface FileOptions {
  /** Absolute, resolved path that every file must be inside. */
  readonly root: string
}

/**
 * Lists the source files below the named paths. Symbolic links are not followed; a named path that is one, or lies
 * behind one, is skipped when it leads outside the root. A file named itself is listed whatever the ignore files say.
 *
 * @throws CodemodError `not-found` when a named path does not exist.
 */
export function listFiles(paths: readonly string[], { root }: FileOptions): FileList {
  const found = new Set<string>()
  const skipped: Skipped[] = []
  for (const named of paths) {
    const path = resolveNamed(named)
    if (!isInside(path, root)) {
      skipped.push({ file: named, code: 'outside', message: `It leads outside ${root} and is not touched.` })
      continue
    }
    const stats = lstatSync(path)
    if (stats.isDirectory()) for (const file of walk(path, { root, enters, takes: isSource })) found.add(file)
    else if (stats.isFile()) found.add(path)
    else skipped.push({ file: named, code: 'not-a-file', message: 'It is not a regular file.' })
  }
  return { paths: [...found].sort(), skipped }
}

const enters = (name: string): boolean => !FOLDERS.has(name)

/** Whether a path is another path or below it. */
export function isInside(path: string, folder: string): boolean {
  return path === folder || path.startsWith(folder.endsWith(sep) ? folder : folder + sep)
}

function resolveNamed(named: string): string {
  try {
    return realpathSync(resolve(named))
  } catch (error) {
    throw new CodemodError('not-found', `${named} cannot be opened; name a file or a folder that exists.`, {
      cause: error,
    })
  }
}

/** Whether the code of an application may be in a file, by its name. */
function isSource(name: string): boolean {
  return getLanguageName(name, extname(name)) !== undefined && !GENERATED.test(name)
}
