import { getNamed } from '../grammar/nodes.ts'
import { getField, getRange, is, isSame, isWithin, type Node, type Tree, walk } from '../grammar/tree.ts'
import type { LanguageName } from '../source-file.ts'
import type { Range } from '../touchpoint.ts'
import { ABSENT, BRANCHES, GOES_ON, LEAVES, NEGATED, NO_ERROR, PRESENT, REFUSES } from './fail-open-forms.ts'

/** What is known of a file whose branches are looked at. */
export interface Scope {
  readonly language: LanguageName
  readonly tree: Tree
  /** Places that read a Plivo header. */
  readonly reads: readonly Node[]
  /** Calls of signature helpers, and digests made by hand. */
  readonly checks: readonly Node[]
  /** What the headers that a value is made of carry: `signature`, `nonce`. */
  getRoles(node: Node): readonly string[]
  findFunction(node: Node): Node | undefined
}

/**
 * Branches that let a request pass because it has no signature: `return true if signature.nil?`, or a check only of
 * what is there, after which the rest goes on. Branches about anything else are the application's own.
 */
export function findFailOpen(scope: Scope): readonly Range[] {
  if (scope.reads.length + scope.checks.length === 0) return []
  return getKinds(scope)
    .flatMap((kind) => scope.tree.getNodes(kind))
    .flatMap((branch) => {
      const condition = getField(branch, 'condition')
      const asked = askBranch(branch, scope)
      if (condition === undefined || asked === undefined) return []
      const isOpen =
        asked === 'absent' ? letsPass(getStatements(getThen(branch)), branch, scope) : goesOn(branch, scope)
      // From the branch on, since a condition that is a read alone may be replaced as a whole.
      return isOpen ? [{ start: getRange(branch).start, end: getRange(condition).end }] : []
    })
}

const getKinds = ({ language }: Scope): readonly string[] => BRANCHES[language] ?? []

type Answer = 'present' | 'absent'

/** Whether a branch runs for a signature that is there, or for one that is not. */
function askBranch(branch: Node, scope: Scope): Answer | undefined {
  const condition = getField(branch, 'condition')
  if (condition === undefined) return undefined
  return is(branch, ...NEGATED) ? invert(ask(condition, scope, true)) : ask(condition, scope, false)
}

const invert = (answer: Answer | undefined): Answer | undefined =>
  answer && (answer === 'present' ? 'absent' : 'present')

/** What a condition asks for; of several questions the one that a missing signature answers counts. */
function ask(outer: Node, scope: Scope, isNegated: boolean): Answer | undefined {
  const node = unwrap(outer)
  const operators = node.children().filter((child) => !child.isNamed())
  if (operators.some((child) => /^(?:\|\||&&|and|or)$/.test(child.text()))) {
    const sides = getNamed(node).map((side) => ask(side, scope, isNegated))
    const [one, other]: readonly Answer[] = isNegated ? ['present', 'absent'] : ['absent', 'present']
    if (one !== undefined && sides.includes(one)) return one
    return sides.every((side) => side === other) ? other : undefined
  }
  const [only, ...more] = getNamed(node)
  if (only !== undefined && more.length === 0 && /^(?:!|not)$/.test(operators[0]?.text() ?? '')) {
    return invert(ask(only, scope, !isNegated))
  }
  const text = node.text().trim()
  for (const [answer, forms] of [
    ['absent', ABSENT],
    ['present', PRESENT],
  ] as const)
    for (const form of forms) {
      const subject = form.exec(text)?.[1]
      if (subject !== undefined) return isSignature(findNode(node, subject), scope) ? answer : undefined
    }
  return isSignature(node, scope) ? 'present' : undefined
}

function unwrap(node: Node): Node {
  const [only, ...more] = getNamed(node)
  const isWrapped = is(node, 'parenthesized_expression', 'parenthesized_statements')
  return isWrapped && only !== undefined && more.length === 0 ? unwrap(only) : node
}

