/** Runs per second of several ways to do the same work, taken in turns so that a busy machine slows all alike. */
export interface Candidate {
  readonly name: string
  readonly run: () => unknown
}

/** Median over the rounds, and the ratio to the first candidate taken inside each round. */
export interface Figure {
  readonly name: string
  readonly perSecond: number
  readonly ratio: number
}

/** Milliseconds each candidate runs in a round. */
const SLICE = 150

/** Measures candidates in `rounds` rounds; the first is the reference of the ratios. */
export function measure(candidates: readonly Candidate[], rounds = 7): readonly Figure[] {
  for (const { run } of candidates) runFor(run, SLICE)
  const table = Array.from({ length: rounds }, () => candidates.map(({ run }) => runFor(run, SLICE)))
  return candidates.map(({ name }, index) => ({
    name,
    perSecond: median(table.map((round) => round[index] ?? 0)),
    ratio: median(table.map((round) => (round[index] ?? 0) / (round[0] ?? 1))),
  }))
}

let sink: unknown

function runFor(run: () => unknown, milliseconds: number): number {
  const start = performance.now()
  let count = 0
  let elapsed = 0
  while (elapsed < milliseconds) {
    for (let index = 0; index < 8; index++) sink = run()
    count += 8
    elapsed = performance.now() - start
  }
  if (sink === measure) throw new Error('The work was optimised away.')
  return (count * 1000) / elapsed
}

/** The middle of a list of numbers. */
export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b)
  return sorted[Math.floor(sorted.length / 2)] ?? 0
}

/** One line of a report. */
export const toLine = ({ name, perSecond, ratio }: Figure): string =>
  `${name.padEnd(44)} ${Math.round(perSecond).toLocaleString('en-GB').padStart(12)}/s ${ratio.toFixed(2).padStart(8)} x`
