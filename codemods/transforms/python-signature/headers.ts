import { HEADERS, type HeaderRow } from '@plivo-to-vobiz/mappings'
import { getScopes } from '../../src/python/scopes.ts'
import {
  getArguments,
  getField,
  getNamedChildren,
  getPythonTree,
  getStringValue,
  is,
  isSame,
  type PyNode,
} from '../../src/python/tree.ts'
import type { SourceFile } from '../../src/source-file.ts'

const CGI = 'HTTP_'
const toCgi = (name: string): string => CGI + name.toUpperCase().replaceAll('-', '_')

const plivoRows = (HEADERS as readonly HeaderRow[]).filter(({ provider }) => provider === 'plivo')
const rows: ReadonlyMap<string, HeaderRow> = new Map(
  plivoRows.flatMap((row) => [
    [row.name.toLowerCase(), row],
    [toCgi(row.name).toLowerCase(), row],
  ]),
)

/** The row of one of the provider's signature headers: as a header or as WSGI names it, in any case. */
export const findHeaderRow = (name: string): HeaderRow | undefined => rows.get(name.toLowerCase())

/** The row of a header that a parameter or keyword is named after: `x_plivo_…`, or `HTTP_X_PLIVO_…`. */
export const findHeaderRowOfName = (name: string): HeaderRow | undefined =>
  findHeaderRow(name.replaceAll('_', '-')) ?? findHeaderRow(name)

/** The counterpart's name in the form and case the author writes header names in. */
export function toVobizName(written: string, vobiz: string): string {
  if (written.toUpperCase().startsWith(CGI)) return toCgi(vobiz)
  if (written === written.toLowerCase()) return vobiz.toLowerCase()
  return written === written.toUpperCase() ? vobiz.toUpperCase() : vobiz
}

/** A place in code where one of the provider's headers is named by a string. */
export interface HeaderLiteral {
  readonly node: PyNode
  readonly written: string
  readonly row: HeaderRow
}

/** Every string of a file that is such a name, in source order. */
export function findHeaderLiterals(file: SourceFile): readonly HeaderLiteral[] {
  return getPythonTree(file)
    .getNodes('string')
    .flatMap((node) => {
      const written = getStringValue(node) ?? getBytesValue(node)
      const row = written === undefined ? undefined : findHeaderRow(written)
      return written === undefined || row === undefined ? [] : [{ node, written, row }]
    })
}

/** `b'x-…'`: a header's name as ASGI has it. */
function getBytesValue(node: PyNode): string | undefined {
  return /^[bB](['"])([\w-]+)\1$/.exec(node.text())?.[2]
}

/** How a header is read: by a method, by index, by a function of the application, or only looked for. */
export type ReadForm = 'get' | 'index' | 'call' | 'in' | 'not in'

/** Code that reads one header. */
export interface HeaderRead {
  readonly literal: HeaderLiteral
  /** The name where it is read: the literal itself, or the constant that holds it. */
  readonly name: PyNode
  /** The whole read. */
  readonly node: PyNode
  readonly form: ReadForm
  /** Why it has no sure rewrite. */
  readonly isStuck: boolean
}

/** Every read of such a header in a file, through constants of the same file too. */
export function findHeaderReads(file: SourceFile, literals: readonly HeaderLiteral[]): readonly HeaderRead[] {
  return literals
    .flatMap((literal) => {
      const names = getNamings(file, literal.node)
      const reads = names.flatMap((name) => toRead(literal, name))
      // A constant that is also used for something else cannot be renamed surely.
      const isShared = reads.length < names.length && !names.some((name) => isSame(name, literal.node))
      return isShared ? reads.map((read) => ({ ...read, isStuck: true })) : reads
    })
    .sort((a, b) => a.node.range().start.index - b.node.range().start.index)
}

/** The expressions that stand for a literal: itself, or the uses of the constant that holds it. */
function getNamings(file: SourceFile, literal: PyNode): readonly PyNode[] {
  const parent = literal.parent()
  const left = parent && is(parent, 'assignment') ? getField(parent, 'left') : undefined
  if (parent === null || left === undefined || !isSame(getField(parent, 'right'), literal)) return [literal]
  const scopes = getScopes(file)
  const binding = is(left, 'identifier') ? scopes.lookup(left.text(), left) : undefined
  if (binding === undefined || binding.origins.length > 1) return [literal]
  const own = scopes.getReferences(binding)
  if (!is(binding.scope, 'class_definition')) return own
  const members = getPythonTree(file)
    .getNodes('attribute')
    .filter((node) => getField(node, 'attribute')?.text() === binding.name)
  return [...own, ...members]
}

function toRead(literal: HeaderLiteral, name: PyNode): readonly HeaderRead[] {
  const node = name.parent()
  if (node === null) return []
  const read = (form: ReadForm, whole: PyNode, isStuck = false): readonly HeaderRead[] => [
    { literal, name, node: whole, form, isStuck: isStuck || /^[bB]/.test(literal.node.text()) },
  ]
  if (is(node, 'subscript')) {
    const isIndex = !isSame(getField(node, 'value'), name) && !isWritten(node)
    return isIndex ? read('index', node) : []
  }
  if (is(node, 'comparison_operator')) {
    const [left, operator, ...rest] = node.children()
    if (!isSame(left, name) || operator === undefined || rest.length !== 1) return []
    const form = operator.text().replace(/\s+/g, ' ')
    return form === 'in' || form === 'not in' ? read(form, node) : []
  }
  const call = is(node, 'argument_list') ? node.parent() : null
  if (call === null || !is(call, 'call')) return []
  const form = getCallForm(call, name)
  return form === undefined ? [] : read(form.form, call, form.isStuck)
}

function isWritten(node: PyNode): boolean {
  const parent = node.parent()
  if (parent === null) return false
  if (is(parent, 'assignment', 'augmented_assignment')) return isSame(getField(parent, 'left'), node)
  return is(parent, 'delete_statement')
}

/** How a call that is given a header's name reads it; `undefined` for calls that read no header. */
function getCallForm(call: PyNode, name: PyNode): { readonly form: ReadForm; readonly isStuck: boolean } | undefined {
  const callee = getField(call, 'function')
  const given = getArguments(call)
  if (callee === undefined || given.some(({ isSpread }) => isSpread)) return undefined
  const index = given.findIndex(({ value }) => isSame(value, name))
  const method = is(callee, 'attribute') ? getField(callee, 'attribute')?.text() : undefined
  if (method === 'get') return index === 0 ? { form: 'get', isStuck: given.length > 2 } : undefined
  const called = method ?? callee.text()
  if (!/header/i.test(called) || /^_?(?:set|add|append|remove|del)/i.test(called)) return undefined
  const isLast = index === given.length - 1 && given[index]?.name === undefined
  return { form: 'call', isStuck: !isLast || /require|must|assert|ensure|all|list/i.test(called) }
}

/** Whether an expression is written around the counterpart's name. */
export function namesVobiz(node: PyNode, { written, row }: HeaderLiteral): boolean {
  if (!row.vobiz) return false
  const wanted = toVobizName(written, row.vobiz).toLowerCase()
  return [...strings(node)].some((value) => value.toLowerCase() === wanted)
}

function* strings(node: PyNode): Generator<string> {
  const value = getStringValue(node)
  if (value !== undefined) yield value
  for (const child of getNamedChildren(node)) yield* strings(child)
}
