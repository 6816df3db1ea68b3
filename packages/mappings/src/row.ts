import type { SourceId } from './sources.ts'

/**
 * What becomes of a Plivo fact on Vobiz.
 *
 * - `same`: nothing to do.
 * - `renamed`: another name, same meaning.
 * - `value-mapped`: the value changes as well; the row or its note says how.
 * - `dropped-no-equivalent`: cannot be said on Vobiz; reported.
 * - `element-no-equivalent`: the whole feature is missing; a person must decide.
 */
export type Status = 'same' | 'renamed' | 'value-mapped' | 'dropped-no-equivalent' | 'element-no-equivalent'

/** What every fact carries: its status, where it is written, and when we last read it there. */
export interface Row {
  readonly status: Status
  readonly source: readonly SourceId[]
  /** ISO date on which the sources were last compared. */
  readonly checked: string
}
