import type { LRUCache } from 'lru-cache'
import type { Vendor } from './vendor.ts'

/** Remembers which vendor owns a call. Share one between processes that act on the same calls. */
export interface OwnerStore {
  get(uuid: string): Promise<Vendor | undefined>
  set(uuid: string, vendor: Vendor): Promise<void>
}

/** How much and how long. */
export interface OwnerStoreOptions {
  /** Seconds an owner is remembered. Default 86 400, the longest a call can be. */
  readonly ttl?: number
  /** Most calls remembered in memory. Default 100 000. */
  readonly max?: number
}

const DAY = 86_400

/** Owners in this process's memory; gone when it restarts. */
export function createMemoryOwners({ ttl = DAY, max = 100_000 }: OwnerStoreOptions = {}): OwnerStore {
  let opened: Promise<LRUCache<string, Vendor>> | undefined
  // Loaded when it is first needed: most programs that import this package split nothing.
  const open = async (): Promise<LRUCache<string, Vendor>> => {
    const cache = await import('lru-cache')
    return new cache.LRUCache<string, Vendor>({ max, ttl: ttl * 1000 })
  }
  const find = (): Promise<LRUCache<string, Vendor>> => {
    opened ??= open()
    return opened
  }
  return {
    async get(uuid) {
      return (await find()).get(uuid)
    },
    async set(uuid, vendor) {
      ;(await find()).set(uuid, vendor)
    },
  }
}

/** The part of an `ioredis` client that is used. */
export interface RedisLike {
  get(key: string): Promise<string | null>
  set(key: string, value: string, mode: 'EX', seconds: number): Promise<unknown>
}

/** Where the keys go. */
export interface RedisOwnersOptions extends OwnerStoreOptions {
  /** Default `plivo-to-vobiz:owner:`. */
  readonly prefix?: string
}

/**
 * Owners in Redis, for several processes and across restarts.
 *
 * @example
 * createSplitClient({ plivo, vobiz, route: { percent: 10 }, store: createRedisOwners(new Redis()) })
 */
export function createRedisOwners(redis: RedisLike, options: RedisOwnersOptions = {}): OwnerStore {
  const { ttl = DAY, prefix = 'plivo-to-vobiz:owner:' } = options
  return {
    async get(uuid) {
      const vendor = await redis.get(prefix + uuid)
      return vendor === 'plivo' || vendor === 'vobiz' ? vendor : undefined
    },
    async set(uuid, vendor) {
      await redis.set(prefix + uuid, vendor, 'EX', ttl)
    },
  }
}
