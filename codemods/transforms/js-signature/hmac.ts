import type { Node } from '@babel/types'
import { getScopes } from '../../src/javascript/scopes.ts'
import { getKeyName, getStringValue, type Tree, unwrap } from '../../src/javascript/tree.ts'

/** `createHmac('sha256', key).update(data).digest('base64')`. */
export function getHmac(node: Node): { readonly key: Node; readonly data: Node } | undefined {
  const digest = getMethodCall(node, 'digest')
  if (digest === undefined || getStringValue(digest.given[0]) !== 'base64') return undefined
  const update = getMethodCall(digest.object, 'update')
  const [data] = update?.given ?? []
  const made = update && unwrap(update.object)
  if (data === undefined || made?.type !== 'CallExpression') return undefined
  const { callee } = made
  const name =
    callee.type === 'Identifier'
      ? callee.name
      : callee.type === 'MemberExpression'
        ? getKeyName(callee.property, callee.computed)
        : ''
  const [algorithm, key] = made.arguments
  return name === 'createHmac' && getStringValue(algorithm) === 'sha256' && key ? { key, data } : undefined
}

function getMethodCall(
  node: Node,
  name: string,
): { readonly object: Node; readonly given: readonly Node[] } | undefined {
  if (node.type !== 'CallExpression' || node.callee.type !== 'MemberExpression') return undefined
  const { object, property, computed } = node.callee
  return getKeyName(property, computed) === name ? { object: unwrap(object), given: node.arguments } : undefined
}

/** The pieces of a text that is put together, constants of the function included. */
export function flatten(tree: Tree, outer: Node): readonly (string | Node)[] {
  const node = unwrap(outer)
  const text = getStringValue(node)
  if (text !== undefined) return [text]
  if (node.type === 'TemplateLiteral')
    return node.quasis.flatMap((quasi, index): readonly (string | Node)[] => {
      const expression = node.expressions[index]
      const raw = quasi.value.cooked ?? ''
      return [...(raw === '' ? [] : [raw]), ...(expression ? flatten(tree, expression) : [])]
    })
  if (node.type === 'BinaryExpression' && node.operator === '+')
    return [...flatten(tree, node.left), ...flatten(tree, node.right)]
  if (node.type === 'Identifier') {
    const binding = getScopes(tree).resolve(node)
    const origin = binding?.origin
    if (binding && origin?.kind === 'variable' && origin.declarator.init && binding.path.length === 0)
      if (getScopes(tree).getAssignments(binding).length === 0) {
        const inner = flatten(tree, origin.declarator.init)
        return inner.length > 1 ? inner : [node]
      }
  }
  return [node]
}
