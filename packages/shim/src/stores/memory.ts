import type { LRUCache } from 'lru-cache'
import type { Store } from '../store.ts'

/** Settings of the memory store. */
export interface MemoryStoreOptions {
  /** Entries kept at most, some four to a request. Default 100 000. */
  readonly maxEntries?: number
  /** Characters kept at most, keys and stored replies together; the least recently used go first. Default 32 million. */
  readonly maxSize?: number
}

const made = new WeakSet<Store>()

/** Whether a store is in this process's memory, where it can neither be away nor slow. */
export const isMemoryStore = (store: Store): boolean => made.has(store)

/** An entry holds more than its text. */
const OVERHEAD = 100

/**
 * A store in this process's memory: bounded, gone on restart, not shared. Right for one process. Only verified requests
 * reach it, so a stranger cannot push entries out.
 */
export function createMemoryStore({ maxEntries = 100_000, maxSize = 32_000_000 }: MemoryStoreOptions = {}): Store {
  let loading: Promise<LRUCache<string, string>> | undefined
  let loaded: LRUCache<string, string> | undefined
  // Loaded at the first request, so that it costs no application time to start.
  const load = async (): Promise<LRUCache<string, string>> => {
    const { LRUCache } = await import('lru-cache')
    loaded = new LRUCache({
      max: maxEntries,
      maxSize,
      sizeCalculation: (value, key) => value.length + key.length + OVERHEAD,
    })
    return loaded
  }
  const open = (): Promise<LRUCache<string, string>> => {
    loading ??= load()
    return loading
  }
  const store: Store = {
    claim: async (key, value, ttlMs) => {
      const cache = loaded ?? (await open())
      const held = cache.get(key)
      if (held === undefined) cache.set(key, value, { ttl: ttlMs })
      return held
    },
    get: async (key) => {
      const cache = loaded ?? (await open())
      return cache.get(key)
    },
    put: async (key, value, ttlMs) => {
      const cache = loaded ?? (await open())
      cache.set(key, value, { ttl: ttlMs })
    },
    release: async (key) => {
      const cache = loaded ?? (await open())
      cache.delete(key)
    },
  }
  made.add(store)
  return store
}
