import { existsSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { createReader } from './read-file.ts'
import type { ResolveModule } from './resolve-module.ts'
import { findSpecifiers, MODULE, type Specifiers } from './specifiers.ts'

/** A file that loads another, directly or through others. */
export interface Importer {
  readonly path: string
  /** The files of the run that it loads itself. */
  readonly loads: ReadonlySet<string>
}

/** The modules of one package by what they load; nothing is resolved before it is asked for. */
interface Package {
  readonly specifiers: ReadonlyMap<string, readonly string[]>
  /** Files by the last parts of the relative specifiers in them, extensions left out. */
  readonly byEnd: ReadonlyMap<string, ReadonlySet<string>>
  /** Files with other specifiers, which may be aliases. */
  readonly byAlias: ReadonlyMap<string, readonly string[]>
}

/**
 * Answers which files load a file, directly or through others, nearest first. Files are read when the first question
 * comes that needs them, and only those of the package the file belongs to.
 *
 * @param known what is known already of the modules of the run; the others are read.
 */
export function createImporters(
  root: string,
  listed: readonly string[],
  { resolve, known }: { readonly resolve: ResolveModule; readonly known: Specifiers },
): (path: string) => readonly Importer[] {
  let sorted: readonly string[] | undefined
  const packages = new Map<string, Package>()
  const getPackage = (folder: string): Package => {
    const kept = packages.get(folder)
    if (kept !== undefined) return kept
    sorted ??= [...listed].sort()
    const made = readPackage(
      takeBelow(sorted, folder).filter((one) => MODULE.test(one)),
      resolve,
      known,
    )
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

/** The last part of a relative specifier without its extension; nothing for `.`, `..` and `./`. */
function toEnd(specifier: string): string {
  const name = specifier.slice(specifier.lastIndexOf('/') + 1)
  return name === '.' || name === '..' ? '' : name.replace(MODULE, '')
}

/** What the end of a relative specifier of a file may be: its name, written with its extension or without, or its folder's. */
function getEnds(path: string): readonly string[] {
  const stem = basename(path).replace(MODULE, '')
  const ends = [stem, stem.replace(MODULE, '')]
  return stem === 'index' ? [...ends, basename(dirname(path)), ''] : ends
}

function readPackage(paths: readonly string[], resolve: ResolveModule, known: Specifiers): Package {
  const specifiers = new Map<string, readonly string[]>()
  const byEnd = new Map<string, Set<string>>()
  const byAlias = new Map<string, string[]>()
  const read = createReader()
  for (const path of paths) {
    const found = known.get(path) ?? findOnDisk(path, read)
    if (found === undefined || found === '') continue
    const own = found.split('\n')
    specifiers.set(path, own)
    for (const specifier of own) {
      if (specifier.startsWith('.')) addTo(byEnd, toEnd(specifier), path)
      else {
        const target = resolve(specifier, dirname(path))
        if (target === undefined) continue
        const others = byAlias.get(target)
        if (others === undefined) byAlias.set(target, [path])
        else others.push(path)
      }
    }
  }
  return { specifiers, byEnd, byAlias }
}

function findOnDisk(path: string, read: ReturnType<typeof createReader>): string | undefined {
  const result = read(path)
  return 'skipped' in result ? undefined : findSpecifiers(result.bytes)
}

function addTo(map: Map<string, Set<string>>, key: string, value: string): void {
  const known = map.get(key)
  if (known === undefined) map.set(key, new Set([value]))
  else known.add(value)
}
