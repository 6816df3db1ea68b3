import type { ShimEvent } from '../events.ts'
import { type Counts, createLedger, type Ledger, PERIODS, type Sighting } from './ledger.ts'

/** How many routes, numbers and unknown names are kept; the latest win. */
const KEPT = 50
/** How many stretches may wait to be saved before the older ones are put together. */
const PENDING_MINUTES = 240

/** What has been counted since it was last taken over into a ledger. */
export interface Tally {
  readonly minutes: Map<number, Counts>
  readonly rest: Ledger
}

/** An empty tally. */
export const createTally = (now: number): Tally => ({ minutes: new Map(), rest: createLedger(now) })

/** Keys that hold the largest value instead of a sum. */
const isLargest = (key: string): boolean => key.startsWith('slowest ')

/** Counts one event. Runs in the way of a call: a few additions, nothing else. */
export function count(tally: Tally, event: ShimEvent, { now, slowMs }: { now: number; slowMs: number }): void {
  const added = toCounts(event, slowMs)
  if (added !== undefined) addCounts(findMinute(tally, Math.floor(now / PERIODS.minute.ms)), added)
  note(tally.rest, event, now)
}

/** What an event adds. */
function toCounts(event: ShimEvent, slowMs: number): Counts | undefined {
  switch (event.name) {
    case 'delivery.received':
      return { [`received ${event.provider} ${event.event}`]: 1 }
    case 'request.rejected':
      return { [`refused ${event.provider ?? 'nobody'} ${event.code}`]: 1 }
    case 'delivery.repeated':
      return { [`repeated ${event.provider} ${event.by}`]: 1 }
    case 'handler.failed':
      return { [`failed ${event.provider} ${event.event} ${event.code}`]: 1 }
    case 'call.handled': {
      const { durationMs } = event
      const about = `${event.provider} ${event.event}`
      const slow = durationMs > slowMs ? { [`slow ${about}`]: 1 } : undefined
      return { [`handled ${about}`]: 1, [`ms ${about}`]: durationMs, [`slowest ${about}`]: durationMs, ...slow }
    }
    default:
      return undefined
  }
}

/** Notes what is seen and when, which is no count. */
function note(rest: Ledger, event: ShimEvent, now: number): void {
  if (event.name === 'delivery.received') {
    rest.last[`received ${event.provider}`] = now
    if (event.provider !== 'plivo') return
    see(rest.routes, event.path, { count: 1, last: now })
    if (event.number !== undefined) see(rest.numbers, event.number, { count: 1, last: now })
  } else if (event.name === 'request.rejected') {
    rest.last[`refused ${event.provider ?? 'nobody'}`] = now
  } else if (event.name === 'parameters.unknown') {
    const { provider, event: kind } = event
    for (const name of event.names) rest.unknown[`${provider} ${name}`] ??= { provider, event: kind, first: now }
  }
}

function findMinute({ minutes }: Tally, minute: number): Counts {
  const held = minutes.get(minute)
  if (held !== undefined) return held
  const counts: Counts = {}
  minutes.set(minute, counts)
  if (minutes.size > PENDING_MINUTES) fold(minutes, minute)
  return counts
}

/** Puts minutes together that are too old to be told apart later: into the first one of their hour, or of their day. */
function fold(minutes: Map<number, Counts>, latest: number): void {
  for (const [minute, counts] of [...minutes]) {
    const age = latest - minute
    if (age < PERIODS.minute.kept) continue
    const { ms } = age < PERIODS.hour.kept * 60 ? PERIODS.hour : PERIODS.day
    const size = ms / PERIODS.minute.ms
    const first = Math.floor(minute / size) * size
    if (first === minute) continue
    minutes.delete(minute)
    const whole = minutes.get(first) ?? {}
    addCounts(whole, counts)
    minutes.set(first, whole)
  }
}

function see(sightings: Record<string, Sighting>, name: string, { count: more, last }: Sighting): void {
  const held = sightings[name]
  sightings[name] = { count: (held?.count ?? 0) + more, last: Math.max(held?.last ?? 0, last) }
  keepLatest(sightings, (sighting) => sighting.last)
}

function keepLatest<T>(record: Record<string, T>, toTime: (value: T) => number): void {
  const names = Object.keys(record)
  if (names.length <= KEPT) return
  const [oldest] = names.sort((one, other) => toTime(record[one] as T) - toTime(record[other] as T)) // names are its own
  if (oldest !== undefined) delete record[oldest]
}

function addCounts(to: Counts, from: Counts): void {
  for (const key in from) {
    const value = from[key] ?? 0
    to[key] = isLargest(key) ? Math.max(to[key] ?? 0, value) : (to[key] ?? 0) + value
  }
}

/** Adds a tally to a ledger, and drops from it what is older than is kept. */
export function addTally(ledger: Ledger, { minutes, rest }: Tally, now: number): void {
  for (const [minute, counts] of minutes) {
    for (const period of ['minute', 'hour', 'day'] as const) {
      const stretch = Math.floor((minute * PERIODS.minute.ms) / PERIODS[period].ms)
      const held = ledger.periods[period]
      held[stretch] ??= {}
      addCounts(held[stretch], counts)
    }
  }
  for (const period of ['minute', 'hour', 'day'] as const) {
    const { ms, kept } = PERIODS[period]
    const held = ledger.periods[period]
    for (const stretch in held) if (Number(stretch) <= Math.floor(now / ms) - kept) delete held[stretch]
  }
  for (const key in rest.last) ledger.last[key] = Math.max(ledger.last[key] ?? 0, rest.last[key] ?? 0)
  for (const kind of ['routes', 'numbers'] as const)
    for (const [name, sighting] of Object.entries(rest[kind])) see(ledger[kind], name, sighting)
  for (const [name, unknown] of Object.entries(rest.unknown)) {
    ledger.unknown[name] ??= unknown
    keepLatest(ledger.unknown, ({ first }) => first)
  }
}
