import { SDK_PACKAGES } from '@plivo-to-vobiz/mappings'
import type { SourceFile } from '../source-file.ts'

const SDKS: readonly string[] = SDK_PACKAGES.filter(({ language }) => language === 'python').map(({ name }) => name)

/** Whether a dotted module path leads into the SDK. A module of the application that has its name does not. */
export function isSdkPath(file: SourceFile, path: string): boolean {
  const top = path.split('.')[0]?.trim() ?? ''
  return SDKS.includes(top) && !isLocal(file, top)
}

/** A script finds the modules beside it first, a module of a package those at the root. */
function isLocal(file: SourceFile, name: string): boolean {
  if (file.hasFile === undefined) return false
  const folders = file.path.split('/').slice(0, -1)
  if (file.hasFile([...folders, '__init__.py'].join('/'))) folders.length = 0
  return [`${name}.py`, `${name}/__init__.py`].some((path) => file.hasFile?.([...folders, path].join('/')) === true)
}
