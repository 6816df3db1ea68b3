import type { Node } from '@babel/types'
import { STREAM_FRAMES } from '@plivo-to-vobiz/mappings'
import { getScopes } from '../../src/javascript/scopes.ts'
import { isRepeatable } from '../../src/javascript/stands-alone.ts'
import { findAround, getKeyName, getStringValue, getText, type NodeOf, type Tree } from '../../src/javascript/tree.ts'

/** Key under which both providers name the stream in a frame. */
export const STREAM_ID = 'streamId'
const SENT: ReadonlySet<string | undefined> = new Set(
  STREAM_FRAMES.flatMap(({ event, from }) => (from === 'application' ? [event] : [])),
)

/**
 * How the id of the stream is written at a place: a name of that kind in scope, or what another frame of the file is
 * sent with, when that means the same here. `undefined` when the file does not say.
 */
export function findStreamId(tree: Tree, at: Node): string | undefined {
  const scopes = getScopes(tree)
  const own = scopes.lookup(STREAM_ID, at)
  if (own !== undefined && own.identifier !== at && !isDeclaredAfter(own.identifier, at)) return STREAM_ID
  if (isField(tree, at)) return `this.${STREAM_ID}`
  const given = tree
    .getNodes('ObjectProperty')
    .find((property) => isSentId(tree, property) && meansTheSame(tree, property.value, at))
  return given && getText(tree, given.value)
}

const isDeclaredAfter = (identifier: Node, at: Node): boolean => (identifier.start ?? 0) > (at.start ?? 0)

/** `streamId` of a frame that the application sends. */
function isSentId(tree: Tree, property: NodeOf<'ObjectProperty'>): boolean {
  const object = tree.getParent(property)
  if (getKeyName(property.key, property.computed) !== STREAM_ID || object?.type !== 'ObjectExpression') return false
  return object.properties.some(
    (one) =>
      one.type === 'ObjectProperty' &&
      getKeyName(one.key, one.computed) === 'event' &&
      SENT.has(getStringValue(one.value)),
  )
}

/** Whether every name of an expression refers to the same thing at another place. */
function meansTheSame(tree: Tree, value: Node, at: Node): boolean {
  if (!isRepeatable(value) || getStringValue(value) !== undefined) return false
  const root = getRoot(value)
  if (root?.type === 'ThisExpression')
    return findAround(tree, value, ['ClassBody']) === findAround(tree, at, ['ClassBody'])
  if (root?.type !== 'Identifier') return false
  const binding = getScopes(tree).resolve(root)
  return binding !== undefined && getScopes(tree).lookup(root.name, at) === binding
}

function getRoot(node: Node): Node | undefined {
  if (node.type === 'MemberExpression' || node.type === 'OptionalMemberExpression')
    return node.computed ? undefined : getRoot(node.object)
  if (node.type === 'TSNonNullExpression' || node.type === 'TSAsExpression') return getRoot(node.expression)
  return node
}

/** Whether the class around a place has a field for the id. */
function isField(tree: Tree, at: Node): boolean {
  const body = findAround(tree, at, ['ClassBody'])
  return (
    body?.body.some(
      (member) =>
        (member.type === 'ClassProperty' && getKeyName(member.key, member.computed === true) === STREAM_ID) ||
        (member.type === 'ClassMethod' &&
          member.kind === 'constructor' &&
          new RegExp(`\\bthis\\.${STREAM_ID}\\b\\s*=`).test(getText(tree, member))),
    ) === true
  )
}
