import type { Node } from '@babel/types'
import { type Tree, unwrap } from '../../src/javascript/tree.ts'

/** The last statement at the top that loads a module. */
export function findLastLoad(tree: Tree): Node | undefined {
  return tree.root.program.body.findLast(
    (statement) =>
      statement.type === 'ImportDeclaration' ||
      (statement.type === 'VariableDeclaration' && statement.declarations.some(({ init }) => init && isRequire(init))),
  )
}

/** Whether an expression is a call of `require`. */
export const isRequire = (outer: Node): boolean => {
  const node = unwrap(outer)
  return node.type === 'CallExpression' && node.callee.type === 'Identifier' && node.callee.name === 'require'
}
