import { basename } from 'node:path'
import type { Function as FunctionNode, Node } from '@babel/types'
import { findCalls, getReturned } from '../../src/javascript/calls.ts'
import { getFunctions } from '../../src/javascript/scopes.ts'
import { findAround, getKeyName, getRange, getTree, type Tree, unwrap, walk } from '../../src/javascript/tree.ts'
import type { SourceFile } from '../../src/source-file.ts'
import type { Range } from '../../src/touchpoint.ts'
import { findHeaderLiterals, findHeaderReads } from './headers.ts'
import { createTracer, type Tracer } from './trace.ts'
import type { HelperCall } from './uses.ts'

/** A check that lets requests pass that it ought to refuse, before the migration and after it. */
export interface Doubt {
  readonly code:
    | 'signature-absent-accepted'
    | 'signature-never-checked'
    | 'signature-result-ignored'
    | 'signature-never-called'
  readonly range: Range
}

/** Everything about the checks of a file that makes them no checks. */
export function findDoubts(file: SourceFile, calls: readonly HelperCall[]): readonly Doubt[] {
  const tree = getTree(file)
  const doubts = [...findStubs(file, tree), ...findAbsent(tree), ...calls.flatMap((use) => findUnused(tree, use))]
  return doubts.filter(({ code, range }, index) => {
    const first = doubts.findIndex((one) => one.code === code && one.range.start === range.start)
    return first === index
  })
}

/** Names of functions that are there to check a webhook. */
const CHECK_NAME = /^(?:verify|validate|check|is_?valid|authenticate)\w*(?:signature|webhook|request|plivo|callback)/i

/** `verifyWebhook() { return true }` of something that is named for Plivo. */
function findStubs(file: SourceFile, tree: Tree): readonly Doubt[] {
  const isPlivoFile = /plivo/i.test(basename(file.path))
  return getFunctions(tree).flatMap((node): readonly Doubt[] => {
    const named = getName(tree, node)
    if (named === undefined || !CHECK_NAME.test(named.name) || !isTrue(node)) return []
    const owner = findAround(tree, node, ['ClassDeclaration', 'ClassExpression'])
    const isOfPlivo = isPlivoFile || /plivo/i.test(named.name) || /plivo/i.test(owner?.id?.name ?? '')
    return isOfPlivo ? [{ code: 'signature-never-checked', range: getRange(named.node) }] : []
  })
}

function getName(tree: Tree, node: FunctionNode): { readonly name: string; readonly node: Node } | undefined {
  if (node.type === 'ClassMethod' || node.type === 'ObjectMethod') {
    const name = getKeyName(node.key, node.computed)
    return name === undefined ? undefined : { name, node: node.key }
  }
  if (node.type === 'FunctionDeclaration') return node.id ? { name: node.id.name, node: node.id } : undefined
  const parent = tree.getParent(node)
  if (parent?.type === 'VariableDeclarator' && parent.id.type === 'Identifier')
    return { name: parent.id.name, node: parent.id }
  if (parent?.type !== 'ClassProperty' && parent?.type !== 'ObjectProperty') return undefined
  const name = getKeyName(parent.key, parent.computed === true)
  return name === undefined ? undefined : { name, node: parent.key }
}

/** Whether a function does nothing but say yes. */
function isTrue(node: FunctionNode): boolean {
  if (node.body.type === 'BlockStatement' && node.body.body.some(({ type }) => type !== 'ReturnStatement')) return false
  const values = getReturned(node)
  return values.length > 0 && values.every(isYes)
}

function isYes(outer: Node): boolean {
  const node = unwrap(outer)
  if (node.type === 'BooleanLiteral') return node.value
  if (node.type === 'CallExpression') return node.arguments.length === 1 && node.arguments.every(isYes)
  return (
    node.type === 'ObjectExpression' &&
    node.properties.some(
      (one) =>
        one.type === 'ObjectProperty' &&
        /^(?:ok|valid|isValid|success|verified)$/.test(getKeyName(one.key, one.computed) ?? '') &&
        isYes(one.value),
    )
  )
}

/** Requests without a signature that pass: `if (!signature) return next()`, `if (signature) { … } next()`. */
function findAbsent(tree: Tree): readonly Doubt[] {
  const trace = createTracer(tree, findHeaderReads(tree, findHeaderLiterals(tree)))
  return tree.getNodes('IfStatement').flatMap((statement): readonly Doubt[] => {
    const sign = getPresence(statement.test, trace)
    const isOpen =
      sign === 'absent' ? accepts(statement.consequent) : sign === 'present' && fallsThrough(tree, statement, trace)
    return isOpen ? [{ code: 'signature-absent-accepted', range: getRange(statement.test) }] : []
  })
}

