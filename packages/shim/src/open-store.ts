import { toDeadlines } from './deadlines.ts'
import type { ShimEvent } from './events.ts'
import type { GuardOptions } from './options.ts'
import { createRefusingStore } from './refusing-store.ts'
import { createStandInStore } from './stand-in-store.ts'
import type { Store } from './store.ts'
import { createMemoryStore, isMemoryStore } from './stores/memory.ts'

const opened = new WeakSet<Store>()

/** The store of the options, made to fail as `storeFailure` says; without one, this process's memory. */
export function openStore(
  { store, storeFailure = 'answer', deadlines }: Pick<GuardOptions, 'store' | 'storeFailure' | 'deadlines'>,
  report: (event: ShimEvent) => void,
): Store {
  if (store === undefined) return createMemoryStore()
  if (opened.has(store) || isMemoryStore(store)) return store
  const { storeMs } = toDeadlines(deadlines)
  const open = storeFailure === 'refuse' ? createRefusingStore : createStandInStore
  const made = open(store, { storeMs, report })
  opened.add(made)
  return made
}
