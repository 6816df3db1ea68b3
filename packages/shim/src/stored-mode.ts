import { ShimError } from './errors.ts'
import type { Mode } from './modes.ts'
import type { Store } from './store.ts'

/** A mode that stands in the store, for all processes that share it. */
export interface StoredMode {
  /** Give it to the shim as `mode`. Never rejects. */
  readonly get: () => Mode | Promise<Mode>
  /** Switches every process, within `cacheMs`. Rejects when the store cannot be written. */
  readonly set: (mode: Mode) => Promise<void>
}

interface StoredModeOptions {
  /** What counts while nothing stands in the store. Default `'both'`. */
  readonly fallback?: Mode
  /** How long a mode that was read counts, in milliseconds. Default 1000. */
  readonly cacheMs?: number
}

const KEY = 'mode'
const YEAR_MS = 365 * 86_400_000
const MODES: ReadonlySet<string> = new Set<Mode>(['both', 'plivo', 'vobiz'])
const isMode = (text: string | undefined): text is Mode => text !== undefined && MODES.has(text)

/**
 * Keeps the mode in the store, under `mode`, so that one command switches every process: `await mode.set('vobiz')`, or
 * `redis-cli set shim:mode vobiz`. When the store cannot be read, what was read last goes on; so it does when
 * something else than a mode stands there.
 *
 * @example
 * const mode = createStoredMode(store)
 * createShim({ ...options, store, mode: mode.get })
 */
export function createStoredMode(store: Store, options: StoredModeOptions = {}): StoredMode {
  const { fallback = 'both', cacheMs = 1000 } = options
  let known = fallback
  let readAt = Number.NEGATIVE_INFINITY
  let reading: Promise<Mode> | undefined

  const read = async (): Promise<Mode> => {
    try {
      const held = await store.get(KEY)
      if (held === undefined) known = fallback
      else if (isMode(held)) known = held
    } catch {
      // What was read last goes on: a store that is away must not switch a platform.
    }
    readAt = Date.now()
    reading = undefined
    return known
  }

  return {
    get: () => {
      if (Date.now() - readAt < cacheMs) return known
      reading ??= read()
      return reading
    },
    set: async (mode) => {
      if (!isMode(mode)) throw new ShimError('bad-option', "the mode is none of 'both', 'plivo' and 'vobiz'")
      await store.put(KEY, mode, YEAR_MS)
      known = mode
      readAt = Date.now()
    },
  }
}
