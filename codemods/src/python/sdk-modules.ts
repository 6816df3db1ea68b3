import { SDK_PACKAGES, type SdkPackageRow } from '@plivo-to-vobiz/mappings'
import type { SourceFile } from '../source-file.ts'
import { getField, is, type PyNode } from './tree.ts'

const rows: readonly SdkPackageRow[] = SDK_PACKAGES.filter(({ language }) => language === 'python')
/** Names are imported with underscores. */
const roles: ReadonlyMap<string, SdkPackageRow['role']> = new Map(
  rows.map(({ name, role }) => [name.replaceAll('-', '_'), role]),
)

/** Whether a dotted module path leads into the SDK. A module of the application that has its name does not. */
export function isSdkPath(file: SourceFile, path: string): boolean {
  return findSdkRole(file, path) !== undefined
}

/** What the package of a dotted module path is, when it speaks Plivo. */
export function findSdkRole(file: SourceFile, path: string): SdkPackageRow['role'] | undefined {
  const top = path.split('.')[0]?.trim() ?? ''
  const role = roles.get(top)
  return role === undefined || isLocal(file, top) ? undefined : role
}

/** A script finds the modules beside it first, a module of a package those at the root. */
function isLocal(file: SourceFile, name: string): boolean {
  if (file.hasFile === undefined) return false
  const folders = file.path.split('/').slice(0, -1)
  if (file.hasFile([...folders, '__init__.py'].join('/'))) folders.length = 0
  return [`${name}.py`, `${name}/__init__.py`].some((path) => file.hasFile?.([...folders, path].join('/')) === true)
}

/** What a part of an import binds: its full path; `undefined` for a relative import, which stays inside the application. */
export function getImportPath(statement: PyNode, item: PyNode): string | undefined {
  const name = (getField(item, 'name') ?? item).text().replace(/\s/g, '')
  if (is(statement, 'import_statement')) return is(item, 'aliased_import') ? name : name.split('.')[0]
  const module = getField(statement, 'module_name')
  if (module === undefined || is(module, 'relative_import')) return undefined
  return `${module.text().replace(/\s/g, '')}.${name}`
}