/** Whether a condition asks for a signature that is there, or for one that is not. */
function getPresence(outer: Node, trace: Tracer): 'present' | 'absent' | undefined {
  const node = unwrap(outer)
  if (node.type === 'UnaryExpression' && node.operator === '!')
    return getPresence(node.argument, trace) === 'present' ? 'absent' : undefined
  if (node.type === 'LogicalExpression') {
    const sides = [getPresence(node.left, trace), getPresence(node.right, trace)]
    if (sides.includes('absent')) return 'absent'
    return sides.every((side) => side === 'present') ? 'present' : undefined
  }
  const isValue = /^(?:Identifier|(?:Optional)?(?:Member|Call)Expression)$/.test(node.type)
  const reads = isValue ? [...trace(node).reads] : []
  return reads.length > 0 && reads.every(({ literal }) => literal.row.role === 'signature') && isPlain(node)
    ? 'present'
    : undefined
}

/** A value itself, not what a call made of it: `verify(signature)` asks for more than presence. */
const isPlain = (node: Node): boolean =>
  node.type !== 'CallExpression' ||
  (node.arguments.length === 1 && /^(?:String|Template)Literal$/.test(node.arguments[0]?.type ?? ''))

/** Whether a branch ends by letting the request through. */
function accepts(node: Node | undefined): boolean {
  switch (node?.type) {
    case 'BlockStatement': {
      const last = node.body.at(-1)
      const isBare = last?.type === 'ReturnStatement' && !last.argument
      return accepts(isBare ? node.body.at(-2) : last)
    }
    case 'ReturnStatement':
      return node.argument ? isPass(node.argument) : false
    case 'ExpressionStatement':
      return isPass(node.expression)
    default:
      return false
  }
}

/** `true`, `next()`, `await next()`. */
function isPass(outer: Node): boolean {
  const node = unwrap(outer)
  if (node.type === 'UnaryExpression' && node.operator === 'void') return isPass(node.argument)
  if (node.type === 'BooleanLiteral') return node.value
  const isNext = node.type === 'CallExpression' && node.callee.type === 'Identifier' && node.callee.name === 'next'
  return isNext && node.arguments.length === 0
}

/** Whether a function that checks only what is there ends by letting the rest through. */
function fallsThrough(tree: Tree, statement: Node, trace: Tracer): boolean {
  const block = tree.getParent(statement)
  if (block?.type !== 'BlockStatement' || !/Function|Method/.test(tree.getParent(block)?.type ?? '')) return false
  if (statement.type !== 'IfStatement' || statement.alternate) return false
  const leaves = [...walk(statement.consequent)].some(({ type }) => /^(?:Return|Throw)Statement$/.test(type))
  const after = block.body.slice(block.body.indexOf(statement) + 1)
  const isChecked = after.every((one) => one.type === 'IfStatement' || one === after.at(-1))
  const isRefused = block.body.some(
    (one) => one.type === 'IfStatement' && getPresence(one.test, trace) === 'absent' && !accepts(one.consequent),
  )
  return leaves && isChecked && !isRefused && accepts(after.at(-1))
}

/** Checks whose verdict nobody reads, and functions around checks that nobody calls. */
function findUnused(tree: Tree, { call }: HelperCall): readonly Doubt[] {
  if (isStatement(tree, call)) return [{ code: 'signature-result-ignored', range: getRange(call.callee) }]
  const around = getFunctions(tree)
    .filter((one) => getReturned(one).some((value) => unwrap(value) === call))
    .at(0)
  if (around === undefined) return []
  const { calls, isShared } = findCalls(tree, around)
  const name = getName(tree, around)
  if (!isShared && calls.length === 0 && name !== undefined && around.type !== 'ClassMethod')
    return [{ code: 'signature-never-called', range: getRange(name.node) }]
  if (around.type === 'ClassMethod' || around.type === 'ObjectMethod') return []
  return calls
    .filter((one) => isStatement(tree, one))
    .map((one): Doubt => ({ code: 'signature-result-ignored', range: getRange(one.callee) }))
}

function isStatement(tree: Tree, call: Node): boolean {
  const parent = tree.getParent(call)
  if (parent?.type === 'AwaitExpression') return isStatement(tree, parent)
  return parent?.type === 'ExpressionStatement'
}
