import { existsSync, lstatSync, readFileSync, realpathSync } from 'node:fs'
import { dirname, join, sep } from 'node:path'
import { parse } from 'jsonc-parser'

/** Where a name that is not relative stands. */
interface Place {
  readonly folder: string
  readonly config: string
}

/** The file of the run that a name leads to, `undefined` for none, or `ask` when only TypeScript's resolver can tell. */
export type ResolveName = (name: string, place: Place) => string | 'ask' | undefined

/** What a configuration says about names, what it extends included. */
interface Names {
  readonly baseUrl?: string
  readonly paths?: readonly { readonly pattern: string; readonly targets: readonly string[] }[]
}

/**
 * Resolves aliases by the configuration alone. Nearly all other names are those of registry packages; TypeScript's
 * resolver, which takes longer to load than a whole scan, is needed only for links of a workspace, for what a package
 * gives of itself, and for configurations that cannot be read here.
 *
 * @param find the file of the run that a path leads to, with the extension or index file it may lack.
 */
export function createNameResolver(find: (path: string) => string | undefined): ResolveName {
  const configs = new Map<string, Names | undefined>()
  const linked = new Map<string, boolean>()
  const own = new Map<string, Package | undefined>()
  return (name, { folder, config }) => {
    if (!configs.has(config)) configs.set(config, readNames(config))
    const names = configs.get(config)
    if (names === undefined || /^[#/\\]/.test(name)) return 'ask'
    for (const path of listPlaces(name, names)) {
      const found = find(path)
      if (found !== undefined) return found
      if (existsSync(join(path, 'package.json'))) return 'ask'
    }
    const [first = '', second = ''] = name.split('/')
    const packageName = first.startsWith('@') ? `${first}/${second}` : first
    const around = findPackage(folder, own)
    if (around?.name === packageName && around.exports !== undefined)
      return resolveOwn(around, { entry: `.${name.slice(packageName.length)}`, find })
    return isLinked(packageName, folder, linked) ? 'ask' : undefined
  }
}

/** Paths that a name stands for, in the order they are tried. */
function listPlaces(name: string, { baseUrl, paths = [] }: Names): readonly string[] {
  const fits = paths.filter(({ pattern }) => matches(pattern, name))
  const prefix = (pattern: string): number => (pattern === name ? Number.POSITIVE_INFINITY : pattern.indexOf('*'))
  const [best] = fits.sort((one, other) => prefix(other.pattern) - prefix(one.pattern))
  const star = best?.pattern.indexOf('*') ?? -1
  const part = best === undefined || star < 0 ? '' : name.slice(star, name.length - best.pattern.length + star + 1)
  const mapped = (best?.targets ?? []).map((target) => target.replace('*', () => part))
  return baseUrl === undefined ? mapped : [...mapped, join(baseUrl, name)]
}

function matches(pattern: string, name: string): boolean {
  const star = pattern.indexOf('*')
  if (star < 0) return pattern === name
  return (
    name.length >= pattern.length - 1 &&
    name.startsWith(pattern.slice(0, star)) &&
    name.endsWith(pattern.slice(star + 1))
  )
}

/** Names of a configuration and all it extends; `undefined` when not all of it can be read here. */
function readNames(config: string, seen: ReadonlySet<string> = new Set()): Names | undefined {
  if (seen.has(config)) return {}
  try {
    const read: { extends?: unknown; compilerOptions?: { baseUrl?: unknown; paths?: Record<string, unknown> } } =
      parse(readFileSync(config, 'utf8')) ?? {}
    const above = toTexts(read.extends).map((name) => {
      const path = findExtended(name, config)
      if (path === 'missing') return {}
      return path === undefined ? undefined : readNames(path, new Set([...seen, config]))
    })
    if (above.includes(undefined)) return undefined
    const [folder] = toTexts(read.compilerOptions?.baseUrl).map((one) => join(dirname(config), one))
    const inherited: Names = Object.assign({}, ...above)
    const baseUrl = folder ?? inherited.baseUrl
    const paths = Object.entries(read.compilerOptions?.paths ?? {}).map(([pattern, targets]) => ({
      pattern,
      targets: toTexts(targets).map((target) => join(baseUrl ?? dirname(config), target)),
    }))
    return {
      ...inherited,
      ...(baseUrl !== undefined && { baseUrl }),
      ...(read.compilerOptions?.paths !== undefined && { paths }),
    }
  } catch {
    return undefined
  }
}

const toTexts = (value: unknown): readonly string[] =>
  (Array.isArray(value) ? value : [value]).filter((one): one is string => typeof one === 'string')

/** The file that `extends` names; `missing` for one that is not there, as TypeScript passes over it. */
function findExtended(name: string, config: string): string | 'missing' | undefined {
  if (/^\.{0,2}[/\\]/.test(name)) return findFile(join(dirname(config), name)) ?? 'missing'
  const [first = '', ...rest] = name.split('/')
  const packageName = first.startsWith('@') ? `${first}/${rest.shift()}` : first
  for (let folder = dirname(config); ; folder = dirname(folder)) {
    const installed = join(folder, 'node_modules', packageName)
    // What a package gives under another name by its manifest is left to TypeScript.
    if (existsSync(installed)) return findFile(join(installed, ...(rest.length > 0 ? rest : ['tsconfig.json'])))
    if (dirname(folder) === folder) return 'missing'
  }
}

const findFile = (path: string): string | undefined =>
  [path, `${path}.json`].find((one) => existsSync(one) && lstatSync(one).isFile())

/** A package of the code base, which may load files of its own by its name. */
interface Package {
  readonly folder: string
  readonly name?: string
  readonly exports?: unknown
}

/** The package that a folder is in. */
function findPackage(folder: string, known: Map<string, Package | undefined>): Package | undefined {
  if (known.has(folder)) return known.get(folder)
  const above = dirname(folder)
  const manifest = join(folder, 'package.json')
  const found = existsSync(manifest)
    ? { folder, ...readManifest(manifest) }
    : above === folder
      ? undefined
      : findPackage(above, known)
  known.set(folder, found)
  return found
}

function readManifest(path: string): Omit<Package, 'folder'> {
  const { name, exports }: Omit<Package, 'folder'> = parse(readFileSync(path, 'utf8')) ?? {}
  return { ...(typeof name === 'string' && { name }), ...(exports != null && { exports }) }
}

/** What a package gives of itself under an entry of its `exports`. */
function resolveOwn(
  { folder, exports }: Package,
  { entry, find }: { readonly entry: string; readonly find: (path: string) => string | undefined },
): string | 'ask' | undefined {
  const entries = new Map<string, unknown>(Object.entries(toEntries(exports)))
  if ([...entries.keys()].some((key) => key.includes('*') || key.endsWith('/'))) return 'ask'
  const target = pickTarget(entries.get(entry))
  return target === undefined ? undefined : find(join(folder, target))
}

/** One value for the package as a whole stands for its entry `.`. */
function toEntries(exports: unknown): object {
  const hasEntries =
    typeof exports === 'object' && exports !== null && Object.keys(exports).some((key) => key.startsWith('.'))
  return hasEntries ? exports : { '.': exports }
}

/** Conditions that hold for an import that TypeScript resolves. */
const CONDITIONS = new Set(['types', 'import', 'default'])

function pickTarget(value: unknown): string | undefined {
  if (typeof value === 'string') return value
  if (typeof value !== 'object' || value === null) return undefined
  const values = Array.isArray(value)
    ? value
    : Object.entries(value).flatMap(([key, one]) => (CONDITIONS.has(key) ? [one] : []))
  for (const one of values) {
    const target = pickTarget(one)
    if (target !== undefined) return target
  }
  return undefined
}

/** Whether a package is installed as a link to a folder outside `node_modules`, as workspaces do. */
function isLinked(name: string, folder: string, known: Map<string, boolean>): boolean {
  const key = `${folder}\n${name}`
  const kept = known.get(key)
  if (kept !== undefined) return kept
  const above = dirname(folder)
  const found = leadsOut(join(folder, 'node_modules', name)) || (above !== folder && isLinked(name, above, known))
  known.set(key, found)
  return found
}

function leadsOut(path: string): boolean {
  try {
    return !realpathSync(path).includes(`${sep}node_modules${sep}`)
  } catch {
    return false
  }
}
