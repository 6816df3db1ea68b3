import { createHash } from 'node:crypto'
import { WebhookError } from '../webhook/webhook-error.ts'
import { createMemoryReplayStore } from './memory-store.ts'
import type { ReplayStore } from './replay-store.ts'

/** What makes a verified request recognisable when it comes again. */
export interface Sighting {
  /** Who sent it: kept apart in a shared store. */
  readonly provider: string
  /** What is used once: a nonce, a signature, an event id. */
  readonly token: string
  readonly method: string
  /** Path and query as received. */
  readonly path: string
  readonly rawBody: Uint8Array
  /** True when the token may come again with the same method, path and body only; false when it may with any. */
  readonly bound: boolean
}

/**
 * `new`: not seen before. `redelivered`: the same request again, as platforms send when an answer is lost.
 * `replayed`: a known token on another request, which no platform sends.
 */
export type ReplayVerdict = 'new' | 'redelivered' | 'replayed'

/** Settings of the guard. */
export interface ReplayGuardOptions {
  /** Where tokens are remembered. Default: a memory store of its own. */
  readonly store?: ReplayStore
  /**
   * How long, in milliseconds. Default one hour. A captured request can be sent again after that unless its scheme
   * carries a timestamp, so take as long as the store can bear.
   */
  readonly ttlMs?: number
}

const HOUR_MS = 3_600_000

/**
 * Prepares the memory that tells a redelivery from a replay. Call the guard only with requests that are verified:
 * whoever can fill it can make it forget. It rejects when the store does.
 *
 * @example
 * const guard = createReplayGuard({ store: createRedisReplayStore(redis) })
 * await guard({ provider: 'vobiz', token: nonce, method: 'POST', path: '/answer', rawBody, bound: true }) // 'new'
 */
export function createReplayGuard(options: ReplayGuardOptions = {}): (sighting: Sighting) => Promise<ReplayVerdict> {
  const { store = createMemoryReplayStore(), ttlMs = HOUR_MS } = options
  if (!Number.isInteger(ttlMs) || ttlMs < 1) {
    throw new WebhookError('bad-option', `ttlMs is ${ttlMs}; expected a whole number of milliseconds above 0`)
  }
  return async (sighting) => {
    const print = fingerprint(sighting)
    const held = await store.claim(`${sighting.provider}:seen:${digest(sighting.token)}`, print, ttlMs)
    if (held === undefined) return 'new'
    return held === print || !sighting.bound ? 'redelivered' : 'replayed'
  }
}

/** Tokens are the sender's text; hashed, they have one length and no character a store treats specially. */
const digest = (text: string): string => createHash('sha256').update(text).digest('base64url')

/** The length of the first part is hashed too, so that no byte can move from one part to the other. */
function fingerprint({ method, path, rawBody }: Sighting): string {
  const target = `${method.toUpperCase()} ${path}`
  return createHash('sha256').update(`${target.length}:${target}`).update(rawBody).digest('base64url')
}
