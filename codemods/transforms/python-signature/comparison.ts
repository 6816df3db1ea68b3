import { getScopes } from '../../src/python/scopes.ts'
import {
  findAround,
  getArguments,
  getField,
  getNamedChildren,
  getPythonTree,
  is,
  type PyNode,
  unwrap,
} from '../../src/python/tree.ts'
import type { SourceFile } from '../../src/source-file.ts'
import { type Digest, readDigest } from './digest.ts'
import { getEncoded, getValue } from './pieces.ts'

/** An expression that says whether a digest and a signature are the same. */
export interface Comparison {
  readonly node: PyNode
  /** Whether it is true when they differ. */
  readonly isNegated: boolean
  readonly digest: Digest
  /** The expression that gives the signature. */
  readonly signature: PyNode
  /** Whether it looks at one of several signatures, in a loop around it. */
  readonly isInLoop: boolean
}

const EQUAL = /(?:^|\.)(?:compare_digest|constant_time_compare|safe_str_cmp)$/

/** Every comparison of a digest in a file. */
export function findComparisons(file: SourceFile): readonly Comparison[] {
  const tree = getPythonTree(file)
  return [...tree.getNodes('call'), ...tree.getNodes('comparison_operator')].flatMap((node) => {
    const sides = getSides(node)
    const [left, right] = sides?.sides ?? []
    if (sides === undefined || left === undefined || right === undefined) return []
    for (const [own, other] of [
      [left, right],
      [right, left],
    ] as const) {
      const digest = readDigest(own, { file })
      if (digest !== undefined) return [toComparison(file, { node, digest, other, isNegated: sides.isNegated })]
    }
    return []
  })
}

function getSides(node: PyNode): { readonly sides: readonly PyNode[]; readonly isNegated: boolean } | undefined {
  if (is(node, 'call')) {
    const given = getArguments(node)
    const isEqual = EQUAL.test(getField(node, 'function')?.text() ?? '') && given.length === 2
    return isEqual ? { sides: given.map(({ value }) => value), isNegated: false } : undefined
  }
  const sides = getNamedChildren(node)
  const [first, second] = sides
  if (sides.length !== 2 || first === undefined || second === undefined) return undefined
  const operator = node.text().slice(first.text().length, node.text().length - second.text().length)
  const written = operator.replaceAll(/[\s()]+/g, ' ').trim()
  return /^(?:==|!=|in|not in)$/.test(written) ? { sides, isNegated: /^(?:!=|not in)$/.test(written) } : undefined
}

interface Found {
  readonly node: PyNode
  readonly digest: Digest
  readonly other: PyNode
  readonly isNegated: boolean
}

function toComparison(file: SourceFile, { node, digest, other, isNegated }: Found): Comparison {
  const name = getShaped(other)
  const loop = is(name, 'identifier') ? findLoop(file, name) : undefined
  if (loop === undefined) return { node, isNegated, digest, signature: getSource(file, other), isInLoop: false }
  const iterated = getField(loop, 'right')
  const signature = iterated === undefined ? other : getSource(file, iterated)
  const any = is(loop, 'for_in_clause') ? findAny(node) : undefined
  if (any === undefined || isNegated) return { node, isNegated, digest, signature, isInLoop: true }
  return { node: any, isNegated, digest, signature, isInLoop: false }
}

/** The loop or comprehension that gives a name its values. */
function findLoop(file: SourceFile, name: PyNode): PyNode | undefined {
  const binding = getScopes(file).resolve(name)
  if (binding === undefined || binding.origins.some(({ kind }) => kind !== 'other')) return undefined
  for (let around = name.parent(); around !== null; around = around.parent()) {
    if (is(around, 'function_definition')) return undefined
    const loops = is(around, 'for_statement')
      ? [around]
      : around.namedChildren().filter((child) => is(child, 'for_in_clause'))
    const own = loops.find((loop) => getField(loop, 'left')?.text() === name.text())
    if (own !== undefined) return own
  }
  return undefined
}

/** `any(compare(…) for one in …)` around the comparison. */
function findAny(comparison: PyNode): PyNode | undefined {
  const list = findAround(comparison, 'generator_expression', 'list_comprehension')
  const isBody = list !== undefined && getField(list, 'body')?.id() === comparison.id()
  const clauses =
    list === undefined ? [] : getNamedChildren(list).filter((child) => is(child, 'for_in_clause', 'if_clause'))
  const call = list === undefined || !isBody || clauses.length !== 1 ? undefined : findAround(list, 'call')
  return call !== undefined && getField(call, 'function')?.text() === 'any' ? call : undefined
}

const SHAPES = /^(?:strip|lstrip|rstrip|encode|decode|split)$/

/** The value inside what only changes its form. */
function getShaped(outer: PyNode): PyNode {
  const node = getEncoded(unwrap(outer))
  const callee = is(node, 'call') ? getField(node, 'function') : undefined
  if (callee === undefined) return node
  const object = is(callee, 'attribute') ? getField(callee, 'object') : undefined
  if (object !== undefined && SHAPES.test(getField(callee, 'attribute')?.text() ?? '')) return getShaped(object)
  const [first] = getArguments(node)
  return callee.text() === 'str' && first !== undefined ? getShaped(first.value) : node
}

/** The header a compared value is made of: out of its bytes, its list, its name. */
function getSource(file: SourceFile, outer: PyNode): PyNode {
  const node = getShaped(outer)
  if (is(node, 'generator_expression', 'list_comprehension', 'set_comprehension')) {
    const [clause] = getNamedChildren(node).filter((child) => is(child, 'for_in_clause'))
    const iterated = clause && getField(clause, 'right')
    return iterated === undefined ? node : getSource(file, iterated)
  }
  const value = is(node, 'identifier') ? getValue(node, { file }) : undefined
  if (value === undefined) return node
  const inner = unwrap(value.node)
  const isShape = is(inner, 'generator_expression', 'list_comprehension') || getShaped(inner).id() !== inner.id()
  return isShape ? getSource(file, inner) : node
}
