import type { ReplayStore } from '@plivo-to-vobiz/signatures/replay'

/**
 * Memory of what has been received: nonces, replies given, calls and conferences under way. Four methods, so that any
 * database can be one. `claim` must be atomic across all processes that share the store (`SET key value NX PX ttl`).
 * Values are short text, replies included. A store that cannot answer throws or takes its time; `storeFailure` says what happens then.
 */
export interface Store extends ReplayStore {
  /** What is held under `key`, if anything. */
  readonly get: (key: string) => Promise<string | undefined>
}

/** What is done with a store. */
export type StoreOperation = 'claim' | 'get' | 'put' | 'release'
