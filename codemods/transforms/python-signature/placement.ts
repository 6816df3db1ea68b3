import { posix } from 'node:path'
import { getField, getPythonTree, is } from '../../src/python/tree.ts'
import type { SourceFile } from '../../src/source-file.ts'
import { HELPER_MODULE } from './helper-file.ts'

/** Where the helper file goes for one importing file, and how that file imports it. */
export interface Placement {
  /** Folder relative to the root; empty for the root itself. */
  readonly folder: string
  /** Module path of the helper: `vobiz_signatures`, `app.vobiz_signatures`, `..vobiz_signatures`. */
  readonly module: string
  /** Statement that imports the helper as a module. */
  readonly statement: string
}

/**
 * Puts the helper beside a plain script, and at the top of a package otherwise. What the file itself imports shows how
 * it is run: relative imports only work in a package, absolute ones from a folder around the file name the top package,
 * and absolute ones of a neighbour are those of a script.
 */
export function placeHelper(file: SourceFile): Placement {
  const folder = toFolder(posix.dirname(file.path))
  const { levels, paths } = readImports(file)
  const named = findNamedPackage(file, folder, paths)
  if (named !== undefined) return { folder: named.folder, ...importFrom(named.module) }
  const isScript =
    levels === 0 && (/\b__main__\b/.test(file.text) || paths.some((path) => isModule(file, folder, path)))
  const chain = isScript ? [] : findPackages(file, folder, levels)
  if (chain.length === 0) return { folder, ...importFrom('') }
  return { folder: chain.at(-1) ?? folder, ...importFrom('.'.repeat(chain.length)) }
}

const toFolder = (path: string): string => (path === '.' ? '' : path)

function importFrom(prefix: string): Pick<Placement, 'module' | 'statement'> {
  if (prefix === '') return { module: HELPER_MODULE, statement: `import ${HELPER_MODULE}` }
  const dot = prefix.endsWith('.') ? '' : '.'
  return { module: `${prefix}${dot}${HELPER_MODULE}`, statement: `from ${prefix} import ${HELPER_MODULE}` }
}

/** The deepest relative import of a file, and the module paths of its absolute ones. */
function readImports(file: SourceFile): { readonly levels: number; readonly paths: readonly string[] } {
  const tree = getPythonTree(file)
  const modules = tree.getNodes('import_from_statement').flatMap((node) => getField(node, 'module_name') ?? [])
  const plain = tree.getNodes('import_statement').flatMap((node) => node.fieldChildren('name'))
  const relative = modules.filter((module) => is(module, 'relative_import'))
  const absolute = modules.filter((module) => !is(module, 'relative_import'))
  return {
    levels: Math.max(0, ...relative.map((module) => /^\.*/.exec(module.text())?.[0].length ?? 0)),
    paths: [...absolute, ...plain.map((item) => getField(item, 'name') ?? item)].map((node) => node.text()),
  }
}

/** Whether a module path leads to a file when the search starts at a folder. */
function isModule(file: SourceFile, folder: string, path: string): boolean {
  const base = posix.join(folder, path.split('.').join('/'))
  return file.hasFile?.(`${base}.py`) === true || file.hasFile?.(`${base}/__init__.py`) === true
}

/** A folder around the file that the file imports from by name: `app` in `app/views/calls.py`. */
function findNamedPackage(
  file: SourceFile,
  folder: string,
  paths: readonly string[],
): { readonly folder: string; readonly module: string } | undefined {
  const parts = folder === '' ? [] : folder.split('/')
  for (const [index, name] of parts.entries()) {
    const around = parts.slice(0, index).join('/')
    const isNamed = paths.some((path) => path.split('.')[0] === name && isModule(file, around, path))
    if (isNamed) return { folder: posix.join(around, name), module: name }
  }
  return undefined
}

/** The folders from the file's own up to its top package; none when it is no part of one. */
function findPackages(file: SourceFile, folder: string, levels: number): readonly string[] {
  const chain: string[] = []
  for (let current = folder; current !== ''; current = toFolder(posix.dirname(current))) {
    const isPackage = file.hasFile?.(`${current}/__init__.py`) === true
    if (!isPackage && chain.length >= levels) break
    chain.push(current)
  }
  return chain
}
