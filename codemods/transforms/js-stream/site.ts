import type { Range } from '../../src/touchpoint.ts'
import type { Rewrite } from '../../src/transform.ts'

/** A place that handles a stream, and what becomes of it whatever the target. */
export interface StreamSite {
  readonly range: Range
  readonly rewrite: Rewrite
}
