import { HOSTS } from '@plivo-to-vobiz/mappings'
import { findInnermost } from '../grammar/tree.ts'
import type { MentionReason } from '../mention-reasons.ts'
import { COUNTERPARTS } from '../settings/counterparts.ts'
import type { SourceFile } from '../source-file.ts'
import { VERIFIER_MARKER } from '../verifier-marker.ts'
import { getScopes } from './scopes.ts'
import { isSdkPath } from './sdk-modules.ts'
import { findAround, getField, getPythonTree, is, type PyNode } from './tree.ts'

const SETTING = /^[A-Z0-9_]*PLIVO_[A-Z0-9_]+$/
const VENDOR_HOSTS: readonly string[] = [HOSTS.plivoApi, ...HOSTS.plivoSip]
/** What the helper file that is written into a code base says of itself. */

/**
 * Why the name at an offset of a Python file is of no consequence; `undefined` when nothing says so. Asked only for
 * places that no transform reported.
 */
export function explainMention(file: SourceFile, offset: number): MentionReason | undefined {
  if (file.text.includes(VERIFIER_MARKER)) return 'ours'
  const node = findInnermost(getPythonTree(file).root, offset)
  if (is(node, 'comment')) return 'comment'
  if (is(node, 'identifier')) return explainName(file, node)
  const string = is(node, 'string') ? node : findAround(node, 'string')
  return string === undefined ? undefined : explainText(string, node.text())
}

function explainName(file: SourceFile, node: PyNode): MentionReason | undefined {
  const statement = findAround(node, 'import_from_statement', 'import_statement')
  if (statement !== undefined) return explainImport(file, statement)
  if (COUNTERPARTS.has(node.text()) || SETTING.test(node.text())) return 'environment'
  const origins = getScopes(file).resolve(node)?.origins ?? []
  const isSdk = origins.some(
    (origin) =>
      origin.kind === 'import' && getPaths(origin.statement, origin.item).some((path) => isSdkPath(file, path)),
  )
  return isSdk ? 'sdk' : 'name'
}

/** An import of the SDK is no module of the application, nor is one of another package that speaks to the provider. */
function explainImport(file: SourceFile, statement: PyNode): MentionReason | undefined {
  const items = statement.fieldChildren('name')
  const paths = items.flatMap((item) => getPaths(statement, item))
  if (paths.some((path) => isSdkPath(file, path))) return undefined
  return paths.some((path) => /^plivo\w/i.test(path) && !isNeighbour(file, path)) ? undefined : 'local-module'
}

/** Whether a module of the application is beside the file or at the root. */
function isNeighbour(file: SourceFile, path: string): boolean {
  const top = path.split('.')[0] ?? ''
  const folder = file.path.split('/').slice(0, -1)
  return [folder, []].some((parts) =>
    [`${top}.py`, `${top}/__init__.py`].some((name) => file.hasFile?.([...parts, name].join('/')) === true),
  )
}

/** Full path of what an import binds; none for a relative one, which stays inside the application. */
function getPaths(statement: PyNode, item: PyNode): readonly string[] {
  const name = (getField(item, 'name') ?? item).text()
  const module = getField(statement, 'module_name')
  if (module === undefined) return [name]
  return is(module, 'relative_import') ? [] : [`${module.text()}.${name}`]
}

function explainText(string: PyNode, text: string): MentionReason | undefined {
  const parent = string.parent()
  // A string that is a statement of its own documents what stands around it.
  if (parent !== null && is(parent, 'expression_statement')) return 'comment'
  if (VENDOR_HOSTS.some((host) => text.includes(host))) return undefined
  if (/\bplivo\.com\b/i.test(text)) return 'link'
  if (SETTING.test(text)) return 'environment'
  // `patch('plivo.RestClient')`, `import_module('plivo')`: the module by its name.
  if (/^plivo\.\w/.test(text) || isLoaded(string)) return undefined
  if (/\s/.test(text.trim())) return 'text'
  return /[/.:\\]/.test(text) ? 'path' : 'label'
}

function isLoaded(string: PyNode): boolean {
  const call = findAround(string, 'call')
  return (
    call !== undefined &&
    /(?:^|\.)(?:import_module|__import__|importorskip|find_spec)$/.test(getField(call, 'function')?.text() ?? '')
  )
}
