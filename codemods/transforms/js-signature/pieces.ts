import type { Function as FunctionNode, Node } from '@babel/types'
import { getScopes } from '../../src/javascript/scopes.ts'
import { getKeyName, getStringValue, getText, type NodeOf, type Tree, unwrap, walk } from '../../src/javascript/tree.ts'

/** A part of a text that is put together: fixed, or an expression and how it reads where the check stands. */
export type Piece = string | Expression

export interface Expression {
  readonly node: Node
  /** `undefined` where it cannot be written outside of the helper it stands in. */
  readonly text: string | undefined
}

/** Where an expression stands: in the file itself, or in a helper that was called with these arguments. */
export interface Place {
  readonly tree: Tree
  /** The helper and the call of it; absent in the file itself. */
  readonly entry?: {
    readonly function: FunctionNode
    readonly given: readonly Node[]
    readonly from: Place
  }
}

/** The pieces of a text, arguments of helpers in the place of their parameters, encoders left out. */
export function toPieces(outer: Node, place: Place): readonly Piece[] {
  const node = getEncoded(unwrap(outer))
  const text = getStringValue(node)
  if (text !== undefined) return text === '' ? [] : [text]
  if (node.type === 'TemplateLiteral')
    return node.quasis.flatMap((quasi, index): readonly Piece[] => {
      const expression = node.expressions[index]
      const raw = quasi.value.cooked ?? ''
      return [...(raw === '' ? [] : [raw]), ...(expression ? toPieces(expression, place) : [])]
    })
  if (node.type === 'BinaryExpression' && node.operator === '+')
    return [...toPieces(node.left, place), ...toPieces(node.right, place)]
  const joined = getJoined(node)
  if (joined !== undefined)
    return joined.items.flatMap((item, index) => [
      ...(index > 0 && joined.by !== '' ? [joined.by] : []),
      ...toPieces(item, place),
    ])
  return getArgument(node, place) ?? getConstant(node, place) ?? [toExpression(node, place)]
}

/** What `encoder.encode(x)`, `new TextEncoder().encode(x)` and `Buffer.from(x)` are made of. */
function getEncoded(node: Node): Node {
  if (node.type !== 'CallExpression' || node.callee.type !== 'MemberExpression') return node
  const [first, second] = node.arguments
  const { object, property, computed } = node.callee
  const name = getKeyName(property, computed)
  const isText = second === undefined || /^utf-?8$/i.test(getStringValue(second) ?? '')
  const isBuffer = object.type === 'Identifier' && object.name === 'Buffer' && name === 'from'
  const isEncoder = name === 'encode' && node.arguments.length === 1
  return first !== undefined && isText && (isBuffer || isEncoder) ? unwrap(first) : node
}

/** `[a, b].join('')`. */
function getJoined(node: Node): { readonly items: readonly Node[]; readonly by: string } | undefined {
  if (node.type !== 'CallExpression' || node.callee.type !== 'MemberExpression') return undefined
  const { object, property, computed } = node.callee
  const list = unwrap(object)
  const by = getStringValue(node.arguments[0])
  if (list.type !== 'ArrayExpression' || getKeyName(property, computed) !== 'join' || by === undefined) return undefined
  return { items: list.elements.flatMap((element) => (element ? [element] : [])), by }
}

/** The argument that a parameter of a helper stands for. */
function getArgument(node: Node, place: Place): readonly Piece[] | undefined {
  const { entry } = place
  if (entry === undefined) return undefined
  const argument = findArgument(node, place)
  if (argument !== undefined) return toPieces(argument, entry.from)
  // The helpers of both providers leave the query out by themselves.
  const whole = getWithoutQuery(node)
  return whole === undefined ? undefined : getArgument(whole, place)
}

function findArgument(node: Node, { tree, entry }: Place): Node | undefined {
  const isMember = node.type === 'MemberExpression'
  const name = isMember ? unwrap(node.object) : node
  const binding = name.type === 'Identifier' ? getScopes(tree).resolve(name) : undefined
  if (entry === undefined || binding?.origin.kind !== 'parameter' || binding.origin.function !== entry.function)
    return undefined
  const path = [...binding.path, ...(isMember ? [getKeyName(node.property, node.computed)] : [])]
  let value: Node | undefined = entry.given[binding.origin.index]
  for (const key of path) value = value && key !== undefined ? getMember(unwrap(value), key) : undefined
  return value
}

function getMember(node: Node, key: string): Node | undefined {
  if (node.type !== 'ObjectExpression') return undefined
  const found = node.properties.find(
    (one): one is NodeOf<'ObjectProperty'> =>
      one.type === 'ObjectProperty' && getKeyName(one.key, one.computed) === key,
  )
  return found?.value
}

/** `x` of `x.split('?')[0]`. */
export function getWithoutQuery(node: Node): Node | undefined {
  if (node.type !== 'MemberExpression' || !node.computed || node.property.type !== 'NumericLiteral') return undefined
  const call = unwrap(node.object)
  if (call.type !== 'CallExpression' || call.callee.type !== 'MemberExpression') return undefined
  const { object, property, computed } = call.callee
  const isSplit = getKeyName(property, computed) === 'split' && getStringValue(call.arguments[0]) === '?'
  return isSplit && node.property.value === 0 ? unwrap(object) : undefined
}

/** A constant that is more than a name for one expression; inside a helper, any. */
function getConstant(node: Node, place: Place): readonly Piece[] | undefined {
  if (node.type !== 'Identifier') return undefined
  const scopes = getScopes(place.tree)
  const binding = scopes.resolve(node)
  if (binding?.origin.kind !== 'variable' || binding.path.length > 0) return undefined
  const { init } = binding.origin.declarator
  if (!init || scopes.getAssignments(binding).length > 0) return undefined
  // An address keeps the name the author gave it.
  if (place.entry === undefined && /ur[il]|href/i.test(node.name)) return undefined
  const pieces = toPieces(init, place)
  const isOther = pieces.length !== 1 || typeof pieces[0] === 'string' || getEncoded(unwrap(init)) !== unwrap(init)
  return isOther || (place.entry !== undefined && binding.scope.type !== 'Program') ? pieces : undefined
}

function toExpression(node: Node, place: Place): Expression {
  const text = getText(place.tree, node)
  return { node, text: place.entry === undefined || isGlobal(node, place) ? text : undefined }
}

/** Whether an expression of a helper means the same in the file that calls it: it is made of globals alone. */
function isGlobal(node: Node, { tree }: Place): boolean {
  return [...walk(node)].every((inner) => inner.type !== 'Identifier' || getScopes(tree).resolve(inner) === undefined)
}
