import autocannon, { type Request, type Result } from 'autocannon'
import { median } from '../bench/rounds.ts'
import { KINDS, type Kind, startWorker, type Worker } from './start-worker.ts'
import { createTraffic, type Provider } from './traffic.ts'

/** What each is measured against, and the least that design.md allows. */
const AGAINST: Readonly<Partial<Record<Kind, readonly [Kind, number | undefined]>>> = {
  'express, expressShim': ['express, body parser alone', 0.95],
  'express, expressIntercept': ['express, body parser alone', undefined],
  'node:http, body parsed': ['node:http, bare', undefined],
  'node:http, nodeShim': ['node:http, bare', 0.4],
}

export interface BudgetOptions {
  /** Requests a round; twice as many warm up, since a cold server is another one. */
  readonly requests: number
  readonly rounds: number
  readonly connections: number
  readonly providers?: readonly Provider[]
}

/** Every server under the same signed traffic, in turns; each round gives one ratio, the middle one counts. */
export async function measureBudgets(options: BudgetOptions): Promise<readonly string[]> {
  const workers = new Map<Kind, Worker>()
  const results = new Map<Kind, Round[]>(KINDS.map((kind) => [kind, []]))
  try {
    for (const kind of KINDS) workers.set(kind, await startWorker(kind))
    for (let round = -1; round < options.rounds; round += 1) {
      for (const [kind, { port, measure }] of workers) {
        await measure()
        const result = await load(port, { ...options, requests: round < 0 ? 2 * options.requests : options.requests })
        if (result.non2xx + result.errors > 0) throw new Error(`${kind}: ${result.non2xx + result.errors} failed`)
        const cpu = (await measure()).cpu / result['2xx']
        if (round >= 0) results.get(kind)?.push({ result, cpu }) // the first one warms up
      }
    }
  } finally {
    for (const worker of workers.values()) await worker.kill()
  }
  return print(results)
}

export function load(port: number, { requests, connections, providers }: BudgetOptions): Promise<Result> {
  const next = createTraffic(providers)
  const setupRequest = (request: Request): Request => Object.assign(request, { method: 'POST' }, next())
  return autocannon({ url: `http://127.0.0.1:${port}`, connections, amount: requests, requests: [{ setupRequest }] })
}

interface Round {
  readonly result: Result
  /** Microseconds of the server's processor time a request: what a busy machine changes least. */
  readonly cpu: number
}

function print(results: ReadonlyMap<Kind, readonly Round[]>): readonly string[] {
  const lines = [`${''.padEnd(28)}requests/s   p50 ms   p99 ms  ratio   us CPU  ratio  budget`]
  const list = (kind: Kind, pick: (round: Round) => number): readonly number[] => (results.get(kind) ?? []).map(pick)
  const perSecond = ({ result }: Round): number => result.requests.average
  const perCpu = ({ cpu }: Round): number => 1 / cpu
  for (const kind of KINDS) {
    const [base, budget] = AGAINST[kind] ?? [kind, undefined]
    const toRatio = (pick: (round: Round) => number): string => {
      const bases = list(base, pick)
      const ratios = list(kind, pick).map((value, round) => value / (bases[round] ?? Number.NaN))
      return median(ratios).toFixed(2).padStart(6)
    }
    const cells = [
      median(list(kind, perSecond)).toFixed(0).padStart(10),
      median(list(kind, ({ result }) => result.latency.p50))
        .toFixed(1)
        .padStart(8),
      median(list(kind, ({ result }) => result.latency.p99))
        .toFixed(1)
        .padStart(8),
      toRatio(perSecond),
      median(list(kind, ({ cpu }) => cpu))
        .toFixed(0)
        .padStart(8),
      toRatio(perCpu),
      budget === undefined ? '' : `>= ${budget.toFixed(2)}`,
    ]
    lines.push(`${kind.padEnd(28)}${cells.join(' ')}`.trimEnd())
  }
  return lines
}
