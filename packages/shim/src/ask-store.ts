import { within } from './deadlines.ts'
import { ShimError } from './errors.ts'
import type { ShimEvent } from './events.ts'

/** How a shared store is asked. */
export interface AskOptions {
  /** How long it may take for one operation, in milliseconds. */
  readonly storeMs: number
  readonly report: (event: ShimEvent) => void
}

/** Waits for an answer of the store; rejects with `store-unavailable` when it fails or takes too long. */
export async function askStore<T>(run: () => Promise<T>, storeMs: number): Promise<T> {
  try {
    return await within(run(), storeMs, () => new Error(`no answer in ${storeMs} ms`))
  } catch (cause) {
    throw new ShimError('store-unavailable', undefined, { cause })
  }
}
