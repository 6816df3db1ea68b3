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
  readonly seconds: number
  readonly rounds: number
  readonly connections: number
  readonly providers?: readonly Provider[]
}

/** Every server under the same signed traffic, in turns; each round gives one ratio, the middle one counts. */
export async function measureBudgets(options: BudgetOptions): Promise<readonly string[]> {
  const workers = new Map<Kind, Worker>()
  const results = new Map<Kind, Result[]>(KINDS.map((kind) => [kind, []]))
  try {
    for (const kind of KINDS) workers.set(kind, await startWorker(kind))
    for (let round = -1; round < options.rounds; round += 1) {
      for (const [kind, { port }] of workers) {
        const result = await load(port, { ...options, seconds: round < 0 ? 5 : options.seconds })
        if (result.non2xx + result.errors > 0) throw new Error(`${kind}: ${result.non2xx + result.errors} failed`)
        if (round >= 0) results.get(kind)?.push(result) // the first one warms up
      }
    }
  } finally {
    for (const worker of workers.values()) await worker.kill()
  }
  return print(results)
}

export function load(port: number, { seconds, connections, providers }: BudgetOptions): Promise<Result> {
  const next = createTraffic(providers)
  const setupRequest = (request: Request): Request => Object.assign(request, { method: 'POST' }, next())
  return autocannon({ url: `http://127.0.0.1:${port}`, connections, duration: seconds, requests: [{ setupRequest }] })
}

function print(results: ReadonlyMap<Kind, readonly Result[]>): readonly string[] {
  const lines = [`${''.padEnd(28)}requests/s   p50 ms   p99 ms  ratio  budget`]
  const perSecond = (kind: Kind): readonly number[] => (results.get(kind) ?? []).map(({ requests }) => requests.average)
  for (const kind of KINDS) {
    const own = results.get(kind) ?? []
    const [base, budget] = AGAINST[kind] ?? [kind, undefined]
    const bases = perSecond(base)
    const ratio = median(perSecond(kind).map((value, round) => value / (bases[round] ?? Number.NaN)))
    const cells = [
      median(perSecond(kind)).toFixed(0).padStart(10),
      median(own.map(({ latency }) => latency.p50))
        .toFixed(1)
        .padStart(8),
      median(own.map(({ latency }) => latency.p99))
        .toFixed(1)
        .padStart(8),
      ratio.toFixed(2).padStart(6),
      budget === undefined ? '' : `>= ${budget.toFixed(2)}`,
    ]
    lines.push(`${kind.padEnd(28)}${cells.join(' ')}`.trimEnd())
  }
  return lines
}
