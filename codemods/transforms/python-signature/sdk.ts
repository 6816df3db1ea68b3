import { SIGNATURE_HELPERS, type SignatureArgument, type SignatureHelperRow } from '@plivo-to-vobiz/mappings'
import { type Binding, getScopes, type Origin } from '../../src/python/scopes.ts'
import { isSdkPath } from '../../src/python/sdk-modules.ts'
import { getField, is, type PyNode, unwrap } from '../../src/python/tree.ts'
import type { SourceFile } from '../../src/source-file.ts'
import { HELPER_MODULE } from './helper-file.ts'

/** A signature helper of the SDK, or ours in its place. */
export interface Helper {
  readonly name: string
  readonly scheme: 'v1' | 'v2' | 'v3'
  readonly arguments: readonly SignatureArgument[]
}

const rows: readonly SignatureHelperRow[] = SIGNATURE_HELPERS.filter(({ language }) => language === 'python')
const byPath = new Map<string, Helper>(
  rows.flatMap((row) => row.modules.map((module) => [`${module}.${row.name}`, row] as const)),
)
for (const row of rows) if (row.scheme !== 'v1') byPath.set(`${HELPER_MODULE}.${row.name}`, row)

/** Names of the helpers, wherever they come from. */
export const HELPER_NAMES: ReadonlySet<string> = new Set(rows.map(({ name }) => name))

/** An import that brings in the SDK, a part of it, or our helper. */
export interface SdkImport {
  readonly binding: Binding
  readonly statement: PyNode
  readonly item: PyNode
  /** Path of what it binds: `plivo` for `import plivo.utils`, `plivo.utils` for `import plivo.utils as u`. */
  readonly path: string
}

/** What an expression is: a module of the SDK, or a helper. */
export interface SdkValue {
  readonly path: string
  readonly helper?: Helper
  /** The imports it may come from: more than one when they are alternatives. */
  readonly imports: readonly SdkImport[]
  /** The name that stands for the import, where the value is taken from it. */
  readonly use: PyNode
  /** The attribute expression that takes it out of a module; absent when it is imported by name. */
  readonly member?: PyNode
}

/** Whether a value is the helper that was written into the code base. */
export const isOurs = ({ path }: SdkValue): boolean => path.startsWith(`${HELPER_MODULE}.`)

/** Answers what expressions of one file are. */
export type Evaluate = (node: PyNode) => SdkValue | undefined

/** Follows names, attributes and aliases within a file. */
export function createEvaluator(file: SourceFile): Evaluate {
  const scopes = getScopes(file)
  const open = new Set<number>()
  const evaluate: Evaluate = (outer) => {
    const node = unwrap(outer)
    if (open.has(node.id())) return undefined
    open.add(node.id())
    try {
      if (is(node, 'identifier')) return evaluateName(node)
      return is(node, 'attribute') ? evaluateAttribute(node) : undefined
    } finally {
      open.delete(node.id())
    }
  }
  const evaluateAttribute = (node: PyNode): SdkValue | undefined => {
    const [object, name] = [getField(node, 'object'), getField(node, 'attribute')]
    const value = object && evaluate(object)
    if (value === undefined || value.helper !== undefined || name === undefined) return undefined
    return { ...toValue(`${value.path}.${name.text()}`, value), member: node }
  }
  const evaluateName = (node: PyNode): SdkValue | undefined => {
    const binding = scopes.resolve(node)
    if (binding === undefined) return undefined
    const values = binding.origins.map((origin) => evaluateOrigin({ binding, origin, use: node }))
    const known = values.filter((value) => value !== undefined && value !== 'nothing')
    const [first] = known
    if (first === undefined || values.includes(undefined)) return undefined
    const imports = known.flatMap((value) => value.imports)
    return { ...first, imports }
  }
  /** `nothing` for the `None` that stands in for a package that is not installed. */
  const evaluateOrigin = ({ binding, origin, use }: Named): SdkValue | 'nothing' | undefined => {
    if (origin.kind === 'value' && origin.index === undefined)
      return is(origin.value, 'none') ? 'nothing' : evaluate(origin.value)
    if (origin.kind !== 'import') return undefined
    const path = getImportedPath(origin.statement, origin.item)
    if (path === undefined || !(path.split('.')[0] === HELPER_MODULE || isSdkPath(file, path))) return undefined
    return toValue(path, { imports: [{ binding, statement: origin.statement, item: origin.item, path }], use })
  }
  return evaluate
}

interface Named {
  readonly binding: Binding
  readonly origin: Origin
  readonly use: PyNode
}

function toValue(path: string, { imports, use }: Pick<SdkValue, 'imports' | 'use'>): SdkValue {
  const helper = byPath.get(path)
  return helper === undefined ? { path, imports, use } : { path, helper, imports, use }
}

/** What an import binds, by its full path; ours is told by its own name, wherever it was put. */
export function getImportedPath(statement: PyNode, item: PyNode): string | undefined {
  const name = (getField(item, 'name') ?? item).text().replace(/\s/g, '')
  if (is(statement, 'import_statement')) {
    if (name === HELPER_MODULE || name.endsWith(`.${HELPER_MODULE}`))
      return is(item, 'aliased_import') || name === HELPER_MODULE ? HELPER_MODULE : undefined
    return is(item, 'aliased_import') ? name : name.split('.')[0]
  }
  const module = getField(statement, 'module_name')
  if (module === undefined) return undefined
  if (name === HELPER_MODULE) return HELPER_MODULE
  const from = module.text().replace(/\s/g, '')
  if (from.split('.').at(-1) === HELPER_MODULE) return `${HELPER_MODULE}.${name}`
  return is(module, 'relative_import') ? undefined : `${from}.${name}`
}
