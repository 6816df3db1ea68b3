import type { Node } from '@babel/types'
import { createEvaluator, type Evaluate, isInType } from '../../src/javascript/evaluate.ts'
import { getScopes, isUse } from '../../src/javascript/scopes.ts'
import type { Origin } from '../../src/javascript/sdk-values.ts'
import { getKeyName, getStringValue, type NodeOf, type Tree, unwrap } from '../../src/javascript/tree.ts'
import { EITHER, findHelper, HELPER_NAMES, type Helper, isSignatureModule, isStandalone, VOBIZ } from './sdk.ts'

/** A call of a signature helper. */
export interface HelperCall {
  readonly call: NodeOf<'CallExpression' | 'OptionalCallExpression'>
  readonly helper: Helper
  readonly origin: Origin
}

/** A place where a helper leaves the file or is handed on, so that its callers are elsewhere. */
export interface HelperValue {
  readonly node: Node
  readonly helper: Pick<Helper, 'name'>
  readonly origin?: Origin
}

/** Everything in a file that has to do with the helpers. */
export interface Uses {
  readonly calls: readonly HelperCall[]
  /** Calls of code that was rewritten for both providers before. */
  readonly cutOverCalls: readonly HelperCall[]
  /** Calls of code that accepts Vobiz alone. */
  readonly finalCalls: readonly HelperCall[]
  readonly values: readonly HelperValue[]
  /** Calls of the middleware of SDK generation 0.x. */
  readonly middlewares: readonly Node[]
  /** Calls by a helper's name on something that cannot be followed, in a file that has the SDK. */
  readonly unresolved: readonly HelperCall['call'][]
  /** Calls of signature functions that the SDK does not have. */
  readonly unknown: readonly HelperCall['call'][]
}

type ToHelper = (node: Node) => { readonly helper: Helper; readonly origin: Origin } | undefined

/** Finds the uses of the helpers in a tree. */
export function findUses(tree: Tree): Uses {
  const evaluate = createEvaluator(tree, isSignatureModule)
  const origins = new Map<Node, Origin>()
  const calls: HelperCall[] = []
  const unresolved: HelperCall['call'][] = []
  const middlewares: Node[] = []
  const unknown: HelperCall['call'][] = []
  const toHelper: ToHelper = (node) => {
    const value = evaluate(node)
    const helper = value?.kind === 'member' ? findHelper(value.origin.module, value.name) : undefined
    if (value?.kind !== 'member' || helper === undefined) return undefined
    const origin = origins.get(value.origin.node) ?? value.origin
    origins.set(origin.node, origin)
    return { helper, origin }
  }
  for (const call of [...tree.getNodes('CallExpression'), ...tree.getNodes('OptionalCallExpression')]) {
    const found = toHelper(call.callee)
    if (found !== undefined) calls.push({ call, ...found })
    else if (isLegacyMiddleware(call, evaluate)) middlewares.push(call)
    else if (isUnknownHelper(call, evaluate)) unknown.push(call)
    else if (isUnresolved(tree, call)) unresolved.push(call)
  }
  calls.sort((a, b) => (a.call.start ?? 0) - (b.call.start ?? 0))
  const values = namesSdk(tree) ? findValues(tree, { calls, toHelper }) : []
  return {
    calls: calls.filter(({ origin }) => !isOurs(origin)),
    cutOverCalls: calls.filter(
      (use) => use.origin.module === EITHER || (isStandalone(use.origin.module) && hasPair(use)),
    ),
    finalCalls: calls.filter(
      (use) => use.origin.module === VOBIZ || (isStandalone(use.origin.module) && !hasPair(use)),
    ),
    values: values.filter(({ origin }) => origin === undefined || !isOurs(origin)),
    middlewares,
    unresolved,
    unknown,
  }
}

/** Whether a helper comes from our package or from the file that stands in its place. */
const isOurs = ({ module }: Origin): boolean => module === EITHER || module === VOBIZ || isStandalone(module)

/** Whether a check is given a token for each provider. */
function hasPair({ call, helper }: HelperCall): boolean {
  return call.arguments[helper.arguments.indexOf('token')]?.type === 'ObjectExpression'
}

/** Whether any literal of the file is a module that has the helpers. */
function namesSdk(tree: Tree): boolean {
  return [...tree.getNodes('StringLiteral'), ...tree.getNodes('TemplateLiteral')].some((node) =>
    isSignatureModule(getStringValue(node) ?? ''),
  )
}

const LEGACY_CLIENT = 'RestAPI'

