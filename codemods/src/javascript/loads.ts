import type { Node } from '@babel/types'
import { getStringValue, type NodeOf, unwrap } from './tree.ts'

/** Whether an expression is a call of `require`. */
export const isRequire = (outer: Node): boolean => {
  const node = unwrap(outer)
  return node.type === 'CallExpression' && node.callee.type === 'Identifier' && node.callee.name === 'require'
}

/** Whether an expression is a call of `require` or an `import()`. */
export const isLoad = (node: Node | undefined): node is NodeOf<'ImportExpression'> | NodeOf<'CallExpression'> =>
  node?.type === 'ImportExpression' ||
  (node?.type === 'CallExpression' && (node.callee.type === 'Import' || isRequire(node)))

/** The module of `require('x')` and `import('x')`, and of `require('x').default` and the like. */
export function getLoaded(outer: Node): string | undefined {
  const node = unwrap(outer)
  if (node.type === 'MemberExpression') return getLoaded(node.object)
  if (!isLoad(node)) return undefined
  return getStringValue(node.type === 'ImportExpression' ? node.source : node.arguments[0])
}
