import type { Node } from '@babel/types'
import { getScopes } from '../../src/javascript/scopes.ts'
import { type Tree, walk } from '../../src/javascript/tree.ts'

/** A node and everything its names of the file were given, inside and out. */
export function* walkSources(tree: Tree, start: Node, seen: Set<Node> = new Set()): Generator<Node> {
  const scopes = getScopes(tree)
  for (const node of walk(start)) {
    yield node
    const binding = node.type === 'Identifier' ? scopes.resolve(node) : undefined
    if (binding?.origin.kind !== 'variable' || seen.has(binding.identifier)) continue
    seen.add(binding.identifier)
    const { declarator, declaration } = binding.origin
    const loop = tree.getParent(declaration)
    const list = loop?.type === 'ForOfStatement' || loop?.type === 'ForInStatement' ? [loop.right] : []
    for (const source of [...(declarator.init ? [declarator.init] : []), ...scopes.getAssignments(binding), ...list])
      yield* walkSources(tree, source, seen)
  }
}
