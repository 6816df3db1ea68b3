import { randomUUID } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import { ShimError } from '../errors.ts'
import type { OnEvent, ShimEvent } from '../events.ts'
import type { Store } from '../store.ts'
import { createLedger, type Ledger, readLedger } from './ledger.ts'
import { judgeReadiness, type Readiness } from './readiness.ts'
import { addTally, count, createTally, isEmpty } from './tally.ts'
import { within } from './within.ts'

/** Settings of the counters. */
export interface CountersOptions {
  /** Where counts of several processes come together: the shim's own store. Default: this process's memory. */
  readonly store?: Store
  /** Days without anything from Plivo after which it can be left. Default 14. */
  readonly readyAfterDays?: number
  /** From how many milliseconds on a handler counts as slow. Default 1000. */
  readonly slowMs?: number
  /** How often counts are saved, in milliseconds. Default 10 000. */
  readonly saveEveryMs?: number
  /** The clock, in milliseconds since 1970. */
  readonly now?: () => number
}

/** Everything counted, by all processes that share the store, up to now. */
export interface CounterReport {
  readonly ledger: Ledger
  readonly readiness: Readiness
  readonly slowMs: number
  /** False when the store could not be read: what this process alone knows is told then. */
  readonly complete: boolean
}

/** Counts what happens, for the status page and for `cutover.ready`. */
export interface Counters {
  /** Give it to the shim, best by `joinEvents`. */
  readonly onEvent: OnEvent
  /** Where `cutover.ready`, `cutover.delayed` and `counters.failed` are told; `joinEvents` calls it. */
  readonly attach: (tell: OnEvent) => void
  readonly read: () => Promise<CounterReport>
  /** Saves what has been counted since the last time. Never rejects. */
  readonly save: () => Promise<void>
  /** Saves, and stops. */
  readonly close: () => Promise<void>
}

const KEY = 'counters'
const LOCK_KEY = 'counters:lock'
const LOCK_MS = 5000
const READ_MS = 2000
const PAUSE_MS = 50
const ATTEMPTS = 40
const YEAR_MS = 365 * 86_400_000

/**
 * Prepares counters. Counting is a few additions in memory; saving happens apart from any call, with all that came
 * together since the last time, and what cannot be saved is kept. So they neither slow a call down nor fail one.
 *
 * @throws ShimError `bad-option` on a number that is none.
 * @example
 * const counters = createCounters({ store })
 * createShim({ ...options, store, onEvent: joinEvents(counters, log) })
 */
export function createCounters(options: CountersOptions = {}): Counters {
  const { store, now = Date.now } = options
  const readyAfterDays = toPositive('readyAfterDays', options.readyAfterDays ?? 14)
  const slowMs = toPositive('slowMs', options.slowMs ?? 1000)
  const saveEveryMs = toPositive('saveEveryMs', options.saveEveryMs ?? 10_000)
  const own = randomUUID()
  let ledger = createLedger(now())
  let pending = createTally(now())
  let timer: NodeJS.Timeout | undefined
  let saving: Promise<void> | undefined
  let isReady: boolean | undefined
  let tell: OnEvent = () => {}

  const toLatest = (held: Ledger): Ledger => {
    addTally(held, pending, now())
    return held
  }

  /** Tells when readiness changes. */
  const judge = (held: Ledger): Readiness => {
    const readiness = judgeReadiness(held, readyAfterDays, now())
    const { ready, lastPlivo } = readiness
    if (ready !== (isReady ?? false)) {
      tell({ name: ready ? 'cutover.ready' : 'cutover.delayed', readyAfterDays, lastPlivo })
    }
    isReady = ready
    return readiness
  }

  const saveTo = async (shared: Store): Promise<void> => {
    await lock(shared, own)
    const start = Date.now()
    try {
      const held = readLedger(await shared.get(KEY)) ?? createLedger(now())
      const taken = pending
      pending = createTally(now())
      try {
        addTally(held, taken, now())
        held.saved = now()
        // Whoever was held up for longer than the lock lasts must not write over what others have saved since.
        if (Date.now() - start > LOCK_MS / 2) throw new Error('the store is too slow')
        await shared.put(KEY, JSON.stringify(held), YEAR_MS)
      } catch (error) {
        putBack(taken)
        throw error
      }
      ledger = held
    } finally {
      if ((await shared.get(LOCK_KEY)) === own) await shared.release(LOCK_KEY)
    }
  }

  /** Reads where there is nothing to write, so that what others have counted is known here. */
  const settle = async (shared: Store): Promise<void> => {
    const held = isEmpty(pending) ? readLedger(await shared.get(KEY)) : undefined
    if (held === undefined) await saveTo(shared)
    else ledger = held
  }

  const putBack = (taken: typeof pending): void => {
    const newer = pending
    pending = taken
    for (const [minute, counts] of newer.minutes) pending.minutes.set(minute, counts)
    addTally(pending.rest, { minutes: new Map(), rest: newer.rest }, now())
  }

  const saveOnce = async (): Promise<void> => {
    try {
      if (store === undefined) {
        addTally(ledger, pending, now())
        pending = createTally(now())
      } else await within(LOCK_MS, settle(store))
      judge(ledger)
    } catch (error) {
      tell({ name: 'counters.failed', error })
    }
  }

  const save = (): Promise<void> => {
    saving ??= saveOnce().finally(() => {
      saving = undefined
    })
    return saving
  }

  /** What stands in the store; an empty one is as good as any. */
  const findShared = async (): Promise<{ readonly text: string | undefined; readonly complete: boolean }> => {
    if (store === undefined) return { text: undefined, complete: true }
    const none = { text: undefined, complete: false }
    return within(READ_MS, store.get(KEY)).then(
      (text) => ({ text, complete: true }),
      () => none,
    )
  }

  const start = (): void => {
    timer = setInterval(() => void save(), saveEveryMs)
    timer.unref?.()
  }

  return {
    onEvent: (event: ShimEvent) => {
      count(pending, event, { now: now(), slowMs })
      if (timer === undefined) start()
    },
    attach: (listener) => {
      tell = listener
    },
    read: async () => {
      const found = await findShared()
      const latest = toLatest(readLedger(found.text) ?? structuredClone(ledger))
      return { ledger: latest, readiness: judge(latest), slowMs, complete: found.complete }
    },
    save,
    close: async () => {
      clearInterval(timer)
      await save()
    },
  }
}

/** One change at a time, across processes; a lock whose holder died ends by itself. */
async function lock(store: Store, own: string): Promise<void> {
  for (let attempt = 0; attempt < ATTEMPTS; attempt += 1) {
    if ((await store.claim(LOCK_KEY, own, LOCK_MS)) === undefined) return
    await sleep(PAUSE_MS)
  }
  throw new Error('another process is saving its counters all the time')
}

function toPositive(name: string, value: number): number {
  if (Number.isFinite(value) && value > 0) return value
  throw new ShimError('bad-option', `${name} is ${value}; expected a number above 0`)
}
