import type { Node } from '@babel/types'
import type { Edit } from '../touchpoint.ts'
import { getRange, type Tree } from './tree.ts'

/** Whether two expressions joined by an operator can stand where one stands now, without parentheses of their own. */
export function standsAlone(tree: Tree, node: Node, operator: string): boolean {
  if (node.extra?.parenthesized === true) return false
  const parent = tree.getParent(node)
  switch (parent?.type) {
    case 'LogicalExpression':
      return parent.operator === operator && parent.left === node
    case 'VariableDeclarator':
    case 'ReturnStatement':
    case 'ExpressionStatement':
    case 'IfStatement':
    case 'ArrayExpression':
    case 'TemplateLiteral':
      return true
    case 'ArrowFunctionExpression':
      return parent.body === node
    case 'AssignmentExpression':
    case 'AssignmentPattern':
      return parent.right === node
    case 'ObjectProperty':
      return parent.value === node && !parent.computed
    case 'CallExpression':
    case 'NewExpression':
    case 'OptionalCallExpression':
      return parent.callee !== node
    default:
      return false
  }
}

/** The edit by which an expression becomes a joined one, in parentheses where the place needs them. */
export function replaceJoined(tree: Tree, node: Node, { operator, text }: { operator: string; text: string }): Edit {
  return { ...getRange(node), text: standsAlone(tree, node, operator) ? text : `(${text})` }
}

/** The range of an expression with the parentheses that hug it: what `replaceJoined` wrote. */
export function getJoinedRange(tree: Tree, node: Node): { readonly start: number; readonly end: number } {
  const { start, end } = getRange(node)
  // By the text: of two pairs, the tree knows the outer one alone.
  const isHugged = node.extra?.parenthesized === true && tree.text[start - 1] === '(' && tree.text[end] === ')'
  return isHugged ? { start: start - 1, end: end + 1 } : { start, end }
}

/** Whether an expression can be evaluated twice: names and members of names. */
export function isRepeatable(node: Node): boolean {
  switch (node.type) {
    case 'Identifier':
    case 'ThisExpression':
    case 'StringLiteral':
    case 'NumericLiteral':
      return true
    case 'TSAsExpression':
    case 'TSNonNullExpression':
    case 'ParenthesizedExpression':
      return isRepeatable(node.expression)
    case 'TemplateLiteral':
      return node.expressions.every(isRepeatable)
    case 'MemberExpression':
    case 'OptionalMemberExpression':
      return isRepeatable(node.object) && (!node.computed || isRepeatable(node.property))
    default:
      return false
  }
}
