import type { Node } from '@babel/types'
import type { NodeOf } from '../../src/javascript/tree.ts'
import { getRange } from '../../src/javascript/tree.ts'
import type { Range } from '../../src/touchpoint.ts'

/** A client of both providers, and the part of it that is kept. */
export interface SplitCall {
  readonly call: NodeOf<'CallExpression'>
  readonly vobiz: Node
}

/** Whether a range is in another. */
export const contains = (outer: Range, inner: Range): boolean => inner.start >= outer.start && inner.end <= outer.end

/** Uses that go away with the part of each client that speaks to Plivo. */
export const isGone = (split: readonly SplitCall[], node: Node): boolean =>
  split.some(
    ({ call, vobiz }) => contains(getRange(call), getRange(node)) && !contains(getRange(vobiz), getRange(node)),
  )
