import { getScopes } from '../../src/python/scopes.ts'
import {
  findAround,
  getArguments,
  getField,
  getNamedChildren,
  getRange,
  getStringValue,
  is,
  isSame,
  type PyNode,
  unwrap,
  walk,
} from '../../src/python/tree.ts'
import type { SourceFile } from '../../src/source-file.ts'
import { findFunction, getPassed, getReturned } from './trace.ts'

/** Where an expression stands: in the file itself, or in a function of it that was called from another place. */
export interface Place {
  readonly file: SourceFile
  /** Absent where the check itself stands. */
  readonly entry?: { readonly function: PyNode; readonly call: PyNode; readonly from: Place }
}

export interface Expression {
  readonly node: PyNode
  readonly place: Place
}

/** A part of a text that is put together: fixed, or an expression. */
export type Piece = string | Expression

export const isExpression = (piece: Piece): piece is Expression => typeof piece !== 'string'

const MAX_DEPTH = 4

/** Enters a function of the file, its parameters standing for what the call passes. */
export function enter(call: PyNode, place: Place): { readonly value: PyNode; readonly place: Place } | undefined {
  const callee = getField(call, 'function')
  const local = callee && findFunction(place.file, callee)
  if (local === undefined || getDepth(place) >= MAX_DEPTH) return undefined
  const [value, ...more] = getReturned(local)
  if (value === undefined || more.length > 0) return undefined
  return { value, place: { file: place.file, entry: { function: local, call, from: place } } }
}

const getDepth = ({ entry }: Place): number => (entry === undefined ? 0 : 1 + getDepth(entry.from))

/** What a name stands for where it has one value alone: the argument of a call, or what is assigned to it. */
export function getValue(node: PyNode, place: Place): Expression | undefined {
  const binding = is(node, 'identifier') ? getScopes(place.file).resolve(node) : undefined
  const [origin, ...more] = binding?.origins ?? []
  if (binding === undefined || more.length > 0) return undefined
  if (origin?.kind === 'value' && origin.index === undefined) return { node: origin.value, place }
  const { entry } = place
  if (origin?.kind !== 'parameter' || entry === undefined || !isSame(origin.function, entry.function)) return undefined
  const [argument] = getPassed(entry.call, entry.function, binding.name)
  return argument && { node: argument, place: entry.from }
}

/** The pieces of a text, arguments of functions in the place of their parameters, encoders left out. */
export function toPieces(outer: PyNode, place: Place): readonly Piece[] {
  const node = getEncoded(unwrap(outer))
  const text = getStringValue(node)
  if (text !== undefined) return text === '' ? [] : [text]
  if (is(node, 'string')) return readFormatted(node, place) ?? [{ node, place }]
  if (is(node, 'concatenated_string')) return getNamedChildren(node).flatMap((child) => toPieces(child, place))
  const [left, right] = [getField(node, 'left'), getField(node, 'right')]
  if (is(node, 'binary_operator') && left !== undefined && right !== undefined) {
    const operator = getField(node, 'operator')?.text()
    if (operator === '+') return [...toPieces(left, place), ...toPieces(right, place)]
    return (operator === '%' ? fill(left, toItems(right), /%s/, place) : undefined) ?? [{ node, place }]
  }
  if (is(node, 'call')) return readCall(node, place) ?? [{ node, place }]
  return readName(node, place) ?? [{ node, place }]
}

/** What `x.encode()` and `bytes(x, 'utf-8')` are made of. */
export function getEncoded(node: PyNode): PyNode {
  const callee = is(node, 'call') ? getField(node, 'function') : undefined
  if (callee === undefined) return node
  const object = is(callee, 'attribute') ? getField(callee, 'object') : undefined
  if (object !== undefined && getField(callee, 'attribute')?.text() === 'encode') return getEncoded(unwrap(object))
  const [first, second] = getArguments(node)
  return callee.text() === 'bytes' && first !== undefined && second !== undefined
    ? getEncoded(unwrap(first.value))
    : node
}

function readFormatted(node: PyNode, place: Place): readonly Piece[] | undefined {
  if (!/^[fF]/.test(node.text())) return undefined
  const pieces: Piece[] = []
  for (const child of node.children().slice(1, -1)) {
    if (is(child, 'string_content')) pieces.push(child.text().replaceAll('{{', '{').replaceAll('}}', '}'))
    else {
      const [expression, ...more] = getNamedChildren(child)
      if (expression === undefined || more.length > 0) return undefined
      pieces.push(...toPieces(expression, place))
    }
  }
  return pieces
}

const toItems = (node: PyNode): readonly PyNode[] => (is(node, 'tuple') ? getNamedChildren(node) : [node])

