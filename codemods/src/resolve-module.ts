import { existsSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join, sep } from 'node:path'
import type { ts as TypeScript } from 'ts-morph'
import { createNameResolver } from './resolve-name.ts'

/** Finds the file of a run that a module specifier names, from the folder of the file that names it. */
export type ResolveModule = (specifier: string, folder: string) => string | undefined

/**
 * Resolves relative specifiers by the list of files alone. Any other may be an alias of the nearest `tsconfig.json` or
 * `jsconfig.json`, or a package of the workspace; only then is TypeScript's resolver loaded.
 */
export function createModuleResolver(root: string, files: ReadonlySet<string>): ResolveModule {
  const resolveRelative = createRelativeResolver(files)
  let resolveAlias: ResolveAlias | undefined
  const resolveName = createNameResolver(resolveRelative)
  const configs = new Map<string, string | undefined>()
  const aliases = new Map<string, string | undefined>()
  return (specifier, folder) => {
    if (specifier.startsWith('.')) return resolveRelative(join(folder, specifier))
    if (specifier.startsWith('node:')) return undefined
    const config = findConfig(folder, { root, known: configs })
    if (config === undefined) return undefined
    // An alias means the same in every folder of a configuration.
    const key = `${config}\n${specifier}`
    if (!aliases.has(key)) {
      const own = resolveName(specifier, { folder, config })
      if (own === 'ask') resolveAlias ??= createAliasResolver()
      const found = own === 'ask' ? resolveAlias?.(specifier, { folder, config }) : own
      aliases.set(key, found !== undefined && files.has(found) ? found : undefined)
    }
    return aliases.get(key)
  }
}

const EXTENSIONS = ['', '.ts', '.tsx', '.mts', '.cts', '.js', '.jsx', '.mjs', '.cjs']
const CODE = /\.[cm]?[jt]sx?$/

/**
 * Finds a file beside another: named whole, without its extension, by the extension it is compiled to, or by its folder.
 * The ends of names that exist are kept, so that a specifier costs a few look-ups and not one for every way to end it.
 */
function createRelativeResolver(files: ReadonlySet<string>): (path: string) => string | undefined {
  const stems = new Set<string>()
  for (const file of files) stems.add(file.replace(CODE, ''))
  const find = (stem: string): string | undefined =>
    files.has(stem) || stems.has(stem)
      ? EXTENSIONS.map((extension) => stem + extension).find((one) => files.has(one))
      : undefined
  return (path) => {
    const bare = path.replace(/\.[cm]?jsx?$/, '')
    return find(path) ?? find(`${path}${sep}index`) ?? (bare === path ? undefined : find(bare))
  }
}

/** The configuration that may give names to folders, if the nearest one of a project does. Each folder is looked at once. */
function findConfig(
  folder: string,
  { root, known }: { readonly root: string; readonly known: Map<string, string | undefined> },
): string | undefined {
  if (known.has(folder)) return known.get(folder)
  const own = CONFIGS.map((name) => join(folder, name)).find((path) => existsSync(path))
  const isTop = folder === root || dirname(folder) === folder
  const above = own === undefined && !isTop ? findConfig(dirname(folder), { root, known }) : undefined
  const found = own === undefined ? above : namesFolders(own) ? own : undefined
  known.set(folder, found)
  return found
}

const CONFIGS = ['tsconfig.json', 'jsconfig.json']

const namesFolders = (config: string): boolean => /"(?:paths|baseUrl|extends)"/.test(readFileSync(config, 'utf8'))

/** Absolute path of the file that an alias names. */
type ResolveAlias = (alias: string, place: { readonly folder: string; readonly config: string }) => string | undefined

function createAliasResolver(): ResolveAlias {
  const { ts }: { ts: typeof TypeScript } = createRequire(import.meta.url)('ts-morph')
  const options = new Map<string, TypeScript.CompilerOptions>()
  return (alias, { folder, config }) => {
    const known = options.get(config) ?? readOptions(ts, config)
    options.set(config, known)
    return ts.resolveModuleName(alias, join(folder, 'x.ts'), known, ts.sys).resolvedModule?.resolvedFileName
  }
}

/** The aliases of a project; how else it is compiled does not matter here. */
function readOptions(ts: typeof TypeScript, config: string): TypeScript.CompilerOptions {
  const own = ts.parseJsonConfigFileContent(
    ts.readConfigFile(config, ts.sys.readFile).config ?? {},
    { ...ts.sys, readDirectory: () => [] },
    dirname(config),
  ).options
  const { baseUrl, paths, pathsBasePath } = own
  return {
    ...(baseUrl !== undefined && { baseUrl }),
    ...(paths !== undefined && { paths }),
    ...(pathsBasePath !== undefined && { pathsBasePath }),
    allowJs: true,
    module: ts.ModuleKind.ESNext,
    moduleResolution: ts.ModuleResolutionKind.Bundler,
  }
}
