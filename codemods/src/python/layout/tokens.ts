import { getRange, is, type PyNode } from '../tree.ts'

/** A word, sign or string of a statement. */
export interface Token {
  readonly text: string
  /** What stands before it when both are on one line. */
  readonly space: string
  /** Where the line may be broken before it, or after it for a comma: the higher, the earlier. */
  readonly priority: number
  /** Optional parentheses, which stand in the text only where a line needs them. */
  readonly isOptional?: true
  /** Whether it closes an index, which is no place to break a line at. */
  readonly isIndex?: boolean
}

export const COMMA = 18
const PRIORITIES: readonly (readonly [number, RegExp])[] = [
  [14, /^(?:and|or)$/],
  [10, /^(?:==|!=|<|>|<=|>=|in|not in|is|is not)$/],
  [9, /^\|$/],
  [6, /^[+-]$/],
  [5, /^(?:\*|\/|\/\/|%|@)$/],
]
const TERNARY = 16
const COMPREHENSION = 20
const STRINGS = 12
const DOT = 1

/** The tokens of a node, in order; `undefined` when there is a comment or a text over several lines among them. */
export function toTokens(root: PyNode, text: string): Token[] | undefined {
  const leaves: PyNode[] = []
  const visit = (node: PyNode): boolean => {
    if (is(node, 'comment', 'line_continuation', 'lambda')) return false
    if (is(node, 'string')) {
      leaves.push(node)
      return !node.text().includes('\n')
    }
    const children = node.children()
    if (children.length === 0) {
      if (node.text() !== '') leaves.push(node)
      return true
    }
    if (is(node, 'block')) return true
    return children.every(visit)
  }
  if (!visit(root)) return undefined
  return leaves.map((leaf, index): Token => {
    const before = leaves[index - 1]
    return {
      text: leaf.text().replaceAll(/\s+/g, is(leaf, 'string') ? '$&' : ' '),
      space: before === undefined ? '' : getSpace(text.slice(getRange(before).end, getRange(leaf).start), before, leaf),
      priority: getPriority(leaf, before),
      isIndex: leaf.text() === ']' && is(leaf.parent(), 'subscript'),
    }
  })
}

function getSpace(between: string, before: PyNode, leaf: PyNode): string {
  if (!between.includes('\n')) return between
  if (/^[([{]$/.test(before.text()) || /^[)\]}.,]$/.test(leaf.text()) || before.text() === '.') return ''
  return ' '
}

function getPriority(leaf: PyNode, before: PyNode | undefined): number {
  const parent = leaf.parent()
  const text = leaf.text().replaceAll(/\s+/g, ' ')
  if (text === ',') return COMMA
  if (is(leaf, 'string')) return is(before, 'string') ? STRINGS : 0
  if (text === '.') return before !== undefined && is(before, 'identifier') ? 0 : DOT
  if (is(parent, 'conditional_expression') && /^(?:if|else)$/.test(text)) return TERNARY
  if (is(parent, 'for_in_clause', 'if_clause') && /^(?:for|async|if)$/.test(text)) return COMPREHENSION
  if (!is(parent, 'binary_operator', 'comparison_operator', 'boolean_operator')) return 0
  return PRIORITIES.find(([, pattern]) => pattern.test(text))?.[0] ?? 0
}

const OPEN = /^[([{]$/
const CLOSE = /^[)\]}]$/
export const isOpen = (token: Token | undefined): boolean =>
  token !== undefined && (token.isOptional ? token.space === '(' : OPEN.test(token.text))
export const isClose = (token: Token | undefined): boolean =>
  token !== undefined && (token.isOptional ? token.space === ')' : CLOSE.test(token.text))

/** Tokens on one line. */
export const write = (tokens: readonly Token[]): string =>
  tokens.map((token, index) => (token.isOptional ? '' : (index === 0 ? '' : token.space) + token.text)).join('')