/** `'%s.%s' % (a, b)`, `'{}.{}'.format(a, b)`. */
function fill(literal: PyNode, items: readonly PyNode[], mark: RegExp, place: Place): readonly Piece[] | undefined {
  const texts = getStringValue(literal)?.split(mark)
  if (texts === undefined || texts.length !== items.length + 1 || texts.some((text) => /[%{}]/.test(text)))
    return undefined
  return texts.flatMap((text, index) => {
    const item = items[index]
    return [...(text === '' ? [] : [text]), ...(item === undefined ? [] : toPieces(item, place))]
  })
}

function readCall(call: PyNode, place: Place): readonly Piece[] | undefined {
  const callee = getField(call, 'function')
  const object = is(callee, 'attribute') && callee !== undefined ? getField(callee, 'object') : undefined
  const name = object === undefined ? undefined : getField(callee ?? call, 'attribute')?.text()
  const given = getArguments(call)
  const [first, ...more] = given
  if (name === 'format' && object !== undefined && given.every((one) => one.name === undefined && !one.isSpread))
    return fill(
      object,
      given.map(({ value }) => value),
      /\{\}/,
      place,
    )
  if (name === 'join' && first !== undefined && more.length === 0 && is(first.value, 'list', 'tuple')) {
    const by = getStringValue(object)
    if (by === undefined) return undefined
    return getNamedChildren(first.value).flatMap((item, index) => [
      ...(index > 0 && by !== '' ? [by] : []),
      ...toPieces(item, place),
    ])
  }
  const inner = enter(call, place)
  const pieces = inner && toPieces(inner.value, inner.place)
  return pieces !== undefined && pieces.length > 1 ? pieces : undefined
}

function readName(node: PyNode, place: Place): readonly Piece[] | undefined {
  if (!is(node, 'identifier')) return undefined
  // An address keeps the name its author gave it.
  const isKept = place.entry === undefined && /ur[il]|href/i.test(node.text())
  const value = getValue(node, place)
  if (value !== undefined && value.place !== place) return toPieces(value.node, value.place)
  const pieces = value === undefined ? readBuilt(node, place) : toPieces(value.node, place)
  if (pieces === undefined || isKept) return undefined
  const isOther = pieces.length > 1 || pieces.some((piece) => typeof piece === 'string')
  const isEncoded = value !== undefined && !isSame(getEncoded(unwrap(value.node)), unwrap(value.node))
  return isOther || isEncoded ? pieces : undefined
}

/** A text that grows: `text = url`, then `text += …`; what a loop adds is one piece of its own. */
function readBuilt(node: PyNode, place: Place): readonly Piece[] | undefined {
  const binding = getScopes(place.file).resolve(node)
  const fn = findAround(node, 'function_definition')
  if (binding === undefined || fn === undefined || !isSame(binding.scope, fn)) return undefined
  const values = binding.origins.filter((origin) => origin.kind === 'value')
  const [first] = values
  const added = [...walk(fn)].filter(
    (one) => is(one, 'augmented_assignment') && getField(one, 'left')?.text() === binding.name,
  )
  const isOnlyThat = values.length === 1 && binding.origins.length === added.length + 1
  if (first === undefined || first.index !== undefined || !isOnlyThat) return undefined
  if (added.some((one) => getRange(one).start > getRange(node).start)) return undefined
  return [
    ...toPieces(first.value, place),
    ...added.flatMap((one): readonly Piece[] => {
      const right = getField(one, 'right')
      if (right === undefined) return []
      return findAround(one, 'for_statement', 'function_definition')?.kind() === 'for_statement'
        ? [{ node: right, place }]
        : toPieces(right, place)
    }),
  ]
}

/** How an expression reads where the check stands; `undefined` where it means nothing there. */
export function getText({ node, place }: Expression): string | undefined {
  if (place.entry === undefined) return node.text()
  const scopes = getScopes(place.file)
  const isGlobal = [...walk(node)].every((inner) => {
    const binding = is(inner, 'identifier') ? scopes.resolve(inner) : undefined
    return !/^(?:self|cls)$/.test(inner.text()) && (binding === undefined || is(binding.scope, 'module'))
  })
  // A method that a check of the same class calls has the same `self`.
  const isOwn = is(node, 'attribute') && /^(?:self|cls)\.\w+$/.test(node.text()) && isOfOneClass(place)
  return isGlobal || isOwn ? node.text() : undefined
}

const isOfOneClass = ({ entry }: Place): boolean =>
  entry === undefined ||
  (/^(?:self|cls)\./.test(getField(entry.call, 'function')?.text() ?? '') && isOfOneClass(entry.from))
