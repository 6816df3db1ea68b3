/**
 * Memory of what has been received already. Three methods, so that any database can be one; `claim` must be atomic
 * across all processes that share the memory. Values are short text. A store that cannot answer throws: the request is
 * then refused, never let through unchecked.
 *
 * @example
 * // The smallest store there is; it forgets nothing and serves one process.
 * const values = new Map<string, string>()
 * const store: ReplayStore = {
 *   async claim(key, value) {
 *     const held = values.get(key)
 *     if (held === undefined) values.set(key, value)
 *     return held
 *   },
 *   async put(key, value) { values.set(key, value) },
 *   async release(key) { values.delete(key) },
 * }
 */
export interface ReplayStore {
  /**
   * Stores `value` for `ttlMs` milliseconds and returns `undefined` when nothing is held under `key`; otherwise
   * changes nothing, its time included, and returns what is held.
   */
  readonly claim: (key: string, value: string, ttlMs: number) => Promise<string | undefined>
  /** Stores `value` for `ttlMs` milliseconds, whatever is held. */
  readonly put: (key: string, value: string, ttlMs: number) => Promise<void>
  /** Forgets `key`, so that the next claim succeeds; no error when nothing is held. */
  readonly release: (key: string) => Promise<void>
}
