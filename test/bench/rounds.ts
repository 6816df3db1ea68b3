import { performance } from 'node:perf_hooks'

/** One thing to time; a promise is waited for. */
export interface Case {
  readonly name: string
  readonly run: () => unknown
  /** What is promised of the ratio, as text for the table. */
  readonly goal: string
}

/** Cases timed together, all compared with the first. */
export interface Group {
  readonly title: string
  readonly cases: readonly Case[]
}

/** What was measured of a case. */
export interface Result extends Case {
  readonly microseconds: number
  /** Speed against the first case of the group: 0.5 takes twice as long. Taken inside a round, then the median. */
  readonly ratio: number
}

const ROUNDS = 401
const SLICE_MS = 0.6

/** Times the cases of a group in turns, so that a busy moment of the machine hits all of them. */
export async function measure({ cases }: Group): Promise<readonly Result[]> {
  const counts: number[] = []
  for (const { run } of cases) counts.push(await calibrate(run))
  const times: number[][] = cases.map(() => [])
  for (let round = 0; round < ROUNDS; round += 1)
    for (const [index, { run }] of cases.entries()) times[index]?.push(await time(run, counts[index] ?? 1))
  return cases.map((one, index) => ({
    ...one,
    microseconds: median(times[index] ?? []),
    ratio: median((times[index] ?? []).map((own, round) => (times[0]?.[round] ?? Number.NaN) / own)),
  }))
}

/** How often a case fits into a slice of time, warmed up. */
async function calibrate(run: () => unknown): Promise<number> {
  await time(run, 3000)
  return Math.max(1, Math.round((SLICE_MS * 1000) / (await time(run, 1000))))
}

/** Microseconds per call. */
async function time(run: () => unknown, count: number): Promise<number> {
  const isAsync = run() instanceof Promise
  const start = performance.now()
  if (isAsync) for (let call = 0; call < count; call += 1) await run()
  else for (let call = 0; call < count; call += 1) run()
  return ((performance.now() - start) * 1000) / count
}

/** The middle value. */
export function median(values: readonly number[]): number {
  const sorted = [...values].sort((one, other) => one - other)
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN
}

/** Results as lines of equal columns. */
export function printResults({ title }: Group, results: readonly Result[]): readonly string[] {
  const head = `${title.padEnd(46)}  ${'us'.padStart(10)}  ${'ratio'.padStart(7)}  goal`
  const lines = results.map(({ name, microseconds, ratio, goal }) =>
    ['', name.padEnd(44), microseconds.toFixed(2).padStart(10), ratio.toFixed(2).padStart(7), goal]
      .join('  ')
      .trimEnd(),
  )
  return [head, ...lines]
}
