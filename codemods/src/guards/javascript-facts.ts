import type { Node } from '@babel/types'
import { HEADERS, SIGNATURE_HELPERS } from '@plivo-to-vobiz/mappings'
import { getKeyName, getStringValue, getTree, type NodeOf, type Tree } from '../javascript/tree.ts'
import { createPositions } from '../positions.ts'
import type { SourceFile } from '../source-file.ts'
import type { FileFacts, Guard } from './guard.ts'
import { findModuleNames } from './module-names.ts'
import { findRoute } from './route.ts'

const HELPERS: ReadonlySet<string> = new Set(
  SIGNATURE_HELPERS.filter(({ language }) => language === 'node').map(({ name }) => name),
)
const OURS = /^@plivo-to-vobiz\/(?:signatures|shim)(?:\/|$)/
const SIGNED_HEADER: ReadonlySet<string> = new Set(
  HEADERS.filter(({ role }) => role === 'signature').map(({ name }) => name.toLowerCase()),
)
const MODULE = '(module)'

/** What a JavaScript or TypeScript file says about checks of webhooks. */
export function findJavaScriptFacts(file: SourceFile): FileFacts {
  const tree = getTree(file)
  const at = createPositions(file.text)
  const names = findModuleNames(tree)
  const owners = new Map<string, { line: number; kind: Guard['kind'] }>()
  const mentions = new Map<string, Set<string>>()
  const checks = new Set<string>()
  const known = new Map<Node, readonly string[]>()
  const getOwners = (node: Node): readonly string[] => {
    const kept = known.get(node)
    if (kept !== undefined) return kept
    const parent = tree.getParent(node)
    const above = parent === undefined ? [MODULE] : getOwners(parent)
    const own = findOwner(tree, node)
    if (own !== undefined && !owners.has(own.name))
      owners.set(own.name, { line: at(node.start ?? 0).line, kind: own.kind })
    const result = own === undefined ? above : own.kind === 'route' ? [own.name] : [own.name, ...above.filter(isRoute)]
    known.set(node, result)
    return result
  }
  const mention = (node: Node, name: string): void => {
    for (const owner of getOwners(node)) {
      const list = mentions.get(owner) ?? new Set<string>()
      list.add(name)
      mentions.set(owner, list)
    }
  }
  const isHandWritten = hasSignedHeader(tree)
  for (const node of [
    ...tree.getNodes('Identifier'),
    ...tree.getNodes('MemberExpression'),
    ...tree.getNodes('OptionalMemberExpression'),
  ]) {
    const name = toName(tree, node, getOwners)
    if (name === undefined || isDeclaration(tree, node)) continue
    mention(node, name)
    const last = name.split('.').at(-1) ?? ''
    const from = names.imports.get(name.split('.')[0] ?? '')
    const isHelper = HELPERS.has(last) || (from !== undefined && (HELPERS.has(from.name) || OURS.test(from.from)))
    if (isHelper || (isHandWritten && /^(?:createHmac|timingSafeEqual|importKey)$/.test(last)))
      for (const owner of getOwners(node)) if (owner !== MODULE) checks.add(owner)
  }
  return { checks, owners, mentions, ...names }
}

const isRoute = (name: string): boolean => /^[A-Z]+ /.test(name)

/** A name where it is bound is no use of it. */
function isDeclaration(tree: Tree, node: Node): boolean {
  const parent = tree.getParent(node)
  if (parent === undefined) return false
  if (/^(?:Import|Export)/.test(parent.type)) return true
  if (parent.type === 'VariableDeclarator' || parent.type === 'FunctionDeclaration') return parent.id === node
  return parent.type === 'ObjectProperty' && parent.key === node && !parent.shorthand
}

/** `verify`, `guards.verify`, and `Guard.verify` for a method of the class around it. */
function toName(tree: Tree, node: Node, getOwners: (node: Node) => readonly string[]): string | undefined {
  if (node.type === 'Identifier') return node.name
  if (node.type !== 'MemberExpression' && node.type !== 'OptionalMemberExpression') return undefined
  const member = getKeyName(node.property, node.computed)
  if (member === undefined) return undefined
  if (node.object.type === 'ThisExpression') {
    const owner = getOwners(node).find((name) => name.includes('.'))
    return `${owner?.split('.')[0] ?? 'this'}.${member}`
  }
  if (node.object.type === 'Identifier') return `${node.object.name}.${member}`
  return tree.text.length > 0 ? `?.${member}` : undefined
}

interface Owner {
  readonly name: string
  readonly kind: Guard['kind']
}

/** The function or route that a node opens. */
function findOwner(tree: Tree, node: Node): Owner | undefined {
  const route = node.type === 'CallExpression' ? findRoute(node) : undefined
  if (route !== undefined) return { name: route, kind: 'route' }
  const name = findFunctionName(tree, node)
  return name === undefined ? undefined : { name, kind: 'function' }
}

function findFunctionName(tree: Tree, node: Node): string | undefined {
  switch (node.type) {
    case 'ClassDeclaration':
      return node.id?.name ?? 'default'
    case 'ClassMethod':
    case 'ClassPrivateMethod':
      return `${findClassName(tree, node)}.${node.type === 'ClassMethod' ? (getKeyName(node.key, node.computed) ?? '') : node.key.id.name}`
    case 'FunctionDeclaration':
      return node.id?.name ?? 'default'
    case 'ObjectMethod':
      return getKeyName(node.key, node.computed)
    case 'ArrowFunctionExpression':
    case 'FunctionExpression':
      return findAssignedName(tree, node)
    default:
      return undefined
  }
}

function findClassName(tree: Tree, method: Node): string {
  const around = tree.getParent(tree.getParent(method) ?? method)
  return around?.type === 'ClassDeclaration' ? (around.id?.name ?? 'default') : 'class'
}

/** The name of a function by where it goes; a wrapper such as `asyncHandler(…)` does not hide it. */
function findAssignedName(tree: Tree, node: Node): string | undefined {
  const parent = tree.getParent(node)
  switch (parent?.type) {
    case 'VariableDeclarator':
      return parent.id.type === 'Identifier' ? parent.id.name : undefined
    case 'AssignmentExpression':
      return findExportName(parent)
    case 'ObjectProperty':
    case 'ClassProperty':
      return getKeyName(parent.key, parent.computed)
    case 'ExportDefaultDeclaration':
      return 'default'
    case 'CallExpression':
      return findRoute(parent) === undefined && parent.callee.type === 'Identifier'
        ? findAssignedName(tree, parent)
        : undefined
    default:
      return undefined
  }
}

function findExportName({ left }: NodeOf<'AssignmentExpression'>): string | undefined {
  if (left.type !== 'MemberExpression') return left.type === 'Identifier' ? left.name : undefined
  const name = getKeyName(left.property, left.computed)
  return name === 'exports' ? 'default' : name
}

function hasSignedHeader(tree: Tree): boolean {
  return [...tree.getNodes('StringLiteral'), ...tree.getNodes('TemplateLiteral')].some((node) =>
    SIGNED_HEADER.has(getStringValue(node)?.toLowerCase() ?? ''),
  )
}
