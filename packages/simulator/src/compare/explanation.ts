/** Why something differs, as far as the tables know. */
export interface Explanation {
  /** Ids of rows and contradictions, see `findFact`. */
  readonly rows: readonly string[]
  /** Whether they explain all of it; what is not explained is the application's own doing. */
  readonly explained: boolean
}

/** Something the tables know nothing of. */
export const UNEXPLAINED: Explanation = { rows: [], explained: false }

/** Several reasons as one: explained only when each of them is. */
export function joinExplanations(all: readonly Explanation[]): Explanation {
  return {
    rows: [...new Set(all.flatMap(({ rows }) => rows))],
    explained: all.every(({ explained }) => explained),
  }
}
