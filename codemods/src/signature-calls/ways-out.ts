import type { SignatureArgument } from '@plivo-to-vobiz/mappings'
import { getField, is, isSame, type Node } from '../grammar/tree.ts'

/** How a language writes branches, and the question whether an input is there. */
export interface Branching {
  /** Kinds of nodes with a condition, and of those that run what they hold when it is false. */
  readonly branches: readonly string[]
  readonly negated: readonly string[]
  /** Kinds of nodes that only hold statements, or repeat them. */
  readonly plain: readonly string[]
  /** One question whether an input is missing, or there, with its name as the only group that holds something. */
  readonly absent: RegExp
  readonly present: RegExp
}

/** The check that a way out belongs to. */
export interface WaysOut {
  readonly branching: Branching
  readonly fn: Node
  readonly roles: ReadonlyMap<SignatureArgument, Node>
  /** Whether an expression says if the digest is the signature. */
  readonly compares: (node: Node) => boolean
}

/** Inputs without which the helper refuses too. */
const NEEDED = ['url', 'nonce', 'signature', 'token'] as const

/** Whether an expression asks for nothing but inputs of the check. */
export function asksForInputs(text: string, form: RegExp, roles: WaysOut['roles']): boolean {
  const inputs = NEEDED.map((role) => roles.get(role)?.text())
  return text.split(/\|\||&&|\bor\b|\band\b/).every((question) => {
    const name = form.exec(question.trim())?.find((group, index) => index > 0 && group !== undefined)
    return name !== undefined && inputs.includes(name)
  })
}

/**
 * Whether the helper may take the place of a way out of a check: it accepts by the comparison alone, and refuses by it or
 * for want of an input. Any other condition, such as a nonce that was seen before, is a guard of the application's own,
 * and would be lost.
 *
 * @param way what the statement gives back: no, yes, or the outcome of the comparison
 */
export function isCovered(statement: Node, way: 'refuses' | 'accepts' | 'compares', check: WaysOut): boolean {
  const branches = findBranches(statement, check)
  if (branches === undefined) return false
  const { compares, roles, branching } = check
  const isThere = ({ condition, isElse, isNegated }: Branch): boolean =>
    asksForInputs(condition.text(), isElse === isNegated ? branching.present : branching.absent, roles)
  const isMissing = ({ condition, isElse, isNegated }: Branch): boolean =>
    asksForInputs(condition.text(), isElse === isNegated ? branching.absent : branching.present, roles)
  const isEqual = ({ condition, isElse, isNegated }: Branch): boolean => isElse === isNegated && compares(condition)
  const isUnequal = ({ condition, isElse, isNegated }: Branch): boolean => isElse !== isNegated && compares(condition)
  const [inner, ...outer] = branches
  if (!outer.every((branch) => isThere(branch) || isEqual(branch))) return false
  if (way === 'accepts') return inner !== undefined && isEqual(inner)
  if (inner === undefined) return true
  return way === 'compares' ? isThere(inner) || isEqual(inner) : isMissing(inner) || isUnequal(inner)
}

interface Branch {
  readonly condition: Node
  readonly isElse: boolean
  readonly isNegated: boolean
}

/** The branches around a statement, from the inside; `undefined` when something else is around it too. */
function findBranches(statement: Node, { branching, fn }: WaysOut): readonly Branch[] | undefined {
  const body = getField(fn, 'body')
  const found: Branch[] = []
  let inner = statement
  for (let node = statement.parent(); node !== null && !isSame(inner, body); node = node.parent()) {
    const isBranch = is(node, ...branching.branches)
    if (!isBranch && !is(node, ...branching.plain)) return isSame(node, fn) ? found : undefined
    const condition = isBranch ? getField(node, 'condition') : undefined
    if (condition !== undefined) {
      const isThen = ['consequence', 'body'].some((field) => isSame(getField(node, field), inner))
      found.push({ condition, isElse: !isThen, isNegated: is(node, ...branching.negated) })
    }
    inner = node
  }
  return found
}
