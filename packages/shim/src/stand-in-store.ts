import { type AskOptions, askStore } from './ask-store.ts'
import type { Store, StoreOperation } from './store.ts'
import { createMemoryStore } from './stores/memory.ts'

/** How long a store that has failed is left alone, so that not every request waits for it. */
const REST_MS = 1000

/** What this process writes itself is a part of what all write. */
const MEMORY = { maxEntries: 50_000, maxSize: 16_000_000 }

/**
 * A shared store with this process's own memory behind it. What this process writes is kept in both, so that while the
 * store is away calls are answered, and what this process has seen is still seen: a replay it can prove is refused,
 * also after the store has come back and has lost everything.
 */
export function createStandInStore(store: Store, { storeMs, report }: AskOptions): Store {
  const memory = createMemoryStore(MEMORY)
  let awaySince: number | undefined
  let restUntil = 0

  /** The store's answer, or nothing while it is away. */
  const ask = async <T>(
    operation: StoreOperation,
    run: () => Promise<T>,
  ): Promise<{ readonly value: T } | undefined> => {
    if (awaySince !== undefined && Date.now() < restUntil) return undefined
    try {
      const value = await askStore(run, storeMs)
      if (awaySince !== undefined) {
        report({ name: 'store.back', awayMs: Date.now() - awaySince })
        awaySince = undefined
      }
      return { value }
    } catch (error) {
      awaySince ??= Date.now()
      restUntil = Date.now() + REST_MS
      report({ name: 'store.unavailable', operation, standIn: true, error })
      return undefined
    }
  }

  return {
    claim: async (key, value, ttlMs) => {
      const answer = await ask('claim', () => store.claim(key, value, ttlMs))
      if (answer?.value !== undefined) return answer.value
      const own = await memory.claim(key, value, ttlMs)
      // The store had forgotten, this process had not.
      if (answer !== undefined && own !== undefined) await ask('put', () => store.put(key, own, ttlMs))
      return own
    },
    get: async (key) => (await ask('get', () => store.get(key)))?.value ?? memory.get(key),
    put: async (key, value, ttlMs) => {
      await memory.put(key, value, ttlMs)
      await ask('put', () => store.put(key, value, ttlMs))
    },
    release: async (key) => {
      await memory.release(key)
      await ask('release', () => store.release(key))
    },
  }
}
