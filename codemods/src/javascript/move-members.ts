import type { Node } from '@babel/types'
import type { Edit } from '../touchpoint.ts'
import { chooseNames, type NameUse } from './names.ts'
import { getOriginEdits } from './origin-edits.ts'
import type { Tree } from './tree.ts'

/** Members of the SDK that move to one of our modules under the same name. */
export interface Move {
  /** Every use of them in the file. */
  readonly uses: readonly NameUse[]
  readonly module: string
  readonly toLonger: (name: string) => string
}

/** The edits by which each use comes from our module; `undefined` for a use that cannot be split from the SDK. */
export function moveMembers(tree: Tree, { uses, module, toLonger }: Move): ReadonlyMap<Node, readonly Edit[]> {
  const plan = chooseNames(tree, { uses, kept: new Set(), isRewritten: () => true, modules: [module], toLonger })
  return new Map(
    uses.flatMap((use): readonly [Node, readonly Edit[]][] =>
      plan.stuck.has(use.origin) ? [] : [[use.node, getOriginEdits({ tree, module, plan }, use)]],
    ),
  )
}
