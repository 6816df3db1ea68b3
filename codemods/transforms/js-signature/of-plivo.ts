import type { Function as FunctionNode } from '@babel/types'
import { HEADERS, type HeaderRow } from '@plivo-to-vobiz/mappings'
import { getRange, type Tree } from '../../src/javascript/tree.ts'
import { OTHER_SENDERS } from '../../src/signature-calls/hand-written.ts'

const headers: readonly HeaderRow[] = HEADERS
const headerName =
  headers.find(({ provider, role, scheme }) => provider === 'plivo' && role === 'signature' && scheme === 'v3')?.name ??
  ''

/** Nodes around a function that give it a name. */
const NAMING = /^(?:VariableDeclarator|AssignmentExpression|ObjectProperty|ClassProperty)$/

/** Whether the function or its token names Plivo, or the file speaks of Plivo's signatures and of no other sender's. */
export function isOfPlivo(tree: Tree, node: FunctionNode, key: string): boolean {
  const parent = tree.getParent(node)
  const { start } = getRange(parent !== undefined && NAMING.test(parent.type) ? parent : node)
  const named = /plivo/i.test(tree.text.slice(start, getRange(node.body).start) + key)
  return named || (tree.text.toLowerCase().includes(headerName.toLowerCase()) && !OTHER_SENDERS.test(tree.text))
}
