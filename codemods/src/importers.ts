import { existsSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { getLanguageOf } from './languages.ts'
import { createReader } from './read-file.ts'
import type { ResolveModule } from './resolve-module.ts'

/** What a module loads: `from '…'`, `require('…')`, `import('…')`, `import '…'`. */
const SPECIFIER = /(?:\bfrom|\brequire\s*\(|\bimport\s*\(?)\s*['"`]([^'"`\n]+)['"`]/g

/** A file that loads another, directly or through others. */
export interface Importer {
  readonly path: string
  /** The files of the run that it loads itself. */
  readonly loads: ReadonlySet<string>
}

/** The modules of one package by what they load; nothing is resolved before it is asked for. */
interface Package {
  readonly specifiers: ReadonlyMap<string, readonly string[]>
  /** Files by the last parts of the relative specifiers in them. */
  readonly byEnd: ReadonlyMap<string, ReadonlySet<string>>
  /** Files with other specifiers, which may be aliases. */
  readonly byAlias: ReadonlyMap<string, readonly string[]>
}

/**
 * Answers which files load a file, directly or through others, nearest first. Files are read when the first question
 * comes that needs them, and only those of the package the file belongs to.
 */
export function createImporters(
  root: string,
  listed: readonly string[],
  resolve: ResolveModule,
): (path: string) => readonly Importer[] {
  let sorted: readonly string[] | undefined
  const packages = new Map<string, Package>()
  const getPackage = (folder: string): Package => {
    const known = packages.get(folder)
    if (known !== undefined) return known
    sorted ??= [...listed].sort()
    const made = readPackage(takeBelow(sorted, folder).filter(isCode), resolve)
    packages.set(folder, made)
    return made
  }
  return (path) => {
    const own = getPackage(findPackage(dirname(path), root))
    const found = new Map<string, Importer>()
    const queue = [path]
    for (let next = queue.shift(); next !== undefined; next = queue.shift())
      for (const importer of findDirect(own, next, resolve))
        if (importer !== path && !found.has(importer)) {
          found.set(importer, { path: importer, loads: getLoads(own, importer, resolve) })
          queue.push(importer)
        }
    return [...found.values()]
  }
}

/** The part of a sorted list that is below a folder. */
function takeBelow(sorted: readonly string[], folder: string): readonly string[] {
  const find = (bound: string): number => {
    let [low, high] = [0, sorted.length]
    while (low < high) {
      const middle = (low + high) >> 1
      if ((sorted[middle] ?? '') < bound) low = middle + 1
      else high = middle
    }
    return low
  }
  // '0' comes right after the slash.
  return sorted.slice(find(`${folder}/`), find(`${folder}0`))
}

const isCode = (path: string): boolean => MODULE.test(path) && /^(?:java|type)script$/.test(getLanguageOf(path).name)

function findPackage(folder: string, root: string): string {
  for (let current = folder; ; current = dirname(current))
    if (current === root || dirname(current) === current || existsSync(join(current, 'package.json'))) return current
}

/** The files that load a file, in the order they are listed. */
function findDirect({ byEnd, byAlias, specifiers }: Package, target: string, resolve: ResolveModule): string[] {
  const possible = getEnds(target).flatMap((end) => [...(byEnd.get(end) ?? [])])
  const direct = [...new Set(possible)].filter((path) =>
    (specifiers.get(path) ?? []).some((one) => one.startsWith('.') && resolve(one, dirname(path)) === target),
  )
  return [...new Set([...direct, ...(byAlias.get(target) ?? [])])].sort()
}

function getLoads({ specifiers }: Package, path: string, resolve: ResolveModule): ReadonlySet<string> {
  return new Set((specifiers.get(path) ?? []).flatMap((one) => resolve(one, dirname(path)) ?? []))
}

const MODULE = /\.[cm]?[jt]sx?$/i

/** What a relative specifier of a file may end with: its name, with or without its extension, or its folder's. */
function getEnds(path: string): readonly string[] {
  const name = basename(path)
  const stem = name.replace(MODULE, '')
  return stem === 'index' ? [name, stem, basename(dirname(path)), ''] : [name, stem]
}

/** The last part of a relative specifier, with and without its extension; nothing for `.`, `..` and `./`. */
function toEnds(specifier: string): readonly string[] {
  const name = specifier.slice(specifier.lastIndexOf('/') + 1)
  if (/^\.{0,2}$/.test(name)) return ['']
  const stem = name.replace(MODULE, '')
  return stem === name ? [name] : [name, stem]
}

function readPackage(paths: readonly string[], resolve: ResolveModule): Package {
  const specifiers = new Map<string, readonly string[]>()
  const byEnd = new Map<string, Set<string>>()
  const byAlias = new Map<string, string[]>()
  const read = createReader()
  const find = createFinder()
  for (const path of paths) {
    const result = read(path)
    if ('skipped' in result) continue
    const own = find(result.bytes)
    specifiers.set(path, own)
    for (const specifier of own) {
      if (specifier.startsWith('.')) for (const end of toEnds(specifier)) addTo(byEnd, end, path)
      else {
        const target = resolve(specifier, dirname(path))
        if (target === undefined) continue
        const known = byAlias.get(target)
        if (known === undefined) byAlias.set(target, [path])
        else known.push(path)
      }
    }
  }
  return { specifiers, byEnd, byAlias }
}

function addTo(map: Map<string, Set<string>>, key: string, value: string): void {
  const known = map.get(key)
  if (known === undefined) map.set(key, new Set([value]))
  else known.add(value)
}

/**
 * Finds the specifiers of a module. Bytes are looked at as they are, one character each: that is far cheaper than decoding
 * files that are read once. Each specifier is kept as one string of its own, since a part of a text keeps the whole text.
 */
function createFinder(): (bytes: Buffer) => readonly string[] {
  const kept = new Map<string, string>()
  const keep = (found: string): string => {
    const known = kept.get(found)
    if (known !== undefined) return known
    const bytes = Buffer.from(found, 'latin1')
    const made = bytes.toString('utf8')
    kept.set(bytes.toString('latin1'), made)
    return made
  }
  return (bytes) => {
    const own = new Set<string>()
    for (const match of bytes.toString('latin1').matchAll(SPECIFIER)) own.add(keep(match[1] ?? ''))
    return [...own]
  }
}
