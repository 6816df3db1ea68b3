import { createRedisReplayStore, type RedisClient } from '@plivo-to-vobiz/signatures/replay/redis'
import type { Store } from '../store.ts'

export type { RedisClient }

/** Settings of the Redis store. */
export interface RedisStoreOptions {
  /** Written in front of every key. Default `shim:`. */
  readonly prefix?: string
}

/**
 * A store in Redis, shared by every process that uses the same server and prefix: what several processes behind one
 * URL need. Claims are one `SET NX PX`, atomic on any Redis version. The client is yours: an `ioredis` client or
 * cluster, or anything with its `set`, `get` and `del`.
 *
 * @example
 * import { Redis } from 'ioredis'
 * createShim({ ...options, store: createRedisStore(new Redis(process.env.REDIS_URL)) })
 */
export function createRedisStore(client: RedisClient, { prefix = 'shim:' }: RedisStoreOptions = {}): Store {
  return {
    ...createRedisReplayStore(client, { prefix }),
    get: async (key) => (await client.get(prefix + key)) ?? undefined,
  }
}
