import { WebhookError } from '../webhook/webhook-error.ts'
import type { ReplayStore } from './replay-store.ts'

/** Settings of the memory store. */
export interface MemoryReplayStoreOptions {
  /** Entries kept at most; the oldest goes first. Default 50 000, some 10 MB. */
  readonly maxEntries?: number
  /** Clock in milliseconds. Default `Date.now`. */
  readonly now?: () => number
}

interface Entry {
  readonly value: string
  readonly expiresAt: number
}

/**
 * A replay store in this process's memory: bounded, gone on restart, not shared. Right for one process; use Redis
 * when several receive webhooks. Only verified requests reach it, so a stranger cannot push entries out.
 */
export function createMemoryReplayStore(options: MemoryReplayStoreOptions = {}): ReplayStore {
  const { maxEntries = 50_000, now = Date.now } = options
  if (!Number.isInteger(maxEntries) || maxEntries < 1) {
    throw new WebhookError('bad-option', `maxEntries is ${maxEntries}; expected a whole number of at least 1`)
  }
  const entries = new Map<string, Entry>()
  const findOldest = createOldestFinder(entries)

  const find = (key: string): string | undefined => {
    const entry = entries.get(key)
    return entry !== undefined && entry.expiresAt > now() ? entry.value : undefined
  }
  /** Drops what is over, as far as the oldest entries go, and one more when that leaves no room. */
  const makeRoom = (time: number): void => {
    for (let oldest = findOldest(); oldest !== undefined; oldest = findOldest()) {
      const [key, { expiresAt }] = oldest
      if (expiresAt > time && entries.size < maxEntries) return
      entries.delete(key)
    }
  }
  const write = (key: string, value: string, ttlMs: number): void => {
    entries.delete(key)
    makeRoom(now())
    entries.set(key, { value, expiresAt: now() + ttlMs })
  }

  return {
    claim: async (key, value, ttlMs) => {
      const held = find(key)
      if (held === undefined) write(key, value, ttlMs)
      return held
    },
    put: async (key, value, ttlMs) => write(key, value, ttlMs),
    release: async (key) => {
      entries.delete(key)
    },
  }
}

/**
 * Finds the entry written first. One iterator lives as long as the map and only moves on: starting anew at each write
 * would walk over the gaps that deleted entries leave at the front of a `Map`, thousands of them when it is full.
 */
function createOldestFinder(entries: ReadonlyMap<string, Entry>): () => readonly [string, Entry] | undefined {
  let cursor = entries.entries()
  let oldest: readonly [string, Entry] | undefined
  return () => {
    while (oldest === undefined || entries.get(oldest[0]) !== oldest[1]) {
      const step = cursor.next()
      oldest = step.done === true ? undefined : step.value
      if (oldest !== undefined) continue
      cursor = entries.entries() // one that has come to the end sees nothing that is added later
      return undefined
    }
    return oldest
  }
}
