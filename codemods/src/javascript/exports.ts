import type { Function as FunctionNode, Node } from '@babel/types'
import type { SourceFile } from '../source-file.ts'
import { getLoaded, isRequire } from './loads.ts'
import { getScopes } from './scopes.ts'
import { getKeyName, getTree, type NodeOf, type Tree, unwrap } from './tree.ts'

/** A function and the file it stands in. */
export interface Located {
  readonly file: SourceFile
  readonly function: FunctionNode
}

/** How far re-exports are followed from file to file. */
const MAX_DEPTH = 8

/** The function that a callee of one file names in another file of the run, through barrels. */
export function findForeignFunction(
  file: SourceFile,
  callee: Node,
  { isWanted = () => true }: { readonly isWanted?: (path: string) => boolean } = {},
): Located | undefined {
  const imported = getImported(getTree(file), unwrap(callee))
  const path = imported && file.project?.resolve(imported.specifier, file)
  const other = path === undefined || !isWanted(path) ? undefined : file.project?.read(path)
  return other && imported ? findExported(other, imported.name, MAX_DEPTH) : undefined
}

interface Imported {
  readonly specifier: string
  /** Name of the export; `default` for the whole of a CommonJS module too. */
  readonly name: string
}

function getImported(tree: Tree, callee: Node): Imported | undefined {
  if (callee.type === 'MemberExpression' || callee.type === 'OptionalMemberExpression') {
    const whole = getImported(tree, unwrap(callee.object))
    const name = getKeyName(callee.property, callee.computed)
    return whole?.name === 'default' && name !== undefined ? { ...whole, name } : undefined
  }
  if (callee.type !== 'Identifier') return undefined
  const binding = getScopes(tree).resolve(callee)
  const origin = binding?.origin
  if (origin?.kind === 'import') {
    const { specifier, declaration } = origin
    const name = specifier.type === 'ImportSpecifier' ? getKeyName(specifier.imported, false) : 'default'
    return name === undefined ? undefined : { specifier: declaration.source.value, name }
  }
  if (origin?.kind !== 'variable' || !origin.declarator.init || (binding?.path.length ?? 0) > 1) return undefined
  const load = unwrap(origin.declarator.init)
  const specifier = isRequire(load) ? getLoaded(load) : undefined
  return specifier === undefined ? undefined : { specifier, name: binding?.path[0] ?? 'default' }
}

/** An exported value and the file it stands in. */
export interface ExportedValue {
  readonly file: SourceFile
  readonly value: Node
}

/** What a file holds that hands on the exports of others. */
export const RE_EXPORTS: ReadonlySet<string> = new Set(['export * from', "} from './", '} from "./'])

/**
 * What a module of the run exports under a name, through barrels; a re-export of a package has no value
 * here.
 */
export function findForeignValue(file: SourceFile, specifier: string, name: string): ExportedValue | undefined {
  const path = file.project?.resolve(specifier, file)
  if (path === undefined || !(file.project?.namesPlivo(path) || file.project?.holds(path, RE_EXPORTS))) return undefined
  const other = file.project?.read(path)
  return other && findValue(other, name, MAX_DEPTH)
}

function findValue(file: SourceFile, name: string, depth: number): ExportedValue | undefined {
  if (depth === 0 || (file.language !== 'javascript' && file.language !== 'typescript')) return undefined
  const tree = getTree(file)
  const value = findExportedValue(tree, name)
  if (value !== undefined) return { file, value }
  for (const next of getReExports(tree, name)) {
    const path = file.project?.resolve(next.specifier, file)
    const other = path === undefined ? undefined : file.project?.read(path)
    const found = other && findValue(other, next.name, depth - 1)
    if (found !== undefined) return found
  }
  return undefined
}

