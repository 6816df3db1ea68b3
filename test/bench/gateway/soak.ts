import { Agent, request as requestHttp } from 'node:http'
import { type ServerProcess, startServer } from './process.ts'
import { createWebhooks, PLAIN, type Wire } from './requests.ts'

export interface SoakOptions {
  readonly minutes: number
  /** Requests per second, sent whatever becomes of the ones before. */
  readonly rate: number
  /** How often the application is killed, evenly over the time. */
  readonly kills: number
  /** Milliseconds it stays away. */
  readonly outageMs: number
  /** Milliseconds between two looks at the memory. */
  readonly sampleMs: number
  readonly onSample?: (sample: Sample) => void
}

/** Memory of the gateway after a garbage collection. */
export interface Sample {
  readonly minute: number
  readonly heap: number
  readonly rss: number
  readonly sent: number
  readonly failed: number
}

export interface SoakReport {
  readonly sent: number
  /** Requests that were due but not sent, since so many were under way: the machine is too slow for the rate. */
  readonly skipped: number
  readonly ok: number
  /** Status, or the code of a broken connection, with its count. */
  readonly failures: Readonly<Record<string, number>>
  /** Failures of requests sent while the application ran, and had not just been started. */
  readonly unexplained: number
  readonly samples: readonly Sample[]
  /** Bytes of heap a minute, by least squares over all samples but the first. */
  readonly slope: number
  /** Whether the gateway's process still runs at the end. */
  readonly alive: boolean
}

const TICK_MS = 10
/** Each has a socket on three sides; without a bound, a slow machine runs out of file descriptors. */
const MOST_UNDER_WAY = 200
/** After a kill, requests already under way fail as well. */
const MARGIN_MS = 1500

/** Calls the gateway at a fixed rate while the application behind it is killed and restarted. */
export async function soak(options: SoakOptions): Promise<SoakReport> {
  let app = await startServer('app')
  const { port } = app
  const gateway = await startServer('gateway', { UPSTREAM: `http://127.0.0.1:${port}`, STORE_ENTRIES: '20000' })
  const outages: [number, number][] = []
  const load = startLoad(gateway.port, options.rate)
  const samples: Sample[] = []
  const start = Date.now()
  const end = start + options.minutes * 60_000
  const killAt = Array.from(
    { length: options.kills },
    (_, turn) => start + ((end - start) * (turn + 1)) / (options.kills + 1),
  )

  for (let next = start + options.sampleMs; Date.now() < end; ) {
    await sleep(Math.max(0, Math.min(next, killAt[0] ?? end, end) - Date.now()))
    if (killAt[0] !== undefined && Date.now() >= killAt[0]) {
      killAt.shift()
      outages.push(
        await replace(app, options.outageMs, async () => {
          app = await startServer('app', { PORT: String(port) })
        }),
      )
    }
    if (Date.now() >= next) {
      next += options.sampleMs
      const { heap, rss } = await gateway.measure()
      const sample = {
        minute: (Date.now() - start) / 60_000,
        heap,
        rss,
        sent: load.sent(),
        failed: load.failures.length,
      }
      samples.push(sample)
      options.onSample?.(sample)
    }
  }
  await load.stop()
  const alive = gateway.child.exitCode === null && gateway.child.signalCode === null
  for (const server of [gateway, app]) await server.stop()
  const isExplained = (at: number): boolean =>
    outages.some(([from, to]) => at >= from - MARGIN_MS && at <= to + MARGIN_MS)
  return {
    sent: load.sent(),
    skipped: load.skipped(),
    ok: load.sent() - load.failures.length,
    failures: count(load.failures.map(({ what }) => what)),
    unexplained: load.failures.filter(({ at }) => !isExplained(at)).length,
    samples,
    slope: findSlope(samples.slice(1)),
    alive,
  }
}

async function replace(app: ServerProcess, outageMs: number, start: () => Promise<void>): Promise<[number, number]> {
  const from = Date.now()
  await app.stop()
  await sleep(outageMs)
  await start()
  return [from, Date.now()]
}

interface Failure {
  readonly at: number
  readonly what: string
}

function startLoad(port: number, rate: number) {
  const agent = new Agent({ keepAlive: true })
  const [plivo, vobiz] = [createWebhooks('plivo'), createWebhooks('vobiz')]
  const failures: Failure[] = []
  const pending = new Set<Promise<void>>()
  let sent = 0
  let skipped = 0
  const send = (): void => {
    const wire = sent % 10 === 0 ? PLAIN : sent % 2 === 0 ? plivo() : vobiz()
    const at = Date.now()
    sent += 1
    const done = exchange({ port, agent, wire }).then((what) => {
      if (what !== '200') failures.push({ at, what })
      pending.delete(done)
    })
    pending.add(done)
  }
  const start = Date.now()
  const timer = setInterval(() => {
    for (let due = ((Date.now() - start) * rate) / 1000; sent + skipped < due; ) {
      if (pending.size < MOST_UNDER_WAY) send()
      else skipped += 1
    }
  }, TICK_MS)
  return {
    failures,
    sent: () => sent,
    skipped: () => skipped,
    stop: async () => {
      clearInterval(timer)
      await Promise.all(pending)
      agent.destroy()
    },
  }
}

/** Sends one request; gives its status, or the code of what went wrong. */
function exchange({ port, agent, wire }: { port: number; agent: Agent; wire: Wire }): Promise<string> {
  const { method, path, headers, body = '' } = wire
  return new Promise((resolve) => {
    const outgoing = requestHttp({ host: '127.0.0.1', port, method, path, headers, agent }, (incoming) => {
      incoming.resume()
      incoming.once('end', () => resolve(String(incoming.statusCode)))
      incoming.once('error', (error) => resolve(toCode(error)))
    })
    outgoing.once('error', (error) => resolve(toCode(error)))
    outgoing.end(body)
  })
}

const toCode = (error: Error): string => ('code' in error ? String(error.code) : error.message)

const sleep = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms))

function count(words: readonly string[]): Readonly<Record<string, number>> {
  const counts: Record<string, number> = {}
  for (const word of words) counts[word] = (counts[word] ?? 0) + 1
  return counts
}

function findSlope(samples: readonly Sample[]): number {
  const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length
  const [x, y] = [mean(samples.map(({ minute }) => minute)), mean(samples.map(({ heap }) => heap))]
  const over = samples.reduce((sum, { minute, heap }) => sum + (minute - x) * (heap - y), 0)
  return over / samples.reduce((sum, { minute }) => sum + (minute - x) ** 2, 0)
}
