import type { Function as FunctionNode, Node } from '@babel/types'
import { PARAM } from '@plivo-to-vobiz/mappings'
import { type Binding, getFunctions, getScopes } from '../../src/javascript/scopes.ts'
import { getKeyName, getStringValue, getText, type NodeOf, type Tree, unwrap } from '../../src/javascript/tree.ts'

/** One read of a callback parameter. */
export interface ParamRead {
  readonly name: string
  /** The expression that has the value: a member, a call of `get`, or a name that destructuring gave it. */
  readonly node: Node
  /** What it was taken from. */
  readonly object: Node | undefined
  /** The pattern's property and its name, when it was destructured. */
  readonly binding: Binding | undefined
  /** The handler it belongs to: the function that got the request, or the one around it. */
  readonly owner: Node
}

type Member = NodeOf<'MemberExpression' | 'OptionalMemberExpression'>

/** Names under which handlers pass the parameters on. */
const BAGS =
  /^(?:params?|body|data|payload|form|formData|query|fields|values|event|webhook|callback|input|searchParams|search)$/i
const SOURCES = /^(?:body|query|searchParams|params|form)$/
const MAKERS = /(?:^|\.)(?:formData|parseBody|fromEntries|json|parse|assign|URLSearchParams)$/

const reads = new WeakMap<Tree, readonly ParamRead[]>()

/** Every read of something that may be a callback parameter, whosever it is. */
export function findParamReads(tree: Tree): readonly ParamRead[] {
  const known = reads.get(tree) ?? [...findMembers(tree), ...findGets(tree), ...findNames(tree)]
  reads.set(tree, known)
  return known
}

export const isMember = (node: Node): node is Member =>
  node.type === 'MemberExpression' || node.type === 'OptionalMemberExpression'

function findMembers(tree: Tree): readonly ParamRead[] {
  const members: readonly Member[] = [
    ...tree.getNodes('MemberExpression'),
    ...tree.getNodes('OptionalMemberExpression'),
  ]
  return members.flatMap((node) => {
    const name = getKeyName(node.property, node.computed)
    if (name === undefined || !/^[A-Z]/.test(name) || isWritten(tree, node) || !isBag(tree, node.object)) return []
    return [{ name, node, object: node.object, binding: undefined, owner: getOwner(tree, node.object) }]
  })
}

function isWritten(tree: Tree, node: Node): boolean {
  const parent = tree.getParent(node)
  return parent?.type === 'AssignmentExpression' && parent.left === node
}

/** `form.get('CallUUID')`. */
function findGets(tree: Tree): readonly ParamRead[] {
  return tree.getNodes('CallExpression').flatMap((node) => {
    const { callee } = node
    const name = getStringValue(node.arguments[0])
    if (name === undefined || !/^[A-Z]/.test(name) || node.arguments.length !== 1 || !isMember(callee)) return []
    if (getKeyName(callee.property, callee.computed) !== 'get' || !isBag(tree, callee.object)) return []
    return [{ name, node, object: callee.object, binding: undefined, owner: getOwner(tree, callee.object) }]
  })
}

/** Uses of names that `const { CallUUID } = req.body` or a parameter's pattern gave. */
function findNames(tree: Tree): readonly ParamRead[] {
  const patterns = tree.getNodes('ObjectPattern').flatMap(({ properties }) => properties)
  return patterns.flatMap((property) => {
    if (property.type !== 'ObjectProperty') return []
    const name = getKeyName(property.key, property.computed)
    const target = property.value.type === 'AssignmentPattern' ? property.value.left : property.value
    if (name === undefined || !/^[A-Z]/.test(name) || target.type !== 'Identifier') return []
    const binding = getScopes(tree).lookup(target.name, target)
    if (binding === undefined || binding.identifier !== target) return []
    const object = getPatternSource(tree, binding)
    if (object === undefined) return []
    const owner = object === 'parameter' ? getAround(tree, target) : getOwner(tree, object)
    return getScopes(tree)
      .getReferences(binding)
      .map((node) => ({ name, node, object: object === 'parameter' ? undefined : object, binding, owner }))
  })
}

function getPatternSource(tree: Tree, { origin, path }: Binding): Node | 'parameter' | undefined {
  if (origin.kind === 'parameter') {
    const around = path.slice(0, -1)
    return around.every((key) => SOURCES.test(key)) ? 'parameter' : undefined
  }
  if (origin.kind !== 'variable' || !origin.declarator.init) return undefined
  const { init } = origin.declarator
  if (path.length === 1) return isBag(tree, init) ? init : undefined
  return path.length === 2 && SOURCES.test(path[0] ?? '') ? init : undefined
}

