import type { CallProvider } from '../call.ts'
import type { CounterReport } from '../counters/create-counters.ts'
import { type Counts, type Ledger, PERIODS, type Period, type Sighting } from '../counters/ledger.ts'
import type { Readiness } from '../counters/readiness.ts'

/** Stretches of time the page can show. */
export const RANGES = {
  hour: { title: 'Last hour', period: 'minute', bars: 60 },
  day: { title: 'Last 24 hours', period: 'hour', bars: 24 },
  month: { title: 'Last 30 days', period: 'day', bars: 30 },
} as const satisfies Readonly<Record<string, { title: string; period: Period; bars: number }>>

/** Which of them. */
export type Range = keyof typeof RANGES

/** What came in one stretch of time. */
export interface Bar {
  /** Begin, in milliseconds since 1970. */
  readonly start: number
  readonly plivo: number
  readonly vobiz: number
}

/** A reason for refusals. */
export interface Refusal {
  readonly code: string
  readonly provider: string
  readonly count: number
  /** True when the application got the requests all the same. */
  readonly dryRun: boolean
}

/** How the handlers of one event did. */
export interface HandlerFigures {
  readonly provider: string
  readonly event: string
  readonly handled: number
  readonly slow: number
  readonly failed: number
  readonly averageMs: number
  readonly slowestMs: number
}

/** A route or a number, the last digits only. */
export interface Seen extends Sighting {
  readonly name: string
}

/** Everything the page shows, also as JSON. Times are in milliseconds since 1970. */
export interface Figures {
  readonly range: Range
  readonly now: number
  readonly since: number
  readonly saved: number
  readonly complete: boolean
  readonly mode: string | undefined
  readonly slowMs: number
  readonly readiness: Readiness
  /** When each platform sent something last that was let in. */
  readonly last: Readonly<Record<CallProvider, number | undefined>>
  readonly lastRefusedPlivo: number | undefined
  readonly bars: readonly Bar[]
  readonly received: Readonly<Record<CallProvider, number>>
  readonly refused: number
  readonly repeated: number
  readonly slow: number
  readonly failed: number
  readonly refusals: readonly Refusal[]
  readonly repeats: readonly { readonly provider: string; readonly by: string; readonly count: number }[]
  readonly handlers: readonly HandlerFigures[]
  readonly plivoRoutes: readonly Seen[]
  readonly plivoNumbers: readonly Seen[]
  readonly unknown: readonly {
    readonly name: string
    readonly provider: string
    readonly event: string
    readonly first: number
  }[]
}

interface Shown {
  readonly range: Range
  readonly now: number
  readonly mode: string | undefined
}

/** Picks from the counters what a page over a range of time shows. */
export function toFigures(
  { ledger, readiness, slowMs, complete }: CounterReport,
  { range, now, mode }: Shown,
): Figures {
  const { bars, total } = collect(ledger, range, now)
  const sum = (start: string): number => pick(total, start).reduce((all, { value }) => all + value, 0)
  return {
    range,
    now,
    since: ledger.since,
    saved: ledger.saved,
    complete,
    mode,
    slowMs,
    readiness,
    last: { plivo: ledger.last['received plivo'], vobiz: ledger.last['received vobiz'] },
    lastRefusedPlivo: ledger.last['refused plivo'],
    bars,
    received: { plivo: sum('received plivo'), vobiz: sum('received vobiz') },
    refused: sum('refused'),
    repeated: sum('repeated'),
    slow: sum('slow'),
    failed: sum('failed'),
    refusals: [...toRefusals(total, 'refused'), ...toRefusals(total, 'doubted')].toSorted(
      (one, other) => other.count - one.count,
    ),
    repeats: pick(total, 'repeated').map(({ rest: [provider = '', by = ''], value }) => ({
      provider,
      by,
      count: value,
    })),
    handlers: toHandlers(total),
    plivoRoutes: toSeen(ledger.routes),
    plivoNumbers: toSeen(ledger.numbers),
    unknown: Object.entries(ledger.unknown)
      .map(([key, { provider, event, first }]) => ({ name: key.slice(provider.length + 1), provider, event, first }))
      .toSorted((one, other) => other.first - one.first),
  }
}

function collect({ periods }: Ledger, range: Range, now: number): { bars: readonly Bar[]; total: Counts } {
  const { period, bars: count } = RANGES[range]
  const { ms } = PERIODS[period]
  const latest = Math.floor(now / ms)
  const total: Counts = {}
  const bars = Array.from({ length: count }, (_, index) => {
    const stretch = latest - count + 1 + index
    const counts = periods[period][stretch] ?? {}
    for (const key in counts) {
      const [held = 0, value = 0] = [total[key], counts[key]]
      total[key] = key.startsWith('slowest ') ? Math.max(held, value) : held + value
    }
    const sum = (start: string): number => pick(counts, start).reduce((all, { value }) => all + value, 0)
    return { start: stretch * ms, plivo: sum('received plivo'), vobiz: sum('received vobiz') }
  })
  return { bars, total }
}

function pick(counts: Counts, start: string): readonly { readonly rest: readonly string[]; readonly value: number }[] {
  return Object.entries(counts)
    .filter(([key]) => key.startsWith(`${start} `))
    .map(([key, value]) => ({ rest: key.slice(start.length + 1).split(' '), value }))
}

const toRefusals = (total: Counts, what: 'refused' | 'doubted'): readonly Refusal[] =>
  pick(total, what).map(({ rest: [provider = '', code = ''], value }) => ({
    provider,
    code,
    count: value,
    dryRun: what === 'doubted',
  }))

function toHandlers(total: Counts): readonly HandlerFigures[] {
  const names = new Set(
    ['handled', 'failed'].flatMap((what) => pick(total, what).map(({ rest }) => `${rest[0]} ${rest[1]}`)),
  )
  return [...names]
    .map((name) => {
      const [provider = '', event = ''] = name.split(' ')
      const handled = total[`handled ${name}`] ?? 0
      return {
        provider,
        event,
        handled,
        slow: total[`slow ${name}`] ?? 0,
        failed: pick(total, `failed ${name}`).reduce((all, { value }) => all + value, 0),
        averageMs: handled === 0 ? 0 : (total[`ms ${name}`] ?? 0) / handled,
        slowestMs: total[`slowest ${name}`] ?? 0,
      }
    })
    .toSorted((one, other) => other.slow - one.slow || other.slowestMs - one.slowestMs)
}

const toSeen = (sightings: Readonly<Record<string, Sighting>>): readonly Seen[] =>
  Object.entries(sightings)
    .map(([name, sighting]) => ({ name, ...sighting }))
    .toSorted((one, other) => other.last - one.last)
