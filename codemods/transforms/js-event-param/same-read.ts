import { getKeyName, getRange, getText, type NodeOf, type Tree } from '../../src/javascript/tree.ts'
import { isMember, type ParamRead } from './reads.ts'

/** The read of another parameter in the form of one that is there; `undefined` for destructured names. */
export function readLike(tree: Tree, { node, binding }: ParamRead, name: string): string | undefined {
  if (binding !== undefined) return undefined
  const key = isMember(node) ? node.property : node.type === 'CallExpression' ? node.arguments[0] : undefined
  if (key === undefined) return undefined
  const text = getText(tree, node)
  const { start, end } = getRange(key)
  const at = start - getRange(node).start
  const written = key.type === 'Identifier' ? name : `${tree.text.charAt(start)}${name}${tree.text.charAt(start)}`
  return text.slice(0, at) + written + text.slice(at + end - start)
}

/** The property of the pattern that gave a name, when it stands there under its own name: `{ CallStatus }`. */
export function getPlainProperty({ binding }: ParamRead): NodeOf<'ObjectProperty'> | undefined {
  const property = binding?.property
  if (property === undefined || property.value.type !== 'Identifier') return undefined
  return getKeyName(property.key, property.computed) === undefined ? undefined : property
}
