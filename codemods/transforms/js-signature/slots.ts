import type { Function as FunctionNode, Node } from '@babel/types'
import { type Binding, getScopes } from '../../src/javascript/scopes.ts'
import { getKeyName, type Tree, walk } from '../../src/javascript/tree.ts'
import type { Outside } from './trace.ts'

/** An input of a check: a parameter, or a member of one. */
export interface Slot extends Outside {
  /** How the function writes it. */
  readonly text: string
}

/** Which inputs of one function expressions are made of. */
export class Slots {
  readonly tree: Tree
  readonly function: FunctionNode

  constructor(tree: Tree, node: FunctionNode) {
    this.tree = tree
    this.function = node
  }

  of(node: Node): readonly Slot[] {
    const found = new Map<string, Slot>()
    this.collect(node, { found, seen: new Set() })
    return [...found.values()]
  }

  private collect(node: Node, state: { readonly found: Map<string, Slot>; readonly seen: Set<Binding> }): void {
    for (const inner of walk(node)) {
      if (inner.type !== 'Identifier') continue
      const parent = this.tree.getParent(inner)
      if (parent?.type === 'MemberExpression' && parent.property === inner && !parent.computed) continue
      if (parent?.type === 'ObjectProperty' && parent.key === inner && parent.value !== inner) continue
      const binding = getScopes(this.tree).resolve(inner)
      if (binding === undefined) continue
      const { origin } = binding
      if (origin.kind === 'parameter' && origin.function === this.function) this.add(inner, binding, state.found)
      else if (!state.seen.has(binding)) {
        state.seen.add(binding)
        for (const source of this.getSources(binding)) this.collect(source, state)
      }
    }
  }

  private add(node: Node, binding: Binding, found: Map<string, Slot>): void {
    const { origin, path } = binding
    if (origin.kind !== 'parameter') return
    const member = this.tree.getParent(node)
    const key = member && getSlotKey(this.tree, member, node)
    const text = key === undefined ? binding.name : `${binding.name}.${key}`
    if (!found.has(text))
      found.set(text, {
        text,
        function: this.function,
        index: origin.index,
        path: key === undefined ? path : [...path, key],
      })
  }

  /** What a name of the function gets its value from. */
  private getSources(binding: Binding): readonly Node[] {
    const { origin } = binding
    const scopes = getScopes(this.tree)
    const pushed = scopes.getReferences(binding).flatMap((use) => {
      const member = this.tree.getParent(use)
      const call = member && this.tree.getParent(member)
      return call?.type === 'CallExpression' && call.callee === member ? call.arguments : []
    })
    const own = [...scopes.getAssignments(binding), ...pushed]
    if (origin.kind !== 'variable') return own
    const loop = this.tree.getParent(origin.declaration)
    const list = loop?.type === 'ForOfStatement' || loop?.type === 'ForInStatement' ? [loop.right] : []
    return [...own, ...list, ...(origin.declarator.init ? [origin.declarator.init] : [])]
  }
}

/** `input.url` is an input of its own; `url.split('?')` and `signature.length` are the input itself. */
function getSlotKey(tree: Tree, member: Node, object: Node): string | undefined {
  if (member.type !== 'MemberExpression' && member.type !== 'OptionalMemberExpression') return undefined
  if (member.object !== object || member.computed) return undefined
  const call = tree.getParent(member)
  const isCalled =
    (call?.type === 'CallExpression' || call?.type === 'OptionalCallExpression') && call.callee === member
  const key = getKeyName(member.property, false)
  return isCalled || key === 'length' ? undefined : key
}
