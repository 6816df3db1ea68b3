import type { Function as FunctionNode, Node } from '@babel/types'
import { getFunction } from '../../src/javascript/calls.ts'
import { getScopes, isUse } from '../../src/javascript/scopes.ts'
import { isWithin, type Tree, walk } from '../../src/javascript/tree.ts'

/** Names outside a function that one which only computes may use. */
const KNOWN =
  /^(?:Buffer|Object|String|Array|Boolean|URL|URLSearchParams|crypto|createHmac|timingSafeEqual|nodeCrypto|decodeURIComponent|encodeURIComponent|undefined)$/

/**
 * Whether a function only computes, and what it calls of the file as well: nothing is awaited, thrown, assigned outside,
 * or asked of the rest of the application. The expression `apart` is left out.
 */
export function isPure(tree: Tree, node: FunctionNode, apart?: Node, seen: Set<Node> = new Set()): boolean {
  seen.add(node)
  const scopes = getScopes(tree)
  for (const inner of walk(node.body)) {
    if (/^(?:Await|Yield|This)Expression$|^ThrowStatement$/.test(inner.type)) return false
    if (inner.type !== 'Identifier' || !isUse(tree, inner) || (apart && isWithin(inner, apart))) continue
    const binding = scopes.resolve(inner)
    if ((binding !== undefined && isWithin(binding.identifier, node)) || KNOWN.test(inner.name)) continue
    const local = getFunction(tree, inner)
    if (local === undefined || (!seen.has(local) && !isPure(tree, local, undefined, seen))) return false
  }
  return true
}
