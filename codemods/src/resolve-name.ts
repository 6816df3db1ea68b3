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
  const own = new Map<string, string | undefined>()
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
    const isOurs = findOwnName(folder, { known: own, find }) === packageName || isLinked(packageName, folder, linked)
    return isOurs ? 'ask' : undefined
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

interface NameContext {
  readonly known: Map<string, string | undefined>
  readonly find: (path: string) => string | undefined
}

/** The name of the package that a folder is in, when the package may load files of the run by it. */
function findOwnName(folder: string, context: NameContext): string | undefined {
  const { known } = context
  if (known.has(folder)) return known.get(folder)
  const above = dirname(folder)
  const isPackage = existsSync(join(folder, 'package.json'))
  const found = isPackage ? readName(folder, context) : above === folder ? undefined : findOwnName(above, context)
  known.set(folder, found)
  return found
}

function readName(folder: string, { find }: NameContext): string | undefined {
  const manifest: { name?: string; exports?: unknown } = parse(readFileSync(join(folder, 'package.json'), 'utf8')) ?? {}
  const leads = (path: string): boolean =>
    path.includes('*')
      ? existsSync(dirname(join(folder, path.replace('*', 'x'))))
      : find(join(folder, path)) !== undefined
  return listTexts(manifest.exports).some(leads) ? manifest.name : undefined
}

/** What the entries of a manifest's `exports` lead to, whatever the conditions. */
function listTexts(value: unknown): readonly string[] {
  if (typeof value === 'string') return [value]
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(listTexts) : []
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
