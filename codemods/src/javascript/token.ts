import type { Node } from '@babel/types'
import { COUNTERPARTS, VOBIZ_TOKEN } from '../settings/counterparts.ts'
import { type Binding, getScopes } from './scopes.ts'
import { getKeyName, getRange, getStringValue, getText, type Tree, unwrap, walk } from './tree.ts'

/** The expression that gives Vobiz's token where the author had Plivo's. */
export interface VobizToken {
  readonly text: string
  /** What a person should look at, if anything. */
  readonly code: 'signature-token-source' | 'signature-token-declared' | undefined
}

/**
 * Writes the read of Vobiz's token in the form the author reads Plivo's: `process.env.X`, `Deno.env.get('X')`, with
 * its casts. A token from elsewhere becomes a plain read of the environment.
 */
export function toVobizToken(tree: Tree, token: Node): VobizToken {
  const direct = renameRead(tree, token)
  if (direct !== undefined)
    return { text: direct, code: startsWithGlobal(tree, getCore(token)) ? undefined : 'signature-token-declared' }
  const node = unwrap(token)
  const binding = node.type === 'Identifier' ? getScopes(tree).resolve(node) : undefined
  const named = binding && renameBinding(tree, binding)
  if (named !== undefined) return { text: named, code: undefined }
  return { text: `process.env.${VOBIZ_TOKEN}`, code: 'signature-token-source' }
}

/** The text of an expression that reads one known variable, with the variable renamed. */
function renameRead(tree: Tree, outer: Node): string | undefined {
  if (!isRead(outer)) return undefined
  const names = [...walk(outer)].filter((node) => COUNTERPARTS.has(getName(node) ?? ''))
  const [name] = names
  if (name === undefined || names.length > 1) return undefined
  const { start } = getRange(outer)
  const text = getText(tree, outer)
  const written = getName(name) ?? ''
  const place = text.indexOf(written, getRange(name).start - start)
  return text.slice(0, place) + COUNTERPARTS.get(written) + text.slice(place + written.length)
}

const getName = (node: Node): string | undefined => (node.type === 'Identifier' ? node.name : getStringValue(node))

/** Whether an expression is a read of a variable and nothing more: a fallback may only be the empty string. */
function isRead(outer: Node): boolean {
  const node = unwrap(outer)
  if (node.type === 'LogicalExpression') return isRead(node.left) && getStringValue(node.right) === ''
  if (node.type === 'MemberExpression' || node.type === 'OptionalMemberExpression')
    return COUNTERPARTS.has(getKeyName(node.property, node.computed) ?? '')
  const trimmed = getTrimmed(node)
  if (trimmed !== undefined) return isRead(trimmed)
  if (node.type !== 'CallExpression') return false
  const [first, ...rest] = node.arguments
  if (first === undefined || rest.length > 0) return false
  if (node.callee.type === 'Identifier' && node.callee.name === 'String') return isRead(first)
  return COUNTERPARTS.has(getStringValue(first) ?? '')
}

/** The value of `value.trim()`. */
function getTrimmed(node: Node): Node | undefined {
  if (node.type !== 'CallExpression' && node.type !== 'OptionalCallExpression') return undefined
  const { callee } = node
  if (callee.type !== 'MemberExpression' && callee.type !== 'OptionalMemberExpression') return undefined
  return /^(?:trim|toString)$/.test(getKeyName(callee.property, callee.computed) ?? '') ? callee.object : undefined
}

/** A constant that holds the read of a variable of a global: the read can be repeated anywhere in the file. */
function renameBinding(tree: Tree, binding: Binding): string | undefined {
  const { origin, path } = binding
  if (origin.kind !== 'variable' || !origin.declarator.init || getScopes(tree).getAssignments(binding).length > 0)
    return undefined
  const init = getCore(origin.declarator.init)
  if (!startsWithGlobal(tree, init)) return undefined
  if (path.length === 0) return renameRead(tree, init)
  const vobiz = COUNTERPARTS.get(path[0] ?? '')
  return path.length === 1 && vobiz !== undefined ? `${getText(tree, init)}.${vobiz}` : undefined
}

/** The read inside its fallback and casts. */
function getCore(outer: Node): Node {
  const node = unwrap(outer)
  if (node.type === 'LogicalExpression') return getCore(node.left)
  const trimmed = getTrimmed(node)
  if (trimmed !== undefined) return getCore(trimmed)
  const [first] = node.type === 'CallExpression' ? node.arguments : []
  const isString = node.type === 'CallExpression' && node.callee.type === 'Identifier' && node.callee.name === 'String'
  return isString && first !== undefined ? getCore(first) : node
}

function startsWithGlobal(tree: Tree, node: Node): boolean {
  if (node.type === 'Identifier') return getScopes(tree).resolve(node) === undefined
  if (node.type === 'MetaProperty' || node.type === 'Import') return true
  if (node.type === 'MemberExpression' || node.type === 'OptionalMemberExpression')
    return startsWithGlobal(tree, node.object)
  return node.type === 'CallExpression' && startsWithGlobal(tree, node.callee)
}
