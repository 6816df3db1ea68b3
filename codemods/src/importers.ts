import { existsSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { getLanguageOf } from './languages.ts'
import { createReader } from './read-file.ts'
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
  const read = createReader()
  for (const path of paths) {
    const result = read(path)
    if ('skipped' in result) continue
    for (const specifier of findSpecifiers(result.bytes)) {
      const target = resolve(specifier, dirname(path))
      if (target === undefined) continue
      const known = importers.get(target)
      if (known === undefined) importers.set(target, [path])
      else known.push(path)
    }
  }
  return importers
}

/** Bytes are looked at as they are, one character each: that is far cheaper than decoding files that are read once. */
function findSpecifiers(bytes: Buffer): ReadonlySet<string> {
  const specifiers = new Set<string>()
  for (const match of bytes.toString('latin1').matchAll(SPECIFIER)) {
    const [, specifier = ''] = match
    specifiers.add(ASCII.test(specifier) ? specifier : Buffer.from(specifier, 'latin1').toString('utf8'))
  }
  return specifiers
}

const ASCII = /^[ -~]*$/
