import type { Node } from '@babel/types'
import { isRequire } from '../../src/javascript/loads.ts'
import type { Tree } from '../../src/javascript/tree.ts'

/** The last statement at the top that loads a module. */
export function findLastLoad(tree: Tree): Node | undefined {
  return tree.root.program.body.findLast(
    (statement) =>
      statement.type === 'ImportDeclaration' ||
      (statement.type === 'VariableDeclaration' && statement.declarations.some(({ init }) => init && isRequire(init))),
  )
}
