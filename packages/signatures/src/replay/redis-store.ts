import { WebhookError } from '../webhook/webhook-error.ts'
import type { ReplayStore } from './replay-store.ts'

/** The three commands used, as an `ioredis` client (or cluster) offers them. The package itself is not imported. */
export interface RedisClient {
  set(key: string, value: string, unit: 'PX', ttlMs: number): Promise<unknown>
  set(key: string, value: string, unit: 'PX', ttlMs: number, mode: 'NX'): Promise<unknown>
  get(key: string): Promise<string | null>
  del(key: string): Promise<unknown>
}

/** Settings of the Redis store. */
export interface RedisReplayStoreOptions {
  /** Written in front of every key. Default `webhook:`. */
  readonly prefix?: string
}

/** An entry can expire between the two commands of a claim; more than a few times in a row it cannot. */
const ATTEMPTS = 3

/**
 * A replay store in Redis, shared by every process that uses the same server and prefix. Claims are one
 * `SET NX PX`, atomic on any Redis version.
 *
 * @example
 * import { Redis } from 'ioredis'
 * const store = createRedisReplayStore(new Redis(process.env.REDIS_URL))
 */
export function createRedisReplayStore(client: RedisClient, options: RedisReplayStoreOptions = {}): ReplayStore {
  const { prefix = 'webhook:' } = options
  return {
    claim: async (key, value, ttlMs) => {
      for (let attempt = 0; attempt < ATTEMPTS; attempt += 1) {
        if ((await client.set(prefix + key, value, 'PX', ttlMs, 'NX')) !== null) return undefined
        const held = await client.get(prefix + key)
        if (held !== null) return held
      }
      throw new WebhookError('store-unavailable', `Redis neither took nor returned an entry in ${ATTEMPTS} attempts`)
    },
    put: async (key, value, ttlMs) => {
      await client.set(prefix + key, value, 'PX', ttlMs)
    },
    release: async (key) => {
      await client.del(prefix + key)
    },
  }
}
