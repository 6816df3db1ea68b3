import { posix } from 'node:path'
import type { SourceFile } from '../source-file.ts'
import { getField, is, type PyNode } from './tree.ts'

/** A name of another module of the application. */
export interface ImportedName {
  readonly file: SourceFile
  /** The name there; absent when the module itself is imported. */
  readonly name?: string
}

/** The file of the run that an import takes a name from; `undefined` for packages and for files outside the run. */
export function resolveImport(file: SourceFile, statement: PyNode, item: PyNode): ImportedName | undefined {
  const { project } = file
  if (project === undefined) return undefined
  const name = (getField(item, 'name') ?? item).text().replace(/\s/g, '')
  const read = (path: string): SourceFile | undefined => {
    const found = project.read(path)
    return found?.language === 'python' ? found : undefined
  }
  const find = (module: string): SourceFile | undefined => {
    for (const folder of getFolders(file, module)) {
      const path = posix.join(folder, ...module.replace(/^\.+/, '').split('.'))
      const found = read(`${path}.py`) ?? read(posix.join(path, '__init__.py'))
      if (found !== undefined) return found
    }
    return undefined
  }
  if (is(statement, 'import_statement')) {
    const found = is(item, 'aliased_import') || !name.includes('.') ? find(name) : undefined
    return found && { file: found }
  }
  const module = getField(statement, 'module_name')?.text().replace(/\s/g, '')
  if (module === undefined) return undefined
  const submodule = find(module.endsWith('.') ? `${module}${name}` : `${module}.${name}`)
  if (submodule !== undefined) return { file: submodule }
  const found = find(module)
  return found && { file: found, name }
}

/** Folders a module path may start from: those around the file for an absolute one, one of them for a relative one. */
function getFolders({ path }: SourceFile, module: string): readonly string[] {
  const own = posix.dirname(path)
  const levels = /^\.*/.exec(module)?.[0].length ?? 0
  if (levels > 0) return [posix.join(own, ...Array.from({ length: levels - 1 }, () => '..'))]
  const parts = own === '.' ? [] : own.split('/')
  return [...parts.keys()].map((index) => parts.slice(0, parts.length - index).join('/')).concat('')
}
