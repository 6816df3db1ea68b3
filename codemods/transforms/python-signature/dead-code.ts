import { type Binding, getScopes } from '../../src/python/scopes.ts'
import {
  findAround,
  getField,
  getNamedChildren,
  getRange,
  is,
  isSame,
  isWithin,
  type PyNode,
  walk,
} from '../../src/python/tree.ts'
import { walkMadeOf } from '../../src/signature-calls/made-of.ts'
import type { SourceFile } from '../../src/source-file.ts'
import { isPure } from './whole-check.ts'

/** Statements that only computed what a replaced expression was made of; names in `kept` are still needed. */
export function findDeadCode(file: SourceFile, replaced: PyNode, kept: ReadonlySet<string>): readonly PyNode[] {
  const fn = findAround(replaced, 'function_definition')
  const body = fn && getField(fn, 'body')
  if (fn === undefined || body === undefined) return []
  const dead = new Set(findNames(file, replaced, fn).filter(({ name }) => !kept.has(name)))
  for (;;) {
    const statements = findStatements(file, body, dead)
    const alive = [...dead].find((one) => !isOnlyIn(file, one, [...statements, replaced]))
    if (alive === undefined) return statements
    dead.delete(alive)
  }
}

/** The names of a function that an expression is made of. */
function findNames(file: SourceFile, start: PyNode, fn: PyNode): readonly Binding[] {
  const scopes = getScopes(file)
  const found = new Set<Binding>()
  const getValues = (node: PyNode): readonly PyNode[] => {
    const binding = is(node, 'identifier') ? scopes.resolve(node) : undefined
    if (binding === undefined || !isSame(binding.scope, fn)) return []
    if (binding.origins.some(({ kind }) => kind !== 'value' && kind !== 'other')) return []
    found.add(binding)
    const fed = scopes.getReferences(binding).flatMap((use) => findAround(use, 'expression_statement') ?? [])
    const built = [...walk(fn)].filter(
      (one) => is(one, 'augmented_assignment') && getField(one, 'left')?.text() === binding.name,
    )
    const values = binding.origins.flatMap((origin) => (origin.kind === 'value' ? [origin.value] : []))
    return [...values, ...built, ...fed.filter((one) => /^\w+\.(?:update|append)\(/.test(one.text()))]
  }
  for (const _ of walkMadeOf(start, getValues)) void _
  return [...found]
}

/** Whether a name is given its values, and used, in these nodes alone. */
function isOnlyIn(file: SourceFile, binding: Binding, nodes: readonly PyNode[]): boolean {
  const isIn = (node: PyNode): boolean => nodes.some((one) => isWithin(getRange(node), getRange(one)))
  const writes = [...walk(binding.scope)].filter(
    (one) => is(one, 'assignment', 'augmented_assignment') && getField(one, 'left')?.text() === binding.name,
  )
  const given = binding.origins.flatMap((origin) => (origin.kind === 'value' ? [origin.value] : []))
  return [...getScopes(file).getReferences(binding), ...writes, ...given].every(isIn)
}

/** Whole statements that do nothing but give dead names their values; a block is never left empty. */
function findStatements(file: SourceFile, block: PyNode, dead: ReadonlySet<Binding>): readonly PyNode[] {
  const statements = getNamedChildren(block)
  const own = statements.filter((one) => isDead(file, one, dead))
  const inner = statements
    .filter((one) => !own.includes(one))
    .flatMap((one) => getBlocks(one).flatMap((each) => findStatements(file, each, dead)))
  return own.length === statements.length && !is(block.parent(), 'function_definition') ? inner : [...own, ...inner]
}

function getBlocks(statement: PyNode): readonly PyNode[] {
  if (is(statement, 'function_definition', 'class_definition', 'decorated_definition')) return []
  return statement
    .namedChildren()
    .flatMap((child) =>
      is(child, 'block')
        ? [child]
        : is(child, 'else_clause', 'elif_clause', 'except_clause', 'finally_clause')
          ? getBlocks(child)
          : [],
    )
}

function isDead(file: SourceFile, statement: PyNode, dead: ReadonlySet<Binding>): boolean {
  const isOf = (node: PyNode | undefined): boolean => {
    const binding = node && is(node, 'identifier') ? getScopes(file).lookup(node.text(), node) : undefined
    return binding !== undefined && dead.has(binding)
  }
  if (is(statement, 'for_statement', 'if_statement')) {
    const blocks = getBlocks(statement)
    const isEmpty = blocks.every((block) => getNamedChildren(block).every((one) => isDead(file, one, dead)))
    return isEmpty && isPure(file, statement)
  }
  if (!is(statement, 'expression_statement')) return false
  const [only, ...more] = getNamedChildren(statement)
  if (only === undefined || more.length > 0 || !isPure(file, only)) return false
  if (is(only, 'assignment', 'augmented_assignment')) return isOf(getField(only, 'left'))
  const callee = is(only, 'call') ? getField(only, 'function') : undefined
  const isFed = callee !== undefined && /\.(?:update|append|extend)$/.test(callee.text())
  return isFed && isOf(getField(callee, 'object'))
}