/** Whether an expression holds the parameters of a request, by its shape or by the name it goes by. */
function isBag(tree: Tree, outer: Node, depth = 0): boolean {
  const node = unwrap(outer)
  if (depth > 5) return false
  switch (node.type) {
    case 'MemberExpression':
    case 'OptionalMemberExpression':
      return BAGS.test(getKeyName(node.property, node.computed) ?? '')
    case 'CallExpression':
    case 'NewExpression':
      return MAKERS.test(getText(tree, node.callee))
    case 'LogicalExpression':
      return isBag(tree, node.left, depth + 1)
    case 'ConditionalExpression':
      return isBag(tree, node.consequent, depth + 1) || isBag(tree, node.alternate, depth + 1)
    case 'ObjectExpression':
      return node.properties.some((one) => one.type === 'SpreadElement' && isBag(tree, one.argument, depth + 1))
    case 'Identifier': {
      const binding = getScopes(tree).resolve(node)
      if (binding?.origin.kind === 'parameter') return BAGS.test(node.name)
      const init =
        binding?.origin.kind === 'variable' && binding.path.length === 0 ? binding.origin.declarator.init : undefined
      if (init) return isBag(tree, init, depth + 1)
      return binding?.origin.kind === 'variable' && SOURCES.test(binding.path.at(-1) ?? '')
    }
    default:
      return false
  }
}

/** The function whose parameter the parameters come from, or the one around them. */
function getOwner(tree: Tree, object: Node): Node {
  const root = getRoot(tree, object)
  const binding = root?.type === 'Identifier' ? getScopes(tree).resolve(root) : undefined
  return binding?.origin.kind === 'parameter' ? binding.origin.function : getAround(tree, object)
}

function getRoot(tree: Tree, outer: Node, depth = 0): Node | undefined {
  const node = unwrap(outer)
  if (depth > 8) return undefined
  if (isMember(node)) return getRoot(tree, node.object, depth + 1)
  if (node.type === 'CallExpression' && isMember(node.callee)) {
    const [argument] = node.arguments
    const inner = argument && getRoot(tree, argument, depth + 1)
    return inner?.type === 'Identifier' && !/^[A-Z]/.test(inner.name)
      ? inner
      : getRoot(tree, node.callee.object, depth + 1)
  }
  if (node.type === 'NewExpression' && node.arguments[0]) return getRoot(tree, node.arguments[0], depth + 1)
  if (node.type === 'ObjectExpression') {
    const spread = node.properties.find((one) => one.type === 'SpreadElement')
    return spread && getRoot(tree, spread.argument, depth + 1)
  }
  if (node.type === 'LogicalExpression') return getRoot(tree, node.left, depth + 1)
  if (node.type !== 'Identifier') return undefined
  const binding = getScopes(tree).resolve(node)
  const init = binding?.origin.kind === 'variable' ? binding.origin.declarator.init : undefined
  return init ? (getRoot(tree, init, depth + 1) ?? node) : node
}

/** The innermost function around a node, or the program. */
function getAround(tree: Tree, node: Node): Node {
  for (let around = tree.getParent(node); around !== undefined; around = tree.getParent(around))
    if (isFunction(tree, around)) return around
  return tree.root
}

const functions = new WeakMap<Tree, ReadonlySet<Node>>()

function isFunction(tree: Tree, node: Node): node is FunctionNode {
  const known = functions.get(tree) ?? new Set<Node>(getFunctions(tree))
  functions.set(tree, known)
  return known.has(node)
}

/** Names that no other carrier's callbacks have. */
const OWN: ReadonlySet<string> = new Set([
  PARAM.ALegRequestUUID,
  PARAM.ALegUUID,
  PARAM.BillDuration,
  PARAM.CallUUID,
  PARAM.ConferenceMemberID,
  PARAM.ConferenceUUID,
  PARAM.DialALegUUID,
  PARAM.DialBLegUUID,
  PARAM.HangupCauseName,
  PARAM.HangupSource,
  PARAM.MPCUUID,
  PARAM.ParentAuthID,
  PARAM.RecordUrl,
  PARAM.RequestUUID,
])

export const isOwnName = (name: string): boolean => OWN.has(name)