function isLegacyMiddleware(call: HelperCall['call'], evaluate: Evaluate): boolean {
  const callee = unwrap(call.callee)
  if (callee.type !== 'MemberExpression') return false
  const name = getKeyName(callee.property, callee.computed)
  if (name !== 'middleware' && name !== 'create_signature') return false
  const value = evaluate(callee.object)
  return value?.kind === 'made' && value.by === LEGACY_CLIENT
}

/** `plivo.utils.validateSignatureV3(…)`: names that circulate and do not exist. */
function isUnknownHelper(call: HelperCall['call'], evaluate: Evaluate): boolean {
  const callee = unwrap(call.callee)
  if (callee.type !== 'MemberExpression' && callee.type !== 'OptionalMemberExpression') return false
  if (!/signature/i.test(getKeyName(callee.property, callee.computed) ?? '')) return false
  const object = unwrap(callee.object)
  const inner = object.type === 'MemberExpression' ? object.object : object
  return evaluate(object)?.kind === 'module' || evaluate(inner)?.kind === 'module'
}

/** `this.plivo.validateV3Signature(…)`: the name says what it is, the object does not. */
function isUnresolved(tree: Tree, call: HelperCall['call']): boolean {
  const callee = unwrap(call.callee)
  if (callee.type !== 'MemberExpression' && callee.type !== 'OptionalMemberExpression') return false
  const name = getKeyName(callee.property, callee.computed) ?? ''
  if (!HELPER_NAMES.has(name) || !/plivo/i.test(tree.text.slice(callee.start ?? 0, callee.end ?? 0))) return false
  const object = unwrap(callee.object)
  if (object.type !== 'Identifier') return true
  const origin = getScopes(tree).resolve(object)?.origin
  return origin?.kind === 'parameter' || (origin?.kind === 'variable' && !isLocalModule(origin.declarator.init))
}

/** A module of the application itself: its file is looked at on its own. */
function isLocalModule(init: Node | null | undefined): boolean {
  const node = init && unwrap(init)
  if (node?.type !== 'CallExpression') return node?.type === 'ObjectExpression'
  const [argument] = node.arguments
  return argument?.type === 'StringLiteral' && argument.value.startsWith('.')
}

function findValues(
  tree: Tree,
  {
    calls,
    toHelper,
  }: {
    readonly calls: readonly HelperCall[]
    readonly toHelper: ToHelper
  },
): readonly HelperValue[] {
  const called = new Set<Node>(calls.map(({ call }) => unwrap(call.callee)))
  const values: HelperValue[] = []
  for (const node of [...tree.getNodes('Identifier'), ...tree.getNodes('MemberExpression')]) {
    if (called.has(node) || isInType(tree, node) || !isValueUse(tree, node)) continue
    if (node.type === 'Identifier' && !isUse(tree, node)) continue
    const found = toHelper(node)
    if (found !== undefined) values.push({ node, helper: found.helper, origin: found.origin })
  }
  for (const declaration of tree.getNodes('ExportNamedDeclaration'))
    if (declaration.source?.value === 'plivo' || declaration.source?.value.startsWith('plivo/'))
      for (const specifier of declaration.specifiers) {
        const name = specifier.type === 'ExportSpecifier' ? specifier.local.name : undefined
        if (name !== undefined && HELPER_NAMES.has(name)) values.push({ node: specifier, helper: { name } })
      }
  return values
}

/** Whether a name is used as a value that goes on: not as the callee, the declaration, or the start of an alias. */
function isValueUse(tree: Tree, node: Node): boolean {
  const parent = tree.getParent(node)
  switch (parent?.type) {
    case 'VariableDeclarator':
      return parent.init === node && parent.id.type !== 'Identifier'
        ? true
        : parent.init === node && isExported(tree, parent)
    case 'MemberExpression':
    case 'OptionalMemberExpression':
      return parent.object === node
    case 'ObjectProperty':
      return parent.value === node && tree.getParent(parent)?.type === 'ObjectExpression'
    case 'AssignmentPattern':
    case 'ImportSpecifier':
    case 'FunctionDeclaration':
      return false
    case 'ExportSpecifier':
      return parent.local === node
    case 'AssignmentExpression':
      return parent.right === node && parent.left.type !== 'Identifier'
    default:
      return true
  }
}

function isExported(tree: Tree, declarator: Node): boolean {
  const declaration = tree.getParent(declarator)
  return declaration !== undefined && tree.getParent(declaration)?.type === 'ExportNamedDeclaration'
}
