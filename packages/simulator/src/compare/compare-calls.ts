import type { Transcript } from '../transcript.ts'
import { align, type Row } from './align.ts'
import { callerSteps, type Difference, findDifferences } from './find-differences.ts'
import { toLines } from './to-lines.ts'

/** Two transcripts of one call next to each other. */
export interface Comparison {
  readonly rows: readonly Row[]
  readonly differences: readonly Difference[]
  /** Whether both calls went through and the caller experienced the same, word for word. */
  readonly parity: boolean
}

/** Compares the same call on two providers. */
export function compareCalls(left: Transcript, right: Transcript): Comparison {
  const sameForCaller = callerSteps(left).join('\n') === callerSteps(right).join('\n')
  return {
    rows: align(toLines(left), toLines(right)),
    differences: findDifferences(left, right),
    parity: left.ok && right.ok && sameForCaller,
  }
}
