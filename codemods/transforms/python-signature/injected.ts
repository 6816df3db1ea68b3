import type { HeaderRow } from '@plivo-to-vobiz/mappings'
import { getLineEnding } from '../../src/positions.ts'
import { getScopes } from '../../src/python/scopes.ts'
import {
  findAround,
  getArguments,
  getField,
  getNamedChildren,
  getPythonTree,
  getRange,
  getStringValue,
  is,
  isSame,
  type PyNode,
  quoteLike,
} from '../../src/python/tree.ts'
import type { SourceFile } from '../../src/source-file.ts'
import type { Edit, Target } from '../../src/touchpoint.ts'
import { findHeaderRow, findHeaderRowOfName, toVobizName } from './headers.ts'
import { standsAlone } from './read-edits.ts'

/** A parameter that FastAPI fills from a signature header: `x_plivo_signature_v3: str = Header(...)`. */
export interface Injected {
  readonly node: PyNode
  readonly name: string
  /** Name of the parameter for the other header. */
  readonly vobizName: string
  readonly row: HeaderRow
  /** The string after `alias=`, when the header is not named by the parameter. */
  readonly alias: PyNode | undefined
  readonly default: PyNode
  /** Every use of the parameter. */
  readonly uses: readonly PyNode[]
  /** Why it has no sure rewrite. */
  readonly isStuck: boolean
}

/** Every parameter of a file that is filled from one of the provider's signature headers. */
export function findInjected(file: SourceFile): readonly Injected[] {
  const tree = getPythonTree(file)
  return [...tree.getNodes('typed_default_parameter'), ...tree.getNodes('default_parameter')].flatMap((node) => {
    const found = toInjected(file, node)
    return found === undefined ? [] : [found]
  })
}

function toInjected(file: SourceFile, node: PyNode): Injected | undefined {
  const [name, value] = [getField(node, 'name'), getField(node, 'value')]
  const fn = findAround(node, 'function_definition')
  if (name === undefined || value === undefined || fn === undefined || !is(value, 'call')) return undefined
  if (!/^(?:\w+\.)?Header$/.test(getField(value, 'function')?.text() ?? '')) return undefined
  const given = getArguments(value)
  const alias = given.find((argument) => argument.name === 'alias')?.value
  const row = alias === undefined ? findHeaderRowOfName(name.text()) : findHeaderRow(getStringValue(alias) ?? '')
  if (row === undefined) return undefined
  const body = getField(fn, 'body')
  const binding = body && getScopes(file).lookup(name.text(), getNamedChildren(body)[0] ?? body)
  const vobizName = /plivo/i.test(name.text()) ? name.text().replace(/plivo/i, 'vobiz') : `vobiz_${name.text()}`
  const isTaken =
    body !== undefined && getScopes(file).lookup(vobizName, getNamedChildren(body)[0] ?? body) !== undefined
  const isPlain = given.every((argument) => argument.name !== 'convert_underscores' && !argument.isSpread)
  const isBound = binding?.origins.length === 1 && row.vobiz
  return {
    node,
    name: name.text(),
    vobizName,
    row,
    alias,
    default: value,
    uses: binding === undefined ? [] : getScopes(file).getReferences(binding),
    isStuck: isTaken || !isPlain || !isBound || isCalled(file, fn),
  }
}

/** A function that the file calls itself is given its arguments there. */
function isCalled(file: SourceFile, fn: PyNode): boolean {
  const name = getField(fn, 'name')
  return getPythonTree(file)
    .getNodes('call')
    .some((call) => name !== undefined && getField(call, 'function')?.text() === name.text())
}

/** The edits that let an injected parameter serve the target. */
export function getInjectedEdits(file: SourceFile, injected: Injected, target: Target): readonly Edit[] {
  const { node, name, vobizName, uses } = injected
  const other = write(injected, true)
  const line = /[^\r\n]*$/.exec(file.text.slice(0, getRange(node).start))?.[0] ?? ''
  const separator = /^[ \t]+$/.test(line) ? `,${getLineEnding(file.text)}${line}` : ', '
  if (target === 'vobiz')
    return [{ ...getRange(node), text: other }, ...uses.map((use) => ({ ...getRange(use), text: vobizName }))]
  const joined = `${name} or ${vobizName}`
  return [
    { ...getRange(node), text: `${write(injected, false)}${separator}${other}` },
    ...uses.map((use) => ({ ...getRange(use), text: standsAlone(use) ? joined : `(${joined})` })),
  ]
}

/** The parameter with a default that refuses nothing, for either header. */
function write(injected: Injected, isVobiz: boolean): string {
  const { node, name, vobizName, row, alias } = injected
  const start = getRange(node).start
  const edits: Edit[] = [...softenDefault(injected)]
  if (isVobiz) {
    edits.push({ start, end: start + name.length, text: vobizName })
    if (alias !== undefined)
      edits.push({
        ...getRange(alias),
        text: quoteLike(alias, toVobizName(getStringValue(alias) ?? '', row.vobiz ?? '')),
      })
  }
  return edits
    .sort((a, b) => b.start - a.start)
    .reduce((text, edit) => text.slice(0, edit.start - start) + edit.text + text.slice(edit.end - start), node.text())
}

/** `Header(...)` and `Header()` demand the header: a request of the other provider does not carry it. */
function softenDefault({ default: call }: Injected): readonly Edit[] {
  const given = getArguments(call)
  const preset = given.find((argument) => argument.name === 'default') ?? given.find(({ name }) => name === undefined)
  if (preset !== undefined) return is(preset.value, 'ellipsis') ? [{ ...getRange(preset.value), text: 'None' }] : []
  const list = getField(call, 'arguments')
  if (list === undefined) return []
  const { start } = getRange(list)
  return [{ start: start + 1, end: start + 1, text: given.length === 0 ? 'None' : 'None, ' }]
}

/** Whether the parameter for the other header stands beside it: code this transform wrote. */
export function findCutOverPartner({ node, vobizName }: Injected): PyNode | undefined {
  const [next] = node.nextAll().filter((one) => is(one, 'typed_default_parameter', 'default_parameter'))
  return next !== undefined && getField(next, 'name')?.text() === vobizName ? next : undefined
}

/** What becomes of both parameters for Vobiz alone. */
export function getCutOverEdits(injected: Injected, partner: PyNode): readonly Edit[] {
  const { node, vobizName, uses } = injected
  return [
    { start: getRange(node).start, end: getRange(partner).start, text: '' },
    ...uses.map((use) => ({ ...getRange(findJoined(use, vobizName) ?? use), text: vobizName })),
  ]
}

/** `plivo or vobiz` around a use, with the parentheses around the two alone. */
function findJoined(use: PyNode, vobizName: string): PyNode | undefined {
  const node = use.parent()
  if (node === null || !is(node, 'boolean_operator') || !isSame(getField(node, 'left'), use)) return undefined
  if (getField(node, 'right')?.text() !== vobizName) return undefined
  const parent = node.parent()
  return parent !== null && is(parent, 'parenthesized_expression') ? parent : node
}
