import type { Node } from '@babel/types'
import { REST_API } from '@plivo-to-vobiz/mappings'
import { type Binding, getScopes } from '../../src/javascript/scopes.ts'
import { getRange, type Tree, unwrap } from '../../src/javascript/tree.ts'
import type { Edit } from '../../src/touchpoint.ts'

/** The address of a request to Plivo's API. */
export interface ApiUrl {
  /** What follows the account, expressions as `{}`: `/Call/{}/`. */
  readonly path: string
  /** The expression that names the account. */
  readonly account: Node
  /** The edits by which the address is at Vobiz. */
  readonly base: readonly Edit[]
  /** Constants that hold a part of it that changes, and that other requests use too. */
  readonly shared: readonly Binding[]
}

/** Where an address is written. */
export interface WrittenUrl {
  /** The pieces that are joined to it, each an expression. */
  readonly nodes: readonly Node[]
  /** The literal that names the host, where it is apart from the path. */
  readonly host?: Node
}

type Part =
  | { readonly text: string; readonly start: number; readonly from: readonly Binding[] }
  | { readonly expression: Node; readonly from: readonly Binding[] }
type Text = Extract<Part, { text: string }>

const plivo = new URL(REST_API.plivoBase)
const vobiz = new URL(REST_API.base)

/** Reads an address written as strings, templates or sums, in place or in constants. */
export function readApiUrl(tree: Tree, { nodes, host }: WrittenUrl): ApiUrl | undefined {
  const known: Part[] = []
  for (const node of nodes) {
    const parts = getParts(tree, node, [])
    if (parts === undefined) return undefined
    const joint = known.length === 0 ? [] : getJoint(known.at(-1), parts[0])
    if (joint === undefined) return undefined
    known.push(...joint, ...parts)
  }
  const place = known.findIndex((part) => 'expression' in part)
  const account = known[place]
  if (account === undefined || !('expression' in account)) return undefined
  const before = known.slice(0, place).flatMap((part) => ('text' in part ? [part] : []))
  const base = editBase(before, host)
  const path = known
    .slice(place + 1)
    .map((part) => ('text' in part ? part.text : '{}'))
    .join('')
  if (base === undefined || !path.startsWith('/') || /[?#]/.test(path)) return undefined
  const shared = [...before, account].flatMap(({ from }) => from)
  return { path, account: account.expression, base, shared: [...new Set(shared)] }
}

/** Whether an address begins at Plivo's API, whatever follows: a helper's, whose callers give the path. */
export function isAtApi(tree: Tree, { nodes }: WrittenUrl): boolean {
  const [first] = nodes
  const [part] = (first && getParts(tree, first, [])) ?? []
  return part !== undefined && 'text' in part && part.text.startsWith(plivo.origin)
}

/** The slash that a client with a base address puts between it and the path; `undefined` where there would be two. */
function getJoint(left: Part | undefined, right: Part | undefined): readonly Part[] | undefined {
  const isBefore = left !== undefined && 'text' in left && left.text.endsWith('/')
  const isAfter = right !== undefined && 'text' in right && right.text.startsWith('/')
  if (isBefore && isAfter) return undefined
  return isBefore || isAfter ? [] : [{ text: '/', start: -1, from: [] }]
}

/** Replaces the base of Plivo's API at the start of a text that may be written in several places. */
function editBase(before: readonly Text[], host: Node | undefined): readonly Edit[] | undefined {
  const text = before.map((part) => part.text).join('')
  const [first, second] = before
  const wanted = `${plivo.pathname}/Account/`
  if (first === undefined) return undefined
  if (host !== undefined) {
    const { start, end } = getRange(host)
    const edit = { start: start + 1, end: end - 1, text: vobiz.host }
    return text === wanted ? [edit, editPath(first, 0)] : undefined
  }
  if (text !== plivo.origin + wanted) return undefined
  if (first.text.startsWith(REST_API.plivoBase))
    return [{ start: first.start, end: first.start + REST_API.plivoBase.length, text: REST_API.base }]
  if (first.text !== plivo.origin || second === undefined || !second.text.startsWith(plivo.pathname)) return undefined
  return [{ start: first.start, end: first.start + plivo.origin.length, text: vobiz.origin }, editPath(second, 0)]
}

const editPath = ({ start }: Text, at: number): Edit => ({
  start: start + at,
  end: start + at + plivo.pathname.length,
  text: vobiz.pathname,
})

function getParts(tree: Tree, outer: Node, from: readonly Binding[]): readonly Part[] | undefined {
  const node = unwrap(outer)
  switch (node.type) {
    case 'StringLiteral':
      return isPlain(tree, node) ? [{ text: node.value, start: getRange(node).start + 1, from }] : undefined
    case 'TemplateLiteral':
      return node.quasis.flatMap((quasi, index): readonly Part[] => {
        const expression = node.expressions[index]
        const text = { text: quasi.value.raw, start: getRange(quasi).start, from }
        const inner = expression === undefined ? [] : (getParts(tree, expression, from) ?? [{ expression, from }])
        return [...(text.text === '' ? [] : [text]), ...inner]
      })
    case 'BinaryExpression': {
      if (node.operator !== '+') return undefined
      const [left, right] = [getParts(tree, node.left, from), getParts(tree, node.right, from)]
      return left && right ? [...left, ...right] : undefined
    }
    case 'Identifier': {
      const held = getConstant(tree, node)
      if (held === undefined || from.includes(held.binding)) return [{ expression: node, from }]
      const inner = getParts(tree, held.init, [...from, held.binding])
      const isAddress = inner !== undefined && inner[0] !== undefined && 'text' in inner[0]
      return isAddress ? inner : [{ expression: node, from }]
    }
    default:
      return [{ expression: node, from }]
  }
}

function getConstant(tree: Tree, node: Node): { readonly binding: Binding; readonly init: Node } | undefined {
  const binding = node.type === 'Identifier' ? getScopes(tree).resolve(node) : undefined
  if (binding?.origin.kind !== 'variable' || binding.path.length > 0) return undefined
  const { init } = binding.origin.declarator
  const isChanged = getScopes(tree).getAssignments(binding).length > 0
  // A value that is no address, such as the account's id, is an expression of its own.
  return init && !isChanged && /^(?:String|Template)Literal$|^BinaryExpression$/.test(unwrap(init).type)
    ? { binding, init }
    : undefined
}

/** Whether the characters of a literal stand in the file as they are. */
function isPlain(tree: Tree, node: { readonly value: string } & Node): boolean {
  const { start, end } = getRange(node)
  return tree.text.slice(start + 1, end - 1) === node.value
}
