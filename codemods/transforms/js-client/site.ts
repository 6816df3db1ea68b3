import type { Kind, Range } from '../../src/touchpoint.ts'
import type { Rewrite } from '../../src/transform.ts'

/** A place that has to do with clients, and what becomes of it for Vobiz alone. */
export interface ClientSite {
  readonly kind: Kind
  readonly range: Range
  readonly rewrite: Rewrite
}
