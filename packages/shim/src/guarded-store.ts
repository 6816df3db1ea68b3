import { ShimError } from './errors.ts'
import type { Store } from './store.ts'

/** The store with its errors made into one code: without memory, nothing is let through. */
export function createGuardedStore(store: Store): Store {
  const guarded =
    <A extends readonly unknown[], T>(method: (...args: A) => Promise<T>) =>
    (...args: A): Promise<T> =>
      method(...args).catch((cause: unknown) => {
        throw new ShimError('store-unavailable', undefined, { cause })
      })
  return {
    claim: guarded((key: string, value: string, ttlMs: number) => store.claim(key, value, ttlMs)),
    get: guarded((key: string) => store.get(key)),
    put: guarded((key: string, value: string, ttlMs: number) => store.put(key, value, ttlMs)),
    release: guarded((key: string) => store.release(key)),
  }
}
