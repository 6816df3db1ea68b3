import { existsSync, lstatSync, readFileSync, realpathSync } from 'node:fs'
import { basename, dirname, extname, join, relative, resolve, sep } from 'node:path'
import { fdir } from 'fdir'
import ignore, { type Ignore } from 'ignore'
import { CodemodError } from './error.ts'
import { getLanguageName } from './languages.ts'
import type { Skipped } from './touchpoint.ts'

/** Ignore file of this tool, with the rules of `.gitignore`; it may stand in any folder. */
const IGNORE_FILE = '.plivo-to-vobizignore'

const IGNORE_FILES = ['.gitignore', IGNORE_FILE]

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
  const isIgnored = createIgnoreCheck(root)
  for (const named of paths) {
    const path = resolveNamed(named)
    if (!isInside(path, root)) {
      skipped.push({ file: named, code: 'outside', message: `It leads outside ${root} and is not touched.` })
      continue
    }
    const stats = lstatSync(path)
    if (stats.isDirectory()) for (const file of walk(path, isIgnored)) found.add(file)
    else if (stats.isFile()) found.add(path)
    else skipped.push({ file: named, code: 'not-a-file', message: 'It is not a regular file.' })
  }
  return { paths: [...found].sort(), skipped }
}

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

function walk(folder: string, isIgnored: (path: string, isFolder: boolean) => boolean): string[] {
  return new fdir({ excludeSymlinks: true })
    .withFullPaths()
    .exclude((name, path) => FOLDERS.has(name) || isIgnored(path.replace(/[\\/]$/, ''), true))
    .filter((path) => isSource(path) && !isIgnored(path, false))
    .crawl(folder)
    .sync()
}

function isSource(path: string): boolean {
  return getLanguageName(basename(path), extname(path)) !== undefined && !GENERATED.test(path)
}

/** Rules of one folder's ignore files. */
interface Rules {
  readonly folder: string
  readonly matcher: Ignore
}

function createIgnoreCheck(root: string): (path: string, isFolder: boolean) => boolean {
  const known = new Map<string, readonly Rules[]>()
  const rulesFor = (folder: string): readonly Rules[] => {
    const kept = known.get(folder)
    if (kept !== undefined) return kept
    const above = folder === root || dirname(folder) === folder ? [] : rulesFor(dirname(folder))
    const own = readRules(folder)
    const rules = own === undefined ? above : [...above, own]
    known.set(folder, rules)
    return rules
  }
  return (path, isFolder) => {
    let ignored = false
    for (const { folder, matcher } of rulesFor(dirname(path))) {
      const name = relative(folder, path).split(sep).join('/')
      if (name === '' || name.startsWith('..')) continue
      const verdict = matcher.test(isFolder ? `${name}/` : name)
      if (verdict.ignored) ignored = true
      else if (verdict.unignored) ignored = false
    }
    return ignored
  }
}

function readRules(folder: string): Rules | undefined {
  const texts = IGNORE_FILES.flatMap((name) => {
    const path = join(folder, name)
    if (!existsSync(path)) return []
    try {
      return [readFileSync(path, 'utf8')]
    } catch {
      return []
    }
  })
  return texts.length === 0 ? undefined : { folder, matcher: ignore().add(texts.join('\n')) }
}
