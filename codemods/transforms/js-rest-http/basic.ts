import type { Node } from '@babel/types'
import { getScopes } from '../../src/javascript/scopes.ts'
import { getKeyName, getStringValue, type NodeOf, type Tree, unwrap } from '../../src/javascript/tree.ts'

/** Credentials that a request gives by Basic authentication. */
export interface Basic {
  readonly id: Node
  readonly token: Node
  /** The declaration of a constant that held them and that nothing else uses. */
  readonly declarators: readonly NodeOf<'VariableDeclarator'>[]
}

/** Reads `Basic ${Buffer.from(`${id}:${token}`).toString('base64')}`, pieces of it in constants. */
export function readBasicHeader(tree: Tree, node: Node): Basic | undefined {
  const { value, declarators } = follow(tree, node)
  const parts = getPair(value)
  if (parts === undefined || parts.before !== 'Basic ' || parts.after !== '') return undefined
  const encoded = follow(tree, parts.expression)
  const plain = getEncoded(encoded.value)
  if (plain === undefined) return undefined
  const pair = follow(tree, plain)
  const credentials = getCredentials(pair.value)
  if (credentials === undefined) return undefined
  return { ...credentials, declarators: [...declarators, ...encoded.declarators, ...pair.declarators] }
}

interface Followed {
  readonly value: Node
  readonly declarators: readonly NodeOf<'VariableDeclarator'>[]
}

/** The value of a constant, and its declaration when nothing else needs it. */
function follow(tree: Tree, outer: Node): Followed {
  const node = unwrap(outer)
  const binding = node.type === 'Identifier' ? getScopes(tree).resolve(node) : undefined
  if (binding?.origin.kind !== 'variable' || binding.path.length > 0) return { value: node, declarators: [] }
  const { declarator } = binding.origin
  if (!declarator.init || getScopes(tree).getAssignments(binding).length > 0) return { value: node, declarators: [] }
  return { value: unwrap(declarator.init), declarators: [declarator] }
}

/** A text around one expression: a template or a sum of two. */
function getPair(
  node: Node,
): { readonly before: string; readonly expression: Node; readonly after: string } | undefined {
  if (node.type === 'TemplateLiteral') {
    const [expression, ...more] = node.expressions
    if (expression === undefined || more.length > 0) return undefined
    return { before: node.quasis[0]?.value.raw ?? '', expression, after: node.quasis[1]?.value.raw ?? '' }
  }
  if (node.type !== 'BinaryExpression' || node.operator !== '+') return undefined
  const before = getStringValue(node.left)
  return before === undefined ? undefined : { before, expression: node.right, after: '' }
}

/** What `Buffer.from(x).toString('base64')`, `btoa(x)` and `new Buffer(x).toString('base64')` encode. */
function getEncoded(node: Node): Node | undefined {
  if (node.type !== 'CallExpression') return undefined
  const { callee } = node
  if (callee.type === 'Identifier' && callee.name === 'btoa') return node.arguments[0]
  if (callee.type !== 'MemberExpression' || getKeyName(callee.property, callee.computed) !== 'toString')
    return undefined
  if (getStringValue(node.arguments[0]) !== 'base64') return undefined
  const made = unwrap(callee.object)
  if (made.type === 'NewExpression')
    return made.callee.type === 'Identifier' && made.callee.name === 'Buffer' ? made.arguments[0] : undefined
  if (made.type !== 'CallExpression' || made.callee.type !== 'MemberExpression') return undefined
  const { object, property, computed } = made.callee
  const isBuffer = object.type === 'Identifier' && object.name === 'Buffer' && getKeyName(property, computed) === 'from'
  return isBuffer ? made.arguments[0] : undefined
}

/** `${id}:${token}` or `id + ':' + token`. */
export function getCredentials(node: Node): { readonly id: Node; readonly token: Node } | undefined {
  if (node.type === 'TemplateLiteral') {
    const [id, token, ...more] = node.expressions
    const texts = node.quasis.map(({ value }) => value.raw)
    return id && token && more.length === 0 && texts.join('|') === '|:|' ? { id, token } : undefined
  }
  if (node.type !== 'BinaryExpression' || node.left.type !== 'BinaryExpression') return undefined
  return getStringValue(node.left.right) === ':' ? { id: node.left.left, token: node.right } : undefined
}
