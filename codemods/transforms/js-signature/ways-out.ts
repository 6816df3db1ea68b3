import type { Node } from '@babel/types'
import { getStringValue, getText, type NodeOf, type Tree, unwrap, walk } from '../../src/javascript/tree.ts'
import { type Comparison, findComparison } from './comparison.ts'
import type { Slots } from './slots.ts'

/** The inputs without which the helper refuses too, as the check writes them. */
export type Needed = readonly string[]

/**
 * Whether the helper may take the place of a function: it answers by the comparison of the digest with the signature, and
 * `false` for want of an input or by length. Any other condition, such as a nonce that was seen before, is a guard of the
 * application's own, and would be lost.
 */
export function isAnsweredByComparison(
  slots: Slots,
  { body, digest, needed }: { readonly body: NodeOf<'BlockStatement'>; readonly digest: Node; readonly needed: Needed },
): boolean {
  const { tree } = slots
  const comparison = findComparison(tree, digest)
  if (comparison === undefined || comparison.isNegated) return false
  const check: Check = { tree, body, comparison, needed }
  const returns = [...walk(body)].filter(
    (node): node is NodeOf<'ReturnStatement'> => node.type === 'ReturnStatement' && isOwn(slots, node),
  )
  const answers = returns.filter(({ argument }) => !isFalse(argument))
  return (
    answers.length === 1 &&
    answers.every((answer) => compares(answer.argument, check) && isReachedWith(answer, check, 'there')) &&
    returns.every((one) => answers.includes(one) || isReachedWith(one, check, 'missing'))
  )
}

interface Check {
  readonly tree: Tree
  readonly body: Node
  readonly comparison: Comparison
  readonly needed: Needed
}

const isFalse = (node: Node | null | undefined): boolean => node?.type === 'BooleanLiteral' && !node.value

/** Whether a statement is of the function itself, not of one inside it. */
function isOwn(slots: Slots, node: Node): boolean {
  for (let around = slots.tree.getParent(node); around !== undefined; around = slots.tree.getParent(around)) {
    if (around === slots.function) return true
    if (/Function|Method/.test(around.type)) return false
  }
  return false
}

/** `signature && nonce && timingSafeEqual(…)`: the comparison, and questions whether inputs are there. */
function compares(outer: Node | null | undefined, check: Check): boolean {
  if (!outer) return false
  const parts = split(outer, '&&')
  const asked = parts.filter((part) => part !== check.comparison.node && unwrap(part) !== unwrap(check.comparison.node))
  return parts.length === asked.length + 1 && asked.every((part) => asksFor(part, check, 'there'))
}

/** Whether the conditions around a statement are questions for inputs, and the innermost has the given answer. */
function isReachedWith(statement: Node, check: Check, last: 'there' | 'missing'): boolean {
  const { tree, body, comparison } = check
  let expected = last
  let inner: Node = statement
  for (let node = tree.getParent(statement); node !== undefined && inner !== body; node = tree.getParent(node)) {
    if (node.type === 'IfStatement') {
      const isThen = node.consequent === inner
      const answer = isThen === (expected === 'missing') ? 'missing' : 'there'
      const isLength = isThen && expected === 'missing' && comparison.lengthChecks.includes(node)
      if (!isLength && !asksFor(node.test, check, answer)) return false
      expected = 'there'
    } else if (!/^(?:BlockStatement|TryStatement|CatchClause)$/.test(node.type)) return false
    inner = node
  }
  return true
}

/** Whether an expression asks for nothing but inputs: whether all are there, or whether one is missing. */
function asksFor(test: Node, check: Check, answer: 'there' | 'missing'): boolean {
  return split(test, answer === 'there' ? '&&' : '||').every((part) => {
    const input = answer === 'there' ? getAsked(part, check.tree) : getMissed(part, check.tree)
    return input !== undefined && check.needed.includes(input)
  })
}

/** The parts of `a && b && c`, or of `a || b || c`. */
function split(outer: Node, operator: '&&' | '||'): readonly Node[] {
  const node = unwrap(outer)
  return node.type === 'LogicalExpression' && node.operator === operator
    ? [...split(node.left, operator), ...split(node.right, operator)]
    : [node]
}

/** The input of `x`, `!!x`, `Boolean(x)`, `x != null`, `typeof x === 'string'`. */
function getAsked(outer: Node, tree: Tree): string | undefined {
  const node = unwrap(outer)
  if (node.type === 'UnaryExpression' && node.operator === '!') return getMissed(node.argument, tree)
  if (node.type === 'CallExpression' && getText(tree, node.callee) === 'Boolean' && node.arguments[0])
    return getAsked(node.arguments[0], tree)
  return getCompared(node, tree, /^!==?$/) ?? getTyped(node, tree, /^===?$/) ?? getName(node, tree)
}

/** The input of `!x`, `x == null`, `x === ''`, `typeof x !== 'string'`. */
function getMissed(outer: Node, tree: Tree): string | undefined {
  const node = unwrap(outer)
  if (node.type === 'UnaryExpression' && node.operator === '!') return getAsked(node.argument, tree)
  return getCompared(node, tree, /^===?$/) ?? getTyped(node, tree, /^!==?$/)
}

/** `x` of a comparison with nothing: `null`, `undefined`, an empty text. */
function getCompared(node: Node, tree: Tree, operator: RegExp): string | undefined {
  if (node.type !== 'BinaryExpression' || !operator.test(node.operator)) return undefined
  const isNothing = /^(?:null|undefined|''|"")$/.test(getText(tree, node.right))
  return isNothing ? getName(node.left, tree) : undefined
}

/** `x` of `typeof x === 'string'`. */
function getTyped(node: Node, tree: Tree, operator: RegExp): string | undefined {
  if (node.type !== 'BinaryExpression' || !operator.test(node.operator)) return undefined
  const { left } = node
  const isText =
    left.type === 'UnaryExpression' && left.operator === 'typeof' && getStringValue(node.right) === 'string'
  return isText ? getName(left.argument, tree) : undefined
}

const getName = (node: Node, tree: Tree): string | undefined =>
  node.type === 'Identifier' || node.type === 'MemberExpression' ? getText(tree, node) : undefined
