import type { Node } from '@babel/types'
import { getScopes } from '../../src/javascript/scopes.ts'
import { getKeyName, getRange, getText, type Tree, unwrap } from '../../src/javascript/tree.ts'
import type { Edit } from '../../src/touchpoint.ts'

/** What a request sends. */
export interface Payload {
  /** The object of fields. */
  readonly fields: Node
  /** What makes JSON of it. */
  readonly edits: readonly Edit[]
  /** Whether the request has to say that it is JSON, since nothing else will. */
  readonly isForm: boolean
}

/** `JSON.stringify(x)`, `new URLSearchParams(x)`, `querystring.stringify(x)`, also with `.toString()`, also in a constant. */
export function readEncoded(tree: Tree, outer: Node): Payload | undefined {
  const node = follow(tree, outer)
  const { given, form } = getGiven(tree, node)
  if (given === undefined) return undefined
  if (!form) return { fields: given, edits: [], isForm: false }
  // Only an object in place: the pairs of a list or of a text are not fields that can be seen.
  if (unwrap(given).type !== 'ObjectExpression') return undefined
  return {
    fields: given,
    edits: [{ ...getRange(node), text: `JSON.stringify(${getText(tree, given)})` }],
    isForm: true,
  }
}

/** The same where the library makes JSON of an object by itself. */
export function readData(tree: Tree, outer: Node): Payload {
  const encoded = readEncoded(tree, outer)
  if (encoded === undefined) return { fields: outer, edits: [], isForm: false }
  if (!encoded.isForm) return encoded
  const edits = encoded.edits.map((edit) => ({ ...edit, text: getText(tree, encoded.fields) }))
  return { ...encoded, edits }
}

function follow(tree: Tree, outer: Node): Node {
  const node = unwrap(outer)
  const binding = node.type === 'Identifier' ? getScopes(tree).resolve(node) : undefined
  if (binding?.origin.kind !== 'variable' || binding.path.length > 0 || !binding.origin.declarator.init) return node
  const scopes = getScopes(tree)
  const isUntouched =
    scopes.getAssignments(binding).length === 0 && scopes.getReferences(binding).every((use) => !isChanged(tree, use))
  const init = unwrap(binding.origin.declarator.init)
  return isUntouched && /^(?:Call|New)Expression$/.test(init.type) ? init : node
}

/** `params.append(…)` adds fields that are not seen. */
function isChanged(tree: Tree, use: Node): boolean {
  const member = tree.getParent(use)
  if (member?.type !== 'MemberExpression' || member.object !== use) return false
  return /^(?:append|set|delete|sort)$/.test(getKeyName(member.property, member.computed) ?? '')
}

function getGiven(tree: Tree, node: Node): { readonly given: Node | undefined; readonly form: boolean } {
  const nothing = { given: undefined, form: false }
  if (node.type === 'NewExpression')
    return getText(tree, node.callee) === 'URLSearchParams' ? { given: node.arguments[0], form: true } : nothing
  if (node.type !== 'CallExpression' || node.callee.type !== 'MemberExpression') return nothing
  const { object, property, computed } = node.callee
  const method = getKeyName(property, computed)
  if (method === 'toString' && node.arguments.length === 0) return getGiven(tree, unwrap(object))
  if (method !== 'stringify') return nothing
  const name = getText(tree, object)
  if (name === 'JSON') return { given: node.arguments[0], form: false }
  return /^(?:qs|querystring|queryString)$/.test(name) ? { given: node.arguments[0], form: true } : nothing
}
