import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { dirname, join, relative, sep } from 'node:path'
import { LRUCache } from 'lru-cache'
import { isCandidate } from './candidates.ts'
import { createImporters } from './importers.ts'
import { RE_EXPORTS } from './javascript/exports.ts'
import { getLanguageOf } from './languages.ts'
import { decode } from './read-file.ts'
import { createModuleResolver } from './resolve-module.ts'
import type { Project, SourceFile } from './source-file.ts'
import type { Specifiers } from './specifiers.ts'

/** Characters of the files kept open; their syntax trees, which go with them, take some eighty times that in bytes. */
const MOST_OPEN = 512 * 1024

/** The files of a run, as the run itself sees them. */
export interface OpenProject extends Project {
  /** A file with a text that was read already; the same object as before while it is kept, so that it is parsed once. */
  open(path: string, text: string): SourceFile
}

/** What is known of files by their absolute paths before any is opened. */
export interface KnownFiles {
  /** Whether a file names Plivo; `undefined` when it has to be read. */
  readonly namesPlivo?: (path: string) => boolean | undefined
  readonly specifiers?: Specifiers
}

/**
 * Opens the listed files of a root to transforms. Those used last stay open, whatever the size of the tree.
 *
 * @param known what was found out of the files before; what is missing is read when it is asked for.
 */
export function createProject(
  root: string,
  listed: readonly string[],
  { namesPlivo = () => undefined, specifiers = new Map() }: KnownFiles = {},
): OpenProject {
  const known = new Set(listed)
  const files = new LRUCache<string, SourceFile>({
    maxSize: MOST_OPEN,
    maxEntrySize: Number.MAX_SAFE_INTEGER,
    sizeCalculation: ({ text }) => text.length + 1,
  })
  const unreadable = new Set<string>()
  const named = new Map<string, boolean>()
  const resolveModule = createModuleResolver(root, known)
  const importers = createImporters(root, listed, { resolve: resolveModule, known: specifiers })
  const toName = (path: string): string => relative(root, path).split(sep).join('/')
  const hasFile = (path: string): boolean => existsSync(join(root, path))
  const readText = (path: string): string | undefined =>
    hasFile(path) ? readFileSync(join(root, path), 'utf8') : undefined
  const folders = new Map<string, readonly string[]>()
  const listFolder = (path: string): readonly string[] => {
    const names = folders.get(path) ?? tryList(join(root, path))
    folders.set(path, names)
    return names
  }
  const project: OpenProject = {
    open(path, text) {
      const kept = files.get(path)
      if (kept?.text === text) return kept
      const file: SourceFile = {
        path,
        text,
        language: getLanguageOf(path).name,
        hasFile,
        readText,
        listFolder,
        project,
      }
      files.set(path, file)
      return file
    },
    read(path) {
      const kept = files.get(path)
      if (kept === undefined && (unreadable.has(path) || !known.has(join(root, path)))) return undefined
      const file = kept ?? openFile(root, path, project)
      if (file !== undefined && parses(file)) return file
      unreadable.add(path)
      return undefined
    },
    namesPlivo(path) {
      const kept = named.get(path)
      if (kept !== undefined) return kept
      const whole = join(root, path)
      const found = known.has(whole) && (namesPlivo(whole) ?? readName(whole))
      named.set(path, found)
      return found
    },
    resolve(specifier, from) {
      const found = resolveModule(specifier, dirname(join(root, from.path)))
      return found === undefined ? undefined : toName(found)
    },
    findImporters: (path) =>
      importers(join(root, path)).map(({ path: found, loads }) => ({
        path: toName(found),
        isClose:
          [found, ...loads].some((one) => project.namesPlivo(toName(one))) ||
          [...loads].some((one) => project.holds(toName(one), RE_EXPORTS)),
      })),
    holds(path, words) {
      const bytes = known.has(join(root, path)) ? tryRead(join(root, path)) : undefined
      return bytes !== undefined && [...words].some((word) => bytes.includes(word))
    },
  }
  return project
}

function openFile(root: string, path: string, project: OpenProject): SourceFile | undefined {
  const bytes = tryRead(join(root, path))
  const decoded = bytes === undefined ? undefined : decode(bytes)
  return decoded === undefined || 'skipped' in decoded ? undefined : project.open(path, decoded.text)
}

const parses = (file: SourceFile): boolean => getLanguageOf(file.path).language?.findSyntaxProblem(file) === undefined

function readName(path: string): boolean {
  const bytes = tryRead(path)
  return bytes !== undefined && isCandidate(bytes)
}

function tryList(path: string): readonly string[] {
  try {
    return readdirSync(path)
  } catch {
    return []
  }
}

function tryRead(path: string): Buffer | undefined {
  try {
    return readFileSync(path)
  } catch {
    return undefined
  }
}
