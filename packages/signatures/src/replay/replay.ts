/** Telling a redelivery from a replay, and the memory behind it. */
export { createMemoryReplayStore, type MemoryReplayStoreOptions } from './memory-store.ts'
export { createReplayGuard, type ReplayGuardOptions, type ReplayVerdict, type Sighting } from './replay-guard.ts'
export type { ReplayStore } from './replay-store.ts'
