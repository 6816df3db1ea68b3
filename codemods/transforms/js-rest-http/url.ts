import type { Node } from '@babel/types'
import { REST_API } from '@plivo-to-vobiz/mappings'
import { getScopes } from '../../src/javascript/scopes.ts'
import { getRange, type Tree, unwrap } from '../../src/javascript/tree.ts'
import type { Edit } from '../../src/touchpoint.ts'

/** The address of a request to Plivo's API. */
export interface ApiUrl {
  /** What follows the account, expressions as `{}`: `/Call/{}/`. */
  readonly path: string
  /** The expression that names the account. */
  readonly account: Node
  /** The edit by which the address is at Vobiz. */
  readonly base: Edit
}

type Part = { readonly text: string; readonly start: number } | { readonly expression: Node }

/** Reads an address written as a string, a template or a sum, in place or in a constant that is used once. */
export function readApiUrl(tree: Tree, node: Node): ApiUrl | undefined {
  const parts = getParts(tree, node)
  const [first, account, ...rest] = parts ?? []
  if (first === undefined || !('text' in first) || account === undefined || !('expression' in account)) return undefined
  if (first.text !== `${REST_API.plivoBase}/Account/`) return undefined
  const path = rest.map((part) => ('text' in part ? part.text : '{}')).join('')
  if (!path.startsWith('/') || /[?#]/.test(path)) return undefined
  const base = { start: first.start, end: first.start + REST_API.plivoBase.length, text: REST_API.base }
  return { path, account: account.expression, base }
}

function getParts(tree: Tree, outer: Node): readonly Part[] | undefined {
  const node = unwrap(outer)
  switch (node.type) {
    case 'StringLiteral':
      return isPlain(tree, node) ? [{ text: node.value, start: getRange(node).start + 1 }] : undefined
    case 'TemplateLiteral':
      return node.quasis.flatMap((quasi, index): readonly Part[] => {
        const expression = node.expressions[index]
        const text = { text: quasi.value.raw, start: getRange(quasi).start }
        return [...(text.text === '' ? [] : [text]), ...(expression ? [{ expression }] : [])]
      })
    case 'BinaryExpression': {
      if (node.operator !== '+') return undefined
      const [left, right] = [getParts(tree, node.left), getParts(tree, node.right)]
      return left && right ? [...left, ...right] : undefined
    }
    case 'Identifier': {
      const init = getOnlyValue(tree, node)
      const inner = init && getParts(tree, init)
      return inner !== undefined && inner.length > 1 ? inner : [{ expression: node }]
    }
    default:
      return [{ expression: node }]
  }
}

/** The value of a constant that only this place uses. */
function getOnlyValue(tree: Tree, node: Node): Node | undefined {
  const binding = node.type === 'Identifier' ? getScopes(tree).resolve(node) : undefined
  if (binding?.origin.kind !== 'variable' || binding.path.length > 0) return undefined
  const { init } = binding.origin.declarator
  const references = getScopes(tree).getReferences(binding)
  return init && references.length === 1 ? init : undefined
}

/** Whether the characters of a literal stand in the file as they are. */
function isPlain(tree: Tree, node: { readonly value: string } & Node): boolean {
  const { start, end } = getRange(node)
  return tree.text.slice(start + 1, end - 1) === node.value
}
