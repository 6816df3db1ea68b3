import { readFileSync } from 'node:fs'
import { dirname, join, relative, sep } from 'node:path'
import { isCandidate } from './candidates.ts'
import { createImporters } from './importers.ts'
import { getLanguageOf } from './languages.ts'
import { decode } from './read-file.ts'
import { createModuleResolver } from './resolve-module.ts'
import type { Project, SourceFile } from './source-file.ts'

/** Opens the listed files of a root to transforms. */
export function createProject(root: string, listed: readonly string[]): Project {
  const known = new Set(listed)
  const files = new Map<string, SourceFile | undefined>()
  const named = new Map<string, boolean>()
  const resolveModule = createModuleResolver(root, known)
  const importers = createImporters(root, listed, (specifier, folder) => resolveModule(specifier, folder))
  const project: Project = {
    read(path) {
      if (!files.has(path)) files.set(path, known.has(join(root, path)) ? readSource(root, path, project) : undefined)
      return files.get(path)
    },
    namesPlivo(path) {
      const kept = named.get(path)
      if (kept !== undefined) return kept
      const found = known.has(join(root, path)) && namesPlivo(join(root, path))
      named.set(path, found)
      return found
    },
    resolve(specifier, from) {
      const found = resolveModule(specifier, dirname(join(root, from.path)))
      return found === undefined ? undefined : relative(root, found).split(sep).join('/')
    },
    findImporters: (path) => importers(join(root, path)).map((found) => relative(root, found).split(sep).join('/')),
  }
  return project
}

function readSource(root: string, path: string, project: Project): SourceFile | undefined {
  try {
    const decoded = decode(readFileSync(join(root, path)))
    if ('skipped' in decoded) return undefined
    const { name, language } = getLanguageOf(path)
    const file: SourceFile = { path, text: decoded.text, language: name, project }
    return language?.findSyntaxProblem(file) === undefined ? file : undefined
  } catch {
    return undefined
  }
}

function namesPlivo(path: string): boolean {
  try {
    return isCandidate(readFileSync(path))
  } catch {
    return false
  }
}
