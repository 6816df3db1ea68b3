import type { Store } from '@plivo-to-vobiz/shim'
import { UsageError } from '../exit.ts'
import type { Log } from './log.ts'
import type { GatewayConfig } from './schema.ts'

/** A shared store, and whether it can be reached. */
export interface ConnectedStore {
  readonly store: Store
  readonly isReady: () => boolean
  readonly close: () => void
}

/** Webhooks wait for the store, so it may not take long. */
const COMMAND_MS = 1000

/** Connects to Redis in the background; what happens while it is away is said by `storeFailure`. */
export async function connectStore(
  { url, prefix = 'shim:' }: NonNullable<GatewayConfig['redis']>,
  log: Log,
): Promise<ConnectedStore> {
  if (url === undefined || !/^rediss?:\/\//.test(url))
    throw new UsageError('redis.url is missing, or no redis:// or rediss:// URL.')
  const [{ Redis }, { createRedisStore }] = await Promise.all([
    import('ioredis'),
    import('@plivo-to-vobiz/shim/stores/redis'),
  ])
  const client = new Redis(url, { commandTimeout: COMMAND_MS, maxRetriesPerRequest: 1 })
  let lost = false
  client.on('error', (error: NodeJS.ErrnoException) => {
    if (!lost) log({ name: 'store.lost', message: error.code ?? error.message })
    lost = true
  })
  client.on('ready', () => {
    log({ name: 'store.found', message: lost ? 'connected again' : 'connected' })
    lost = false
  })
  return {
    store: createRedisStore(client, { prefix }),
    isReady: () => client.status === 'ready',
    close: () => client.disconnect(),
  }
}
