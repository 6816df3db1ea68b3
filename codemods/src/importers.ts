import { existsSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { getLanguageOf } from './languages.ts'
import type { ResolveModule } from './resolve-module.ts'

/** What a module loads: `from '…'`, `require('…')`, `import('…')`, `import '…'`. */
const SPECIFIER = /(?:\bfrom|\brequire\s*\(|\bimport\s*\(?)\s*['"`]([^'"`\n]+)['"`]/g

/**
 * Answers which files load a file, directly or through others. Files are read when the first question comes that needs
 * them, and only those of the package the file belongs to.
 */
export function createImporters(
  root: string,
  listed: readonly string[],
  resolve: ResolveModule,
): (path: string) => readonly string[] {
  const byPackage = new Map<string, ReadonlyMap<string, readonly string[]>>()
  const getGraph = (folder: string): ReadonlyMap<string, readonly string[]> => {
    const known = byPackage.get(folder)
    if (known !== undefined) return known
    const made = readGraph(
      listed.filter((path) => path.startsWith(`${folder}/`) && isCode(path)),
      resolve,
    )
    byPackage.set(folder, made)
    return made
  }
  return (path) => {
    const graph = getGraph(findPackage(dirname(path), root))
    const found = new Set<string>()
    const queue = [path]
    for (let next = queue.shift(); next !== undefined; next = queue.shift())
      for (const importer of graph.get(next) ?? [])
        if (importer !== path && !found.has(importer)) {
          found.add(importer)
          queue.push(importer)
        }
    return [...found]
  }
}

const isCode = (path: string): boolean => /^(?:java|type)script$/.test(getLanguageOf(path).name)

function findPackage(folder: string, root: string): string {
  for (let current = folder; ; current = dirname(current))
    if (current === root || dirname(current) === current || existsSync(join(current, 'package.json'))) return current
}

function readGraph(paths: readonly string[], resolve: ResolveModule): ReadonlyMap<string, readonly string[]> {
  const importers = new Map<string, string[]>()
  for (const path of paths)
    for (const specifier of readSpecifiers(path)) {
      const target = resolve(specifier, dirname(path))
      if (target === undefined) continue
      const known = importers.get(target)
      if (known === undefined) importers.set(target, [path])
      else known.push(path)
    }
  return importers
}

function readSpecifiers(path: string): ReadonlySet<string> {
  try {
    return new Set([...readFileSync(path, 'utf8').matchAll(SPECIFIER)].map((match) => match[1] ?? ''))
  } catch {
    return new Set()
  }
}
