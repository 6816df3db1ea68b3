import type { RouteRow } from '@plivo-to-vobiz/mappings'
import { getScopes } from '../../src/python/scopes.ts'
import {
  getField,
  getNamedChildren,
  getRange,
  getStringValue,
  is,
  isSame,
  type PyNode,
  quoteLike,
  unwrap,
} from '../../src/python/tree.ts'
import type { SourceFile } from '../../src/source-file.ts'
import type { Edit } from '../../src/touchpoint.ts'

/** The edits of a request's fields, or why they cannot be carried over. */
export type BodyEdits = { readonly edits: readonly Edit[] } | { readonly problem: string }

interface Field {
  readonly key: PyNode
  readonly name: string
  readonly value: PyNode
}

/** Checks every field of a JSON body against the row of its route. */
export function editBody(file: SourceFile, node: PyNode | undefined, row: RouteRow): BodyEdits {
  const fields = node === undefined ? [] : getFields(file, node)
  if (fields === undefined) return { problem: 'its fields cannot be seen' }
  const known = new Set([...row.arguments, ...(row.options ?? [])])
  const edits: Edit[] = []
  for (const { name, key, value } of fields) {
    if (!known.has(name)) return { problem: `Vobiz documents no field ${name}` }
    if (row.refuse?.includes(name) || row.omit?.includes(name)) return { problem: `Vobiz has no field ${name}` }
    const rule = row.send?.find(({ plivo }) => plivo === name)
    if (rule === undefined) continue
    if (rule.vobiz !== name) edits.push({ ...getRange(key), text: quoteLike(key, rule.vobiz) })
    const isText = row.arguments.includes(name)
    if (rule.as === 'destinations' && is(unwrap(value), 'list'))
      return { problem: `the field ${name} has another type on Vobiz` }
    if (rule.as !== 'text') continue
    if (is(value, 'integer', 'true', 'false'))
      edits.push({ ...getRange(value), text: quoteLike(key, value.text().toLowerCase()) })
    else if (!isText && getStringValue(value) === undefined)
      return { problem: `the field ${name} has another type on Vobiz` }
  }
  const names = new Set(fields.map(({ name }) => name))
  const inPath = new Set(row.plivo.path.match(/(?<=\{)\w+(?=\})/g) ?? [])
  const required = (row.required ?? []).filter((name) => row.arguments.includes(name) && !inPath.has(name))
  for (const name of [...required, ...Object.keys(row.fill ?? {})])
    if (node !== undefined && !names.has(name)) return { problem: `Vobiz asks for the field ${name}` }
  return { edits }
}

/** The fields of a dict written in place or in a variable, with those that are added to it; `undefined` when others may be. */
function getFields(file: SourceFile, outer: PyNode): readonly Field[] | undefined {
  const node = unwrap(outer)
  if (is(node, 'dictionary')) return readDictionary(node)
  if (!is(node, 'identifier')) return undefined
  const scopes = getScopes(file)
  const binding = scopes.resolve(node)
  const [origin] = binding?.origins ?? []
  if (binding?.origins.length !== 1 || origin?.kind !== 'value' || !is(origin.value, 'dictionary')) return undefined
  const fields = readDictionary(origin.value)
  if (fields === undefined) return undefined
  const added: Field[] = []
  for (const use of scopes.getReferences(binding)) {
    if (isSame(use, node)) continue
    const parent = use.parent()
    const assignment = parent?.parent()
    const [object, key] = parent !== null && is(parent, 'subscript') ? getNamedChildren(parent) : []
    const value = assignment && is(assignment, 'assignment') ? getField(assignment, 'right') : undefined
    const name = getStringValue(key)
    if (!isSame(object, use) || key === undefined || name === undefined) return undefined
    if (value !== undefined) added.push({ name, key, value })
  }
  return [...fields, ...added]
}

function readDictionary(node: PyNode): readonly Field[] | undefined {
  const fields: Field[] = []
  for (const pair of getNamedChildren(node)) {
    const [key, value] = [getField(pair, 'key'), getField(pair, 'value')]
    const name = getStringValue(key)
    if (!is(pair, 'pair') || key === undefined || value === undefined || name === undefined) return undefined
    fields.push({ key, name, value })
  }
  return fields
}
