import { setTimeout as sleep } from 'node:timers/promises'
import autocannon, { type Request } from 'autocannon'
import { type Kind, startWorker } from './start-worker.ts'
import { createTraffic } from './traffic.ts'

/** One look at a server's memory, after a forced garbage collection. */
export interface Sample {
  readonly minute: number
  readonly rss: number
  readonly heapUsed: number
}

export interface MemoryOptions {
  readonly minutes: number
  /** Webhooks a second. */
  readonly rate: number
  /** Milliseconds between two looks. Default a minute. */
  readonly sampleMs?: number
  readonly onSample?: (sample: Sample) => void
}

export interface MemoryReport {
  readonly samples: readonly Sample[]
  readonly sent: number
  readonly failed: number
  /** MB a minute by least squares, the first third left out: the memory of webhooks has to fill first. */
  readonly slope: { readonly rss: number; readonly heapUsed: number }
}

/** Signed traffic of both platforms at a fixed rate against one server. */
export async function watchMemory(kind: Kind, options: MemoryOptions): Promise<MemoryReport> {
  const { minutes, rate, sampleMs = 60_000, onSample } = options
  // Full in the first minutes: what grows after that grows for ever.
  const worker = await startWorker(kind, { STORE_ENTRIES: '20000' })
  const next = createTraffic()
  const setupRequest = (request: Request): Request => Object.assign(request, { method: 'POST' }, next())
  const running = autocannon({
    url: `http://127.0.0.1:${worker.port}`,
    connections: 20,
    overallRate: rate,
    duration: minutes * 60,
    requests: [{ setupRequest }],
  })
  const samples: Sample[] = []
  const start = Date.now()
  try {
    for (let turn = 0; turn * sampleMs <= minutes * 60_000; turn += 1) {
      await sleep(Math.max(0, start + turn * sampleMs - Date.now()))
      const { rss, heapUsed } = await worker.measure()
      const sample = { minute: (turn * sampleMs) / 60_000, rss, heapUsed }
      samples.push(sample)
      onSample?.(sample)
    }
    const { non2xx, errors, timeouts, requests } = await running
    const late = samples.slice(Math.ceil(samples.length / 3))
    return {
      samples,
      sent: requests.sent,
      failed: non2xx + errors + timeouts,
      slope: { rss: findSlope(late, 'rss'), heapUsed: findSlope(late, 'heapUsed') },
    }
  } finally {
    await worker.kill()
  }
}

/** MB a minute. */
function findSlope(samples: readonly Sample[], name: 'rss' | 'heapUsed'): number {
  const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length
  const [x, y] = [mean(samples.map(({ minute }) => minute)), mean(samples.map((sample) => sample[name]))]
  const above = samples.reduce((sum, sample) => sum + (sample.minute - x) * (sample[name] - y), 0)
  const below = samples.reduce((sum, sample) => sum + (sample.minute - x) ** 2, 0)
  return below === 0 ? 0 : above / below / 1_000_000
}
