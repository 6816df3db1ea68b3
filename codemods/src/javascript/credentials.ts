import type { Node } from '@babel/types'
import { ENVIRONMENT } from '@plivo-to-vobiz/mappings'
import { isRequire } from './loads.ts'
import { getScopes } from './scopes.ts'
import { toVobizToken } from './token.ts'
import { findAround, getKeyName, getStringValue, getText, type Tree, unwrap, walk } from './tree.ts'

/** Vobiz's credentials in the place of Plivo's. */
export type VobizCredentials =
  | {
      /** The arguments of Vobiz's client; empty when it reads the environment by itself. */
      readonly texts: readonly string[]
      /** `given`: as the author reads Plivo's; `declared`: by a settings object that has to know them; `source`: from elsewhere. */
      readonly from: 'given' | 'declared' | 'source'
    }
  | 'unknown'

/**
 * The credentials of Vobiz, read in the form the author reads Plivo's. Those of one application, from constants and
 * settings, become reads of the environment; those of a tenant or of a caller cannot be known: `unknown`.
 */
export function toVobizCredentials(tree: Tree, given: readonly Node[]): VobizCredentials {
  let from: 'given' | 'declared' | 'source' = 'given'
  const texts: string[] = []
  for (const [index, argument] of given.entries()) {
    const node = findField(tree, argument) ?? argument
    const { text, code } = toVobizToken(tree, node)
    if (code === 'signature-token-source') {
      if (!isOfApplication(tree, node)) return 'unknown'
      texts.push(`process.env.${ENVIRONMENT[index]?.vobiz ?? ''}`)
      from = 'source'
    } else {
      texts.push(text)
      if (code !== undefined && from === 'given') from = 'declared'
    }
  }
  return { texts, from }
}

/** What the class sets `this.x` to, when it does so once. */
function findField(tree: Tree, outer: Node): Node | undefined {
  const node = unwrap(outer)
  if (node.type !== 'MemberExpression' || node.object.type !== 'ThisExpression') return undefined
  const key = getKeyName(node.property, node.computed)
  const body = key === undefined ? undefined : findAround(tree, node, ['ClassBody'])
  if (body === undefined) return undefined
  const values: Node[] = []
  for (const member of body.body)
    if (member.type === 'ClassProperty' && member.value && getKeyName(member.key, member.computed === true) === key)
      values.push(member.value)
  for (const inner of walk(body))
    if (inner.type === 'AssignmentExpression' && inner.left.type === 'MemberExpression')
      if (inner.left.object.type === 'ThisExpression' && getKeyName(inner.left.property, inner.left.computed) === key)
        values.push(inner.right)
  return values.length === 1 ? values[0] : undefined
}

/** A literal, or a member of a module or a constant of the file: the same value wherever it is read. */
function isOfApplication(tree: Tree, outer: Node): boolean {
  const node = unwrap(outer)
  if (getStringValue(node) !== undefined || /^(?:process|import\.meta)\.env\b/.test(getText(tree, node))) return true
  if (node.type === 'MemberExpression' || node.type === 'OptionalMemberExpression')
    return node.computed ? false : isOfApplication(tree, node.object)
  if (node.type !== 'Identifier') return false
  const binding = getScopes(tree).resolve(node)
  const origin = binding?.origin
  if (origin === undefined || binding === undefined) return false
  if (origin.kind === 'import') return true
  if (origin.kind !== 'variable' || !origin.declarator.init || getScopes(tree).getAssignments(binding).length > 0)
    return false
  const init = unwrap(origin.declarator.init)
  if (getStringValue(init) !== undefined || init.type === 'ObjectExpression') return binding.scope.type === 'Program'
  if (init.type === 'CallExpression') return isRequire(init) && init.arguments.length === 1
  return isOfApplication(tree, init)
}
