import { type AskOptions, askStore } from './ask-store.ts'
import type { Store, StoreOperation } from './store.ts'

/** A store without which nothing is let through: its failures become `store-unavailable`, 503. */
export function createRefusingStore(store: Store, { storeMs, report }: AskOptions): Store {
  const ask = <T>(operation: StoreOperation, run: () => Promise<T>): Promise<T> =>
    askStore(run, storeMs).catch((error: unknown) => {
      report({ name: 'store.unavailable', operation, standIn: false, error })
      throw error
    })
  return {
    claim: (key, value, ttlMs) => ask('claim', () => store.claim(key, value, ttlMs)),
    get: (key) => ask('get', () => store.get(key)),
    put: (key, value, ttlMs) => ask('put', () => store.put(key, value, ttlMs)),
    release: (key) => ask('release', () => store.release(key)),
  }
}
