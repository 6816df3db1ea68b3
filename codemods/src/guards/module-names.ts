import type { Node } from '@babel/types'
import { getKeyName, getStringValue, type NodeOf, type Tree, unwrap } from '../javascript/tree.ts'
import type { FileFacts } from './guard.ts'

type Names = Pick<FileFacts, 'imports' | 'exports' | 'reExports'>

/** What a file takes from other modules and gives to them, ES modules and CommonJS alike. */
export function findModuleNames(tree: Tree): Names {
  const imports = new Map<string, { from: string; name: string }>()
  const exports = new Map<string, string>()
  const reExports: string[] = []
  for (const { source, specifiers } of tree.getNodes('ImportDeclaration'))
    for (const one of specifiers) {
      const name =
        one.type === 'ImportSpecifier' ? getName(one.imported) : one.type === 'ImportDefaultSpecifier' ? 'default' : '*'
      imports.set(one.local.name, { from: source.value, name })
    }
  for (const { id, init } of tree.getNodes('VariableDeclarator')) addRequire(imports, id, init)
  for (const { source } of tree.getNodes('ExportAllDeclaration')) reExports.push(source.value)
  for (const { source, specifiers, declaration } of tree.getNodes('ExportNamedDeclaration')) {
    for (const one of specifiers) {
      if (one.type !== 'ExportSpecifier') continue
      const local = source ? `${source.value} ${one.local.name}` : one.local.name
      if (source) imports.set(local, { from: source.value, name: one.local.name })
      exports.set(getName(one.exported), local)
    }
    for (const name of getDeclared(declaration)) exports.set(name, name)
  }
  for (const { declaration } of tree.getNodes('ExportDefaultDeclaration'))
    exports.set('default', declaration.type === 'Identifier' ? declaration.name : 'default')
  for (const assignment of tree.getNodes('AssignmentExpression')) addExports(exports, assignment)
  return { imports, exports, reExports }
}

const getName = (node: NodeOf<'Identifier' | 'StringLiteral'>): string =>
  node.type === 'Identifier' ? node.name : node.value

function getDeclared(declaration: Node | null | undefined): readonly string[] {
  if (declaration?.type === 'FunctionDeclaration' || declaration?.type === 'ClassDeclaration')
    return declaration.id ? [declaration.id.name] : []
  if (declaration?.type !== 'VariableDeclaration') return []
  return declaration.declarations.flatMap(({ id }) => (id.type === 'Identifier' ? [id.name] : []))
}

function addRequire(
  imports: Map<string, { from: string; name: string }>,
  id: Node,
  init: Node | null | undefined,
): void {
  if (!init) return
  const value = unwrap(init)
  const [call, member] =
    value.type === 'MemberExpression'
      ? [unwrap(value.object), getKeyName(value.property, value.computed)]
      : [value, undefined]
  if (call.type !== 'CallExpression') return
  const isLoad = call.callee.type === 'Import' || (call.callee.type === 'Identifier' && call.callee.name === 'require')
  const from = isLoad ? getStringValue(call.arguments[0]) : undefined
  if (from === undefined) return
  if (id.type === 'Identifier') imports.set(id.name, { from, name: member ?? 'default' })
  if (id.type !== 'ObjectPattern') return
  for (const property of id.properties)
    if (property.type === 'ObjectProperty' && property.value.type === 'Identifier')
      imports.set(property.value.name, { from, name: getKeyName(property.key, property.computed) ?? 'default' })
}

/** `module.exports = verify`, `module.exports = { verify }`, `exports.verify = …`. */
function addExports(exports: Map<string, string>, { left, right }: NodeOf<'AssignmentExpression'>): void {
  if (left.type !== 'MemberExpression') return
  const name = getKeyName(left.property, left.computed)
  const isWhole = left.object.type === 'Identifier' && left.object.name === 'module' && name === 'exports'
  const isOne =
    (left.object.type === 'Identifier' && left.object.name === 'exports') ||
    (left.object.type === 'MemberExpression' && getKeyName(left.object.property, left.object.computed) === 'exports')
  if (isOne && name !== undefined) exports.set(name, right.type === 'Identifier' ? right.name : name)
  if (!isWhole) return
  if (right.type !== 'ObjectExpression') exports.set('default', right.type === 'Identifier' ? right.name : 'default')
  else
    for (const property of right.properties) {
      const key = property.type === 'SpreadElement' ? undefined : getKeyName(property.key, property.computed)
      if (key === undefined) continue
      const value = property.type === 'ObjectProperty' ? property.value : undefined
      exports.set(key, value?.type === 'Identifier' ? value.name : key)
    }
}
