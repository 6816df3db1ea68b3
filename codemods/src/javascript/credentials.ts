import type { Node } from '@babel/types'
import { ENVIRONMENT } from '@plivo-to-vobiz/mappings'
import { getScopes } from './scopes.ts'
import { toVobizToken } from './token.ts'
import { getStringValue, getText, type Tree, unwrap } from './tree.ts'

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
  for (const [index, node] of given.entries()) {
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
  if (init.type === 'CallExpression')
    return init.callee.type === 'Identifier' && init.callee.name === 'require' && init.arguments.length === 1
  return isOfApplication(tree, init)
}
