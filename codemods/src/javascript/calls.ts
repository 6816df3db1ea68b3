import type { Function as FunctionNode, Node } from '@babel/types'
import { getScopes } from './scopes.ts'
import { getKeyName, type NodeOf, type Tree, unwrap, walk } from './tree.ts'

type PlainFunction = NodeOf<'FunctionDeclaration' | 'FunctionExpression' | 'ArrowFunctionExpression'>

function isPlainFunction(node: Node): node is PlainFunction {
  return (
    node.type === 'FunctionDeclaration' || node.type === 'FunctionExpression' || node.type === 'ArrowFunctionExpression'
  )
}

/** The function of the same file that a callee names. */
export function getFunction(tree: Tree, callee: Node): FunctionNode | undefined {
  if (callee.type !== 'Identifier') return undefined
  const origin = getScopes(tree).resolve(callee)?.origin
  if (origin?.kind === 'function') return isPlainFunction(origin.node) ? origin.node : undefined
  if (origin?.kind !== 'variable' || !origin.declarator.init) return undefined
  return isPlainFunction(origin.declarator.init) ? origin.declarator.init : undefined
}

const returned = new WeakMap<FunctionNode, readonly Node[]>()

/** Values a function gives back. */
export function getReturned(node: FunctionNode): readonly Node[] {
  const known = returned.get(node) ?? findReturned(node)
  returned.set(node, known)
  return known
}

function findReturned(node: FunctionNode): readonly Node[] {
  if (node.body.type !== 'BlockStatement') return [node.body]
  return [...walk(node.body)].flatMap((inner) =>
    inner.type === 'ReturnStatement' && inner.argument ? [inner.argument] : [],
  )
}

/** The list whose items a callback gets: `list.some((item) => …)`. */
export function getIterated(tree: Tree, node: FunctionNode): Node | undefined {
  const call = tree.getParent(node)
  if (call?.type !== 'CallExpression' || call.arguments[0] !== node) return undefined
  const { callee } = call
  if (callee.type !== 'MemberExpression' && callee.type !== 'OptionalMemberExpression') return undefined
  const method = getKeyName(callee.property, callee.computed) ?? ''
  return /^(?:some|every|find|findLast|filter|map|flatMap|forEach)$/.test(method) ? callee.object : undefined
}

/** Calls of a function in its own file, and whether other code can call it too. */
export function findCalls(
  tree: Tree,
  node: FunctionNode,
): { readonly calls: readonly NodeOf<'CallExpression'>[]; readonly isShared: boolean } {
  if (node.type === 'ClassMethod' || node.type === 'ObjectMethod')
    return { calls: findMethodCalls(tree, node), isShared: true }
  const scopes = getScopes(tree)
  const parent = tree.getParent(node)
  const id =
    node.type === 'FunctionDeclaration' ? node.id : parent?.type === 'VariableDeclarator' ? parent.id : undefined
  if (id?.type !== 'Identifier') return { calls: [], isShared: isHandedOut(parent) }
  const binding = scopes.lookup(id.name, id)
  if (binding === undefined) return { calls: [], isShared: true }
  const uses = scopes.getReferences(binding)
  const calls = uses.flatMap((use) => {
    const call = tree.getParent(use)
    return call?.type === 'CallExpression' && call.callee === use ? [call] : []
  })
  const statement = node.type === 'FunctionDeclaration' ? node : parent && tree.getParent(parent)
  const isExported = /^Export/.test((statement && tree.getParent(statement)?.type) ?? '')
  return { calls, isShared: isExported || calls.length < uses.length }
}

/** `exports.verify = (…) => …` and `{ verify: (…) => … }` are called by others. */
function isHandedOut(parent: Node | undefined): boolean {
  return /^(?:AssignmentExpression|ObjectProperty|ExportDefaultDeclaration|ClassProperty)$/.test(parent?.type ?? '')
}

function findMethodCalls(
  tree: Tree,
  node: NodeOf<'ClassMethod' | 'ObjectMethod'>,
): readonly NodeOf<'CallExpression'>[] {
  const name = getKeyName(node.key, node.computed)
  return tree.getNodes('CallExpression').filter(({ callee }) => {
    const member = unwrap(callee)
    return (
      name !== undefined && member.type === 'MemberExpression' && getKeyName(member.property, member.computed) === name
    )
  })
}
