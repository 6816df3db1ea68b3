import type { Kind, Note, Range } from '../../src/touchpoint.ts'

/** A place where the SDK is used, and what to say of it. */
export interface Site {
  readonly kind: Kind
  readonly range: Range
  readonly note: Note
  /** Whether it goes on working while calls of both providers arrive. */
  readonly stays: boolean
}
