import { findSdkRole, getImportPath } from '../../src/python/sdk-modules.ts'
import {
  findAround,
  getArguments,
  getField,
  getNamedChildren,
  getPythonTree,
  getStringValue,
  is,
  type PyNode,
} from '../../src/python/tree.ts'
import type { SourceFile } from '../../src/source-file.ts'

/** A place that names a package which speaks Plivo. */
export interface Load {
  readonly node: PyNode
  readonly path: string
  readonly role: NonNullable<ReturnType<typeof findSdkRole>>
  readonly form: 'load' | 'wildcard' | 'mock'
  /** The part of the import, where it is one. */
  readonly item?: PyNode
}

/** Every import of the SDK and its relatives, in all forms, and the places where a test replaces them. */
export function findLoads(file: SourceFile): readonly Load[] {
  const tree = getPythonTree(file)
  const loads: Load[] = []
  const add = (load: Omit<Load, 'role'>): void => {
    const role = findSdkRole(file, load.path)
    if (role !== undefined) loads.push({ ...load, role })
  }
  for (const statement of [...tree.getNodes('import_statement'), ...tree.getNodes('import_from_statement')]) {
    for (const item of statement.fieldChildren('name')) {
      const path = getImportPath(statement, item)
      if (path !== undefined) add({ node: statement, item, path, form: 'load' })
    }
    if (getNamedChildren(statement).some((child) => is(child, 'wildcard_import')))
      add({ node: statement, path: getField(statement, 'module_name')?.text() ?? '', form: 'wildcard' })
  }
  for (const string of tree.getNodes('string')) {
    const path = getStringValue(string)
    const form = path === undefined || !/^[\w.]+$/.test(path) ? undefined : getForm(string)
    if (path !== undefined && form !== undefined) add({ node: string, path, form })
  }
  return loads
}

const LOADS = /(?:^|\.)(?:import_module|__import__|importorskip|find_spec)$/
const MOCKS = /(?:^|\.)(?:patch|patch\.\w+|setattr|delattr|setitem|delitem)$/

/** `import_module('plivo')`, `@patch('plivo.RestClient')`, `sys.modules['plivo']`. */
function getForm(string: PyNode): Load['form'] | undefined {
  const subscript = findAround(string, 'subscript')
  if (subscript !== undefined && /(?:^|\.)modules$/.test(getField(subscript, 'value')?.text() ?? '')) return 'mock'
  const call = findAround(string, 'call')
  const callee = call && getField(call, 'function')?.text()
  if (call === undefined || callee === undefined) return undefined
  if (getArguments(call)[0]?.value.id() !== string.id())
    return MOCKS.test(callee) && /modules/.test(getArguments(call)[0]?.value.text() ?? '') ? 'mock' : undefined
  if (LOADS.test(callee)) return 'load'
  return MOCKS.test(callee) ? 'mock' : undefined
}
