import type { Node } from '@babel/types'
import type { SourceFile } from '../source-file.ts'
import { isUse } from './scopes.ts'
import { getSdkEvaluate } from './sdk-evaluate.ts'
import type { Origin, SdkValue } from './sdk-values.ts'
import { getTree, type NodeOf, type Tree } from './tree.ts'

type Call = NodeOf<'CallExpression' | 'OptionalCallExpression' | 'NewExpression'>

/** A use of a member of the SDK, as a value or as a type. */
export interface MemberUse {
  readonly node: Node
  readonly name: string
  readonly origin: Origin
  /** The call or `new` whose callee it is. */
  readonly call: Call | undefined
}

/** Every use of some members of the SDK in a file, in source order; uses of one import share its origin. */
export function findMemberUses(file: SourceFile, names: readonly string[]): readonly MemberUse[] {
  const tree = getTree(file)
  const evaluate = getSdkEvaluate(file)
  const origins = new Map<Node, Origin>()
  const nodes: readonly Node[] = [
    ...tree.getNodes('Identifier').filter((node) => isUse(tree, node) && !isDeclared(tree, node)),
    ...tree.getNodes('MemberExpression'),
    ...tree.getNodes('OptionalMemberExpression'),
    ...tree.getNodes('TSQualifiedName'),
  ]
  return nodes
    .flatMap((node): readonly MemberUse[] => {
      const value = node.type === 'TSQualifiedName' ? toMember(node, evaluate(node.left)) : evaluate(node)
      if (value?.kind !== 'member' || !names.includes(value.name)) return []
      const origin = origins.get(value.origin.node) ?? value.origin
      origins.set(origin.node, origin)
      return [{ node, name: value.name, origin, call: getCall(tree, node) }]
    })
    .sort((a, b) => (a.node.start ?? 0) - (b.node.start ?? 0))
}

/** `plivo.Client` where it is a type. */
function toMember(node: NodeOf<'TSQualifiedName'>, left: SdkValue | undefined): SdkValue | undefined {
  if (left?.kind !== 'module') return undefined
  const { ref } = left
  return {
    kind: 'member',
    name: node.right.name,
    origin: { kind: 'member', node, ref, module: ref.module, literal: ref.literal },
  }
}

function isDeclared(tree: Tree, node: Node): boolean {
  const parent = tree.getParent(node)
  if (parent?.type === 'VariableDeclarator') return parent.id === node
  return parent?.type === 'ObjectProperty' && tree.getParent(parent)?.type === 'ObjectPattern'
}

function getCall(tree: Tree, node: Node): Call | undefined {
  let inner = node
  let parent = tree.getParent(node)
  while (parent !== undefined && /^(?:TSAs|TSNonNull|Parenthesized)/.test(parent.type)) {
    inner = parent
    parent = tree.getParent(parent)
  }
  if (parent === undefined || !isCall(parent)) return undefined
  return parent.callee === inner ? parent : undefined
}

const isCall = (node: Node): node is Call =>
  node.type === 'CallExpression' || node.type === 'OptionalCallExpression' || node.type === 'NewExpression'
