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

/** Whether there is nothing in it to be saved. */
export const isEmpty = ({ minutes, rest }: Tally): boolean =>
  minutes.size === 0 && Object.keys(rest.unknown).length === 0

/** Keys that hold the largest value instead of a sum. */
const isLargest = (key: string): boolean => key.startsWith('slowest ')

/** Counts one event. Runs in the way of a call: a few additions, nothing else. */
export function count(tally: Tally, event: ShimEvent, { now, slowMs }: { now: number; slowMs: number }): void {
  switch (event.name) {
    case 'delivery.received': {
      const { provider, event: kind, path, number } = event
      add(findMinute(tally, now), keysOf(provider, kind).received)
      tally.rest.last[LAST[provider]] = now
      if (provider !== 'plivo') break
      see(tally.rest.routes, path, 1, now)
      if (number !== undefined) see(tally.rest.numbers, number, 1, now)
      break
    }
    case 'call.handled': {
      const { provider, event: kind, durationMs } = event
      const keys = keysOf(provider, kind)
      const counts = findMinute(tally, now)
      add(counts, keys.handled)
      add(counts, keys.ms, durationMs)
      add(counts, keys.slowest, durationMs)
      if (durationMs > slowMs) add(counts, keys.slow)
      break
    }
    case 'request.rejected': {
      const { provider = 'nobody', code, dryRun } = event
      add(findMinute(tally, now), `${dryRun ? 'doubted' : 'refused'} ${provider} ${code}`)
      tally.rest.last[`refused ${provider}`] = now
      break
    }
    case 'delivery.repeated':
      add(findMinute(tally, now), `repeated ${event.provider} ${event.by}`)
      break
    case 'handler.failed':
      add(findMinute(tally, now), `failed ${event.provider} ${event.event} ${event.code}`)
      break
    case 'parameters.unknown': {
      const { provider, event: kind, names } = event
      for (const name of names) tally.rest.unknown[`${provider} ${name}`] ??= { provider, event: kind, first: now }
    }
  }
}

const LAST = { plivo: 'received plivo', vobiz: 'received vobiz' } as const

type Keys = Readonly<Record<'received' | 'handled' | 'ms' | 'slowest' | 'slow', string>>

const known = new Map<string, Map<string, Keys>>()

/** What each call needs, made once: the platforms and events are few. */
function keysOf(provider: string, event: string): Keys {
  const held = known.get(provider)?.get(event)
  if (held !== undefined) return held
  const about = `${provider} ${event}`
  const keys: Keys = {
    received: `received ${about}`,
    handled: `handled ${about}`,
    ms: `ms ${about}`,
    slowest: `slowest ${about}`,
    slow: `slow ${about}`,
  }
  known.set(provider, (known.get(provider) ?? new Map<string, Keys>()).set(event, keys))
  return keys
}

function add(counts: Counts, key: string, value = 1): void {
  const held = counts[key]
  counts[key] = held === undefined ? value : isLargest(key) ? Math.max(held, value) : held + value
}

function findMinute({ minutes }: Tally, now: number): Counts {
  const minute = Math.floor(now / PERIODS.minute.ms)
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

function see(sightings: Record<string, Sighting>, name: string, more: number, last: number): void {
  const held = sightings[name]
  if (held === undefined) {
    sightings[name] = { count: more, last }
    keepLatest(sightings, (sighting) => sighting.last)
  } else {
    held.count += more
    held.last = Math.max(held.last, last)
  }
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
    for (const [name, { count: more, last }] of Object.entries(rest[kind])) see(ledger[kind], name, more, last)
  for (const [name, unknown] of Object.entries(rest.unknown)) {
    ledger.unknown[name] ??= unknown
    keepLatest(ledger.unknown, ({ first }) => first)
  }
}
