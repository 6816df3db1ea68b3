import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join, relative, sep } from 'node:path'
import type { ts as TypeScript } from 'ts-morph'
import { getLanguageOf } from './languages.ts'
import { decode } from './read-file.ts'
import type { Project, SourceFile } from './source-file.ts'

/** Opens the listed files of a root to transforms. TypeScript's resolver is loaded with the first question. */
export function createProject(root: string, listed: readonly string[]): Project {
  const known = new Set(listed)
  const files = new Map<string, SourceFile | undefined>()
  let resolver: Resolver | undefined
  const project: Project = {
    read(path) {
      if (!files.has(path)) files.set(path, known.has(join(root, path)) ? readSource(root, path, project) : undefined)
      return files.get(path)
    },
    resolve(specifier, from) {
      if (/^(?:node:|@plivo-to-vobiz\/)/.test(specifier)) return undefined
      resolver ??= createResolver()
      const found = resolver(specifier, join(root, from.path))
      return found !== undefined && known.has(found) ? relative(root, found).split(sep).join('/') : undefined
    },
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

/** Absolute path of the file a specifier names from another file. */
type Resolver = (specifier: string, from: string) => string | undefined

function createResolver(): Resolver {
  const { ts }: { ts: typeof TypeScript } = createRequire(import.meta.url)('ts-morph')
  const options = new Map<string, TypeScript.CompilerOptions>()
  return (specifier, from) => {
    const config =
      ts.findConfigFile(from, ts.sys.fileExists) ?? ts.findConfigFile(from, ts.sys.fileExists, 'jsconfig.json') ?? ''
    const known = options.get(config) ?? readOptions(ts, config)
    options.set(config, known)
    return ts.resolveModuleName(specifier, from, known, ts.sys).resolvedModule?.resolvedFileName
  }
}

/** The aliases of a project; how else it is compiled does not matter here. */
function readOptions(ts: typeof TypeScript, config: string): TypeScript.CompilerOptions {
  const own =
    config === ''
      ? {}
      : ts.parseJsonConfigFileContent(
          ts.readConfigFile(config, ts.sys.readFile).config ?? {},
          { ...ts.sys, readDirectory: () => [] },
          join(config, '..'),
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
