import type { Function as FunctionNode, Node } from '@babel/types'
import { type Binding, getScopes } from '../../src/javascript/scopes.ts'
import { getKeyName, type NodeOf, type Tree, unwrap, walk } from '../../src/javascript/tree.ts'
import type { HeaderRead } from './headers.ts'

/** Where a value comes from, as far as headers are concerned. */
export interface Trace {
  readonly reads: ReadonlySet<HeaderRead>
  /** The value also comes in through a parameter of a function that code in other files may call. */
  readonly fromOutside: boolean
}

/** Follows a value back to the header reads it is made of. */
export type Tracer = (node: Node) => Trace

/**
 * Follows values through names, destructuring, object members, branches, local helpers and, for parameters, the calls
 * of the function in the same file.
 */
export function createTracer(tree: Tree, reads: readonly HeaderRead[]): Tracer {
  const scopes = getScopes(tree)
  const readsByNode = new Map(reads.map((read) => [read.node, read]))
  return (start) => {
    const found = new Set<HeaderRead>()
    const seen = new Set<string>()
    let fromOutside = false
    const follow = (outer: Node, path: readonly string[]): void => {
      const node = unwrap(outer)
      const key = `${node.start}:${node.end}:${node.type}:${path.join('.')}`
      if (seen.has(key)) return
      seen.add(key)
      const read = readsByNode.get(node)
      if (read !== undefined) found.add(read)
      else followInto(node, path)
    }
    const followInto = (node: Node, path: readonly string[]): void => {
      switch (node.type) {
        case 'Identifier': {
          const binding = scopes.resolve(node)
          if (binding !== undefined) followBinding(binding, path)
          return
        }
        case 'MemberExpression':
        case 'OptionalMemberExpression': {
          const name = getKeyName(node.property, node.computed)
          follow(node.object, name === undefined ? path : [name, ...path])
          return
        }
        case 'ObjectExpression':
          followObject(node, path)
          return
        case 'LogicalExpression':
          follow(node.left, path)
          follow(node.right, path)
          return
        case 'ConditionalExpression':
          follow(node.consequent, path)
          follow(node.alternate, path)
          return
        case 'AssignmentExpression':
          follow(node.right, path)
          return
        case 'ArrayExpression':
          for (const element of node.elements) if (element) follow(element, path)
          return
        case 'TemplateLiteral':
          for (const expression of node.expressions) follow(expression, path)
          return
        case 'CallExpression':
        case 'OptionalCallExpression':
        case 'NewExpression':
          followCall(node, path)
          return
        default:
          return
      }
    }
    const followObject = (node: NodeOf<'ObjectExpression'>, [first, ...rest]: readonly string[]): void => {
      for (const property of node.properties) {
        if (property.type === 'SpreadElement') follow(property.argument, first === undefined ? rest : [first, ...rest])
        else if (property.type === 'ObjectProperty' && getKeyName(property.key, property.computed) === first)
          follow(property.value, rest)
      }
    }
    const followCall = (
      node: NodeOf<'CallExpression' | 'OptionalCallExpression' | 'NewExpression'>,
      path: readonly string[],
    ): void => {
      const callee = unwrap(node.callee)
      const local = findLocalFunction(callee)
      if (local !== undefined) for (const value of getReturned(local)) follow(value, path)
      if (callee.type === 'MemberExpression' || callee.type === 'OptionalMemberExpression') follow(callee.object, [])
      if (local === undefined)
        for (const argument of node.arguments) if (argument.type !== 'SpreadElement') follow(argument, [])
    }
    const followBinding = (binding: Binding, path: readonly string[]): void => {
      const { origin, property } = binding
      const pattern = property && readsByNode.get(property)
      if (pattern !== undefined) {
        found.add(pattern)
        return
      }
      for (const value of scopes.getAssignments(binding)) follow(value, path)
      const whole = [...binding.path, ...path]
      if (origin.kind === 'variable' && origin.declarator.init) follow(origin.declarator.init, whole)
      if (origin.kind === 'parameter') followParameter(origin.function, origin.index, whole)
    }
    const followParameter = (node: FunctionNode, index: number, path: readonly string[]): void => {
      const { calls, isShared } = findCalls(tree, node)
      if (isShared) fromOutside = true
      for (const call of calls) {
        const argument = call.arguments[index]
        if (argument !== undefined && argument.type !== 'SpreadElement') follow(argument, path)
      }
      const parameter = node.params[index]
      if (parameter?.type === 'AssignmentPattern') follow(parameter.right, path)
    }
    const findLocalFunction = (callee: Node): FunctionNode | undefined => {
      if (callee.type !== 'Identifier') return undefined
      const origin = scopes.resolve(callee)?.origin
      if (origin?.kind === 'function' && 'params' in origin.node && isFunctionNode(origin.node)) return origin.node
      if (origin?.kind !== 'variable' || !origin.declarator.init) return undefined
      return isFunctionNode(origin.declarator.init) ? origin.declarator.init : undefined
    }
    follow(start, [])
    return { reads: found, fromOutside }
  }
}

function isFunctionNode(node: Node): node is FunctionNode {
  return (
    node.type === 'FunctionDeclaration' || node.type === 'FunctionExpression' || node.type === 'ArrowFunctionExpression'
  )
}

/** Values a function gives back. */
function getReturned(node: FunctionNode): readonly Node[] {
  if (node.body.type !== 'BlockStatement') return [node.body]
  return [...walk(node.body)].flatMap((inner) =>
    inner.type === 'ReturnStatement' && inner.argument ? [inner.argument] : [],
  )
}

/** Calls of a function in its own file, and whether other code can call it too. */
function findCalls(
  tree: Tree,
  node: FunctionNode,
): { readonly calls: readonly NodeOf<'CallExpression'>[]; readonly isShared: boolean } {
  if (node.type === 'ClassMethod' || node.type === 'ObjectMethod')
    return { calls: findMethodCalls(tree, node), isShared: true }
  const scopes = getScopes(tree)
  const parent = tree.getParent(node)
  const id =
    node.type === 'FunctionDeclaration' ? node.id : parent?.type === 'VariableDeclarator' ? parent.id : undefined
  if (id?.type !== 'Identifier') return { calls: [], isShared: false }
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
