import type { Node } from '@babel/types'
import { getKeyName, getStringValue, getText, type Tree, walk } from '../../src/javascript/tree.ts'
import type { Slot, Slots } from './slots.ts'

/** What the inputs of a check are for, besides nonce, signature and token. */
export interface Roles {
  readonly url: string
  readonly method: string | undefined
  readonly params: string | undefined
}

/** Tells the URL, the method and the parameters apart by what is done with them. */
export function classify(slots: Slots, given: readonly Slot[]): Roles | undefined {
  const uses = new Map(given.map((slot) => [slot.text, getUses(slots, slot)]))
  const inputs = [...uses]
  const methods = inputs.filter(([, nodes]) => nodes.some((node) => isMethodUse(slots.tree, node)))
  const params = inputs.filter(([, nodes]) => nodes.some((node) => isParamsUse(slots.tree, node)))
  const urls = inputs.filter((one) => !methods.includes(one) && !params.includes(one))
  if (urls.length !== 1 || methods.length > 1 || params.length > 1) return undefined
  const [url] = urls[0] ?? []
  return url === undefined ? undefined : { url, method: methods[0]?.[0], params: params[0]?.[0] }
}

/** The expressions that are an input, wherever they stand in the function. */
export function getUses(slots: Slots, slot: Slot): readonly Node[] {
  return [...walk(slots.function.body)].filter((node) => {
    if (node.type !== 'Identifier' && node.type !== 'MemberExpression') return false
    return getText(slots.tree, node) === slot.text
  })
}

/** Whether a node is used as the method of a request is. */
export const isMethodUse = (tree: Tree, node: Node): boolean => {
  const parent = tree.getParent(node)
  if (parent?.type === 'BinaryExpression')
    return [parent.left, parent.right].some((side) => /^(?:GET|POST)$/i.test(getStringValue(side) ?? ''))
  const call = parent && tree.getParent(parent)
  return parent?.type === 'MemberExpression' && parent.object === node && call?.type === 'CallExpression'
    ? getKeyName(parent.property, parent.computed) === 'toUpperCase'
    : false
}

const isParamsUse = (tree: Tree, node: Node): boolean => {
  const parent = tree.getParent(node)
  if (parent?.type === 'MemberExpression') return parent.object === node && parent.computed
  if (parent?.type === 'ForInStatement') return parent.right === node
  const callee = parent?.type === 'CallExpression' ? getText(tree, parent.callee) : ''
  if (/^Object\.(?:keys|entries)$/.test(callee)) return true
  return parent?.type === 'LogicalExpression' ? isParamsUse(tree, parent) : false
}
