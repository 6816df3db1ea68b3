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

  const find = (key: string): string | undefined => {
    const entry = entries.get(key)
    return entry !== undefined && entry.expiresAt > now() ? entry.value : undefined
  }
  const write = (key: string, value: string, ttlMs: number): void => {
    entries.delete(key)
    dropExpired(entries, now())
    if (entries.size >= maxEntries) for (const oldest of entries.keys()) if (entries.delete(oldest)) break
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

/** Entries stand in the order they were written, so those of one lifetime expire from the front. */
function dropExpired(entries: Map<string, Entry>, time: number): void {
  for (const [key, entry] of entries) {
    if (entry.expiresAt > time) return
    entries.delete(key)
  }
}
