import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { createCounters, joinEvents, type ShimEvent } from '@plivo-to-vobiz/shim'
import { createRedisStore } from '@plivo-to-vobiz/shim/stores/redis'
import { Redis } from 'ioredis'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { findReasonWithoutRedis, type RedisServer, startRedis } from './redis-server.ts'

const reason = findReasonWithoutRedis()

const RECEIVED: ShimEvent = {
  name: 'delivery.received',
  provider: 'plivo',
  event: 'answer',
  callUuid: 'c',
  path: '/answer',
  number: '…123',
  proof: 'signature',
  dryRun: false,
}

describe.skipIf(reason !== undefined)(`counters in a real Redis${reason ? ` (${reason})` : ''}`, () => {
  let server: RedisServer
  let redis: Redis
  beforeAll(async () => {
    server = await startRedis()
    redis = new Redis(server.port, { maxRetriesPerRequest: 1 })
    redis.on('error', () => {})
  })
  afterAll(async () => {
    redis.disconnect()
    await server.stop()
  })

  const total = async (): Promise<number> => {
    const { ledger } = await createCounters({ store: createRedisStore(redis) }).read()
    return Object.values(ledger.periods.day)
      .flatMap((counts) => Object.entries(counts))
      .filter(([key]) => key.startsWith('received vobiz'))
      .reduce((all, [, value]) => all + value, 0)
  }

  it('add up over three processes that save at the same time', async () => {
    const program = join(import.meta.dirname, 'counters-process.ts')
    const children = [100, 200, 300].map((count) =>
      spawn(
        process.execPath,
        [
          '--conditions',
          '@plivo-to-vobiz/source',
          '--import',
          import.meta.resolve('tsx'),
          program,
          String(server.port),
          String(count),
        ],
        { stdio: 'inherit' },
      ),
    )
    const codes = await Promise.all(children.map(async (child) => (await once(child, 'exit'))[0]))
    expect(codes).toEqual([0, 0, 0])
    expect(await total()).toBe(600)
  })

  it('cost a few commands for any number of webhooks', async () => {
    const counters = createCounters({ store: createRedisStore(redis) })
    for (let turn = 0; turn < 10_000; turn += 1) counters.onEvent(RECEIVED)
    const before = await countCommands(redis)
    await counters.close()
    expect((await countCommands(redis)) - before).toBeLessThan(10)
    expect((await redis.get('shim:counters'))?.length).toBeLessThan(20_000)
  })

  it('are kept while Redis is away, and tell nobody but the log', async () => {
    const other = await startRedis()
    const client = new Redis(other.port, { maxRetriesPerRequest: 1, retryStrategy: () => 50 })
    client.on('error', () => {})
    const counters = createCounters({ store: createRedisStore(client) })
    const told: string[] = []
    const tell = joinEvents(counters, (event) => told.push(event.name))
    tell(RECEIVED)
    await counters.save()
    await other.stop()
    tell(RECEIVED)
    await counters.save()
    expect(told).toContain('counters.failed')
    const { ledger, complete } = await counters.read()
    expect(complete).toBe(false)
    expect(ledger.routes['/answer']?.count).toBe(2)
    client.disconnect()
    await counters.close()
  })
})

/** Commands Redis has carried out, this question included. */
async function countCommands(redis: Redis): Promise<number> {
  return Number(/total_commands_processed:(\d+)/.exec(await redis.info('stats'))?.[1])
}
