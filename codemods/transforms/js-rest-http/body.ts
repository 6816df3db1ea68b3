import type { Node } from '@babel/types'
import type { RouteRow } from '@plivo-to-vobiz/mappings'
import { getScopes } from '../../src/javascript/scopes.ts'
import { getKeyName, getQuote, getRange, getText, type NodeOf, type Tree, unwrap } from '../../src/javascript/tree.ts'
import type { Edit } from '../../src/touchpoint.ts'

/** The edits of a request's fields, or why they cannot be carried over. */
export type BodyEdits = { readonly edits: readonly Edit[] } | { readonly problem: string }

/** Checks every field of a JSON body against the row of its route. */
export function editBody(tree: Tree, node: Node | undefined, row: RouteRow): BodyEdits {
  const fields = node === undefined ? [] : getFields(tree, node)
  if (fields === undefined) return { problem: 'its fields cannot be seen' }
  const known = new Set([...row.arguments, ...(row.options ?? [])])
  const edits: Edit[] = []
  for (const { name, key, value } of fields) {
    if (!known.has(name)) return { problem: `Vobiz documents no field ${name}` }
    if (row.refuse?.includes(name) || row.omit?.includes(name)) return { problem: `Vobiz has no field ${name}` }
    const rule = row.send?.find(({ plivo }) => plivo === name)
    if (rule === undefined) continue
    if (rule.vobiz !== name) {
      if (key === undefined) return { problem: `the field ${name} is written in a form that has no sure rewrite` }
      edits.push({ ...getRange(key), text: rule.vobiz })
    }
    const edit = convert(tree, value, { as: rule.as, isText: row.arguments.includes(name) })
    if (edit === 'unknown') return { problem: `the field ${name} has another type on Vobiz` }
    if (edit !== undefined) edits.push(edit)
  }
  const names = new Set(fields.map(({ name }) => name))
  const inPath = new Set(row.plivo.path.match(/(?<=\{)\w+(?=\})/g) ?? [])
  const required = (row.required ?? []).filter((name) => row.arguments.includes(name) && !inPath.has(name))
  for (const name of [...required, ...Object.keys(row.fill ?? {})])
    if (node !== undefined && !names.has(name)) return { problem: `Vobiz asks for the field ${name}` }
  return { edits }
}

interface Field {
  readonly name: string
  /** The key in its object; absent in a shorthand and in an assignment. */
  readonly key: Node | undefined
  readonly value: Node
}

/** The fields of an object written in place or in a constant, with those that are added to it; `undefined` when others may be. */
function getFields(tree: Tree, outer: Node): readonly Field[] | undefined {
  const node = unwrap(outer)
  if (node.type === 'ObjectExpression') return readObject(node)
  if (node.type !== 'Identifier') return undefined
  const binding = getScopes(tree).resolve(node)
  if (binding?.origin.kind !== 'variable' || binding.path.length > 0) return undefined
  const init = binding.origin.declarator.init && unwrap(binding.origin.declarator.init)
  if (init?.type !== 'ObjectExpression') return undefined
  const fields = readObject(init)
  if (fields === undefined) return undefined
  const added: Field[] = []
  for (const use of getScopes(tree).getReferences(binding)) {
    if (use === node) continue
    const parent = tree.getParent(use)
    if (parent?.type !== 'MemberExpression' || parent.object !== use) return undefined
    const assignment = tree.getParent(parent)
    const name = getKeyName(parent.property, parent.computed)
    if (name === undefined) return undefined
    if (assignment?.type === 'AssignmentExpression' && assignment.left === parent)
      added.push({ name, key: undefined, value: assignment.right })
  }
  return [...fields, ...added]
}

function readObject(node: NodeOf<'ObjectExpression'>): readonly Field[] | undefined {
  const fields: Field[] = []
  for (const property of node.properties) {
    if (property.type !== 'ObjectProperty') return undefined
    const name = getKeyName(property.key, property.computed)
    if (name === undefined) return undefined
    fields.push({ name, key: property.shorthand ? undefined : property.key, value: property.value })
  }
  return fields
}

/** An edit that makes a value a text; arguments such as numbers are texts in JSON already. */
function convert(
  tree: Tree,
  outer: Node,
  { as, isText }: { readonly as: string | undefined; readonly isText: boolean },
): Edit | undefined | 'unknown' {
  const node = unwrap(outer)
  if (as === undefined) return undefined
  if (as === 'destinations') return node.type === 'ArrayExpression' ? 'unknown' : undefined
  if (as !== 'text') return 'unknown'
  if (node.type === 'NumericLiteral' || node.type === 'BooleanLiteral')
    return { ...getRange(node), text: `${getQuote(tree)}${getText(tree, node)}${getQuote(tree)}` }
  return isText || node.type === 'StringLiteral' || node.type === 'TemplateLiteral' ? undefined : 'unknown'
}