const findNode = (node: Node, text: string): Node | undefined =>
  [...walk(node)].find((one) => one.isNamed() && one.text() === text)

/** A signature itself, not what a call made of it: `valid?(signature)` asks for more than that it is there. */
function isSignature(node: Node | undefined, scope: Scope): boolean {
  if (node === undefined) return false
  const isRead = scope.reads.some((read) => isSame(read, node))
  if (!isRead && !/^[@$]*\w+(?:(?:\.|->|::|&\.)\w+)*$/.test(node.text())) return false
  const roles = scope.getRoles(node)
  if (roles.length > 0) return roles.every((role) => role === 'signature')
  // A parameter of the check itself, whose callers are in other files.
  const fn = scope.findFunction(node)
  const parameters = fn && getField(fn, 'parameters')
  return (
    fn !== undefined &&
    parameters !== undefined &&
    /^\$?(?:\w+_)?sig(?:nature)?s?(?:_?v[23])?$|^\$?[a-z]\w*Signature$/i.test(node.text()) &&
    findNode(parameters, node.text()) !== undefined &&
    scope.checks.some((check) => isWithin(getRange(check), getRange(fn)))
  )
}

const getThen = (branch: Node): Node | undefined => getField(branch, 'consequence') ?? getField(branch, 'body')

const LISTS = ['then', 'block', 'compound_statement', 'statement_list', 'body_statement', 'program']

/** The statements of a branch or a body. */
function getStatements(node: Node | undefined): readonly Node[] {
  if (node === undefined) return []
  return is(node, ...LISTS) ? getNamed(node).flatMap((one) => (is(one, ...LISTS) ? getStatements(one) : [one])) : [node]
}

const getText = (node: Node | undefined): string => (node?.text() ?? '').replace(/\s*;\s*$/, '').trim()

const isPass = (statement: string, { language }: Scope): boolean =>
  GOES_ON.test(statement) || (language === 'go' && statement === NO_ERROR)

/** Whether statements end by letting the request through. */
function letsPass(statements: readonly Node[], branch: Node, scope: Scope): boolean {
  const last = getText(statements.at(-1))
  if (isPass(last, scope)) return true
  if (!LEAVES.test(last)) return false
  if (GOES_ON.test(getText(statements.at(-2)))) return true
  // A method that refuses by an answer or an error of its own accepts when it is left without either.
  const fn = scope.findFunction(branch)
  const text = fn?.text() ?? ''
  return (
    fn !== undefined &&
    REFUSES.test(text) &&
    !/\b(?:true|false)\b/i.test(text) &&
    !REFUSES.test(getThen(branch)?.text() ?? '')
  )
}

/** Whether a check only of what is there is followed by nothing that refuses the rest. */
function goesOn(branch: Node, scope: Scope): boolean {
  const then = getThen(branch)?.text() ?? ''
  if (getField(branch, 'alternative') !== undefined || !scope.checks.some((one) => isInside(one, getThen(branch))))
    return false
  const fn = scope.findFunction(branch)
  const body = fn && (getField(fn, 'body') ?? getField(fn, 'block'))
  const statements = getStatements(body ?? fn)
  const at = statements.findIndex((one) => isSame(one, branch))
  if (fn === undefined || at < 0 || !(REFUSES.test(then) || /\breturn\b/.test(then))) return false
  const isRefused = statements.some(
    (one) => is(one, ...getKinds(scope)) && !isSame(one, branch) && refusesAbsent(one, scope),
  )
  const after = statements.slice(at + 1)
  const rest = after.map(getText).join('\n')
  if (isRefused || /\bfalse\b/i.test(rest) || REFUSES.test(rest)) return false
  return isPass(getText(after.at(-1)), scope) || REFUSES.test(then)
}

const isInside = (node: Node, outer: Node | undefined): boolean =>
  outer !== undefined && isWithin(getRange(node), getRange(outer))

const refusesAbsent = (branch: Node, scope: Scope): boolean =>
  askBranch(branch, scope) === 'absent' && !letsPass(getStatements(getThen(branch)), branch, scope)