function findExported(file: SourceFile, name: string, depth: number): Located | undefined {
  if (depth === 0 || (file.language !== 'javascript' && file.language !== 'typescript')) return undefined
  const tree = getTree(file)
  const value = findExportedValue(tree, name)
  if (value !== undefined) return locate(file, tree, value)
  for (const next of getReExports(tree, name)) {
    const path = file.project?.resolve(next.specifier, file)
    const other = path === undefined ? undefined : file.project?.read(path)
    const found = other && findExported(other, next.name, depth - 1)
    if (found !== undefined) return found
  }
  return undefined
}

/** The function an exported value is, by name or in place. */
function locate(file: SourceFile, tree: Tree, value: Node): Located | undefined {
  const node = unwrap(value)
  if (isFunction(node)) return { file, function: node }
  if (node.type !== 'Identifier') return undefined
  const origin = getScopes(tree).resolve(node)?.origin
  if (origin?.kind === 'function' && isFunction(origin.node)) return { file, function: origin.node }
  const init = origin?.kind === 'variable' && origin.declarator.init ? unwrap(origin.declarator.init) : undefined
  return init !== undefined && isFunction(init) ? { file, function: init } : undefined
}

function isFunction(node: Node): node is FunctionNode {
  return /^(?:Function(?:Declaration|Expression)|ArrowFunctionExpression|ObjectMethod)$/.test(node.type)
}

function findExportedValue(tree: Tree, name: string): Node | undefined {
  for (const statement of tree.root.program.body) {
    if (statement.type === 'ExportDefaultDeclaration' && name === 'default') return statement.declaration
    if (statement.type === 'ExportNamedDeclaration' && !statement.source) {
      const found = findDeclared(statement, name)
      if (found !== undefined) return found
    }
  }
  return findCommonJsExport(tree, name)
}

function findDeclared({ declaration, specifiers }: NodeOf<'ExportNamedDeclaration'>, name: string): Node | undefined {
  if (declaration?.type === 'FunctionDeclaration' && declaration.id?.name === name) return declaration
  if (declaration?.type === 'VariableDeclaration')
    for (const { id, init } of declaration.declarations)
      if (id.type === 'Identifier' && id.name === name) return init ?? undefined
  for (const specifier of specifiers)
    if (specifier.type === 'ExportSpecifier' && getKeyName(specifier.exported, false) === name) return specifier.local
  return undefined
}

/** `exports.name = …`, `module.exports.name = …`, `module.exports = { name }`, `module.exports = …`. */
function findCommonJsExport(tree: Tree, name: string): Node | undefined {
  for (const { left, right } of tree.getNodes('AssignmentExpression')) {
    if (left.type !== 'MemberExpression') continue
    const key = getKeyName(left.property, left.computed)
    if (isExports(left.object) && key === name) return right
    if (!isModuleExports(left)) continue
    if (name === 'default') return right
    if (right.type !== 'ObjectExpression') continue
    for (const property of right.properties) {
      if (property.type === 'SpreadElement' || getKeyName(property.key, property.computed) !== name) continue
      return property.type === 'ObjectMethod' ? property : property.value
    }
  }
  return undefined
}

const isExports = (node: Node): boolean =>
  (node.type === 'Identifier' && node.name === 'exports') || (node.type === 'MemberExpression' && isModuleExports(node))

const isModuleExports = ({ object, property, computed }: NodeOf<'MemberExpression'>): boolean =>
  object.type === 'Identifier' && object.name === 'module' && getKeyName(property, computed) === 'exports'

/** Where else a name may come from: `export { a as name } from`, `export * from`. */
function getReExports(tree: Tree, name: string): readonly Imported[] {
  const body = tree.root.program.body
  const named = body.flatMap((statement) =>
    statement.type !== 'ExportNamedDeclaration' || !statement.source
      ? []
      : statement.specifiers.flatMap((specifier) => {
          if (specifier.type !== 'ExportSpecifier' || getKeyName(specifier.exported, false) !== name) return []
          return [{ specifier: statement.source?.value ?? '', name: specifier.local.name }]
        }),
  )
  const stars = body.flatMap((statement) =>
    statement.type === 'ExportAllDeclaration' ? [{ specifier: statement.source.value, name }] : [],
  )
  return [...named, ...stars]
}
