import { createMemoryReplayStore, createReplayGuard, type ReplayStore } from '@plivo-to-vobiz/signatures/replay'
import { createRedisReplayStore } from '@plivo-to-vobiz/signatures/replay/redis'
import { Redis } from 'ioredis'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { findReasonWithoutRedis, type RedisServer, startRedis } from './redis-server.ts'

/** Lets the time of an entry pass: a clock of the test's own, or the server's. */
type Wait = (ms: number) => Promise<void>

const MINUTE = 60_000

/** What every replay store promises. `open` returns the same memory each time, through another client where it can. */
function describeStore(name: string, open: () => ReplayStore, wait: Wait): void {
  describe(name, () => {
    let store: ReplayStore
    let key: string
    beforeEach(() => {
      store = open()
      key = `key-${crypto.randomUUID()}`
    })

    it('gives an unknown key to the first that claims it', async () => {
      expect(await store.claim(key, 'first', MINUTE)).toBeUndefined()
    })

    it('tells a later claim what is held and changes nothing', async () => {
      await store.claim(key, 'first', MINUTE)
      expect(await store.claim(key, 'second', MINUTE)).toBe('first')
      expect(await store.claim(key, 'third', MINUTE)).toBe('first')
    })

    it('keeps keys apart', async () => {
      await store.claim(key, 'first', MINUTE)
      expect(await store.claim(`${key}:`, 'second', MINUTE)).toBeUndefined()
      expect(await store.claim(key.toUpperCase(), 'third', MINUTE)).toBeUndefined()
    })

    it('gives a key to exactly one of many that claim at once', async () => {
      const stores = Array.from({ length: 50 }, open)
      const held = await Promise.all(stores.map((each, index) => each.claim(key, `value-${index}`, MINUTE)))
      const winners = held.flatMap((value, index) => (value === undefined ? [`value-${index}`] : []))
      expect(winners).toHaveLength(1)
      expect(new Set(held.filter((value) => value !== undefined))).toEqual(new Set(winners))
    })

    it('holds any text, the empty one included', async () => {
      for (const [index, value] of ['', '"', '\0', 'é\u{1f600}', 'x'.repeat(100_000)].entries()) {
        await store.claim(`${key}-${index}`, value, MINUTE)
        expect(await store.claim(`${key}-${index}`, 'other', MINUTE)).toBe(value)
      }
    })

    it('forgets an entry when its time is over, and a later claim does not lengthen it', async () => {
      await store.claim(key, 'first', 2000)
      await wait(100)
      expect(await store.claim(key, 'second', MINUTE)).toBe('first')
      await wait(2000)
      expect(await store.claim(key, 'third', MINUTE)).toBeUndefined()
    })

    it('puts a value in the place of what is held, with its own time', async () => {
      await store.claim(key, 'first', 200)
      await store.put(key, 'second', MINUTE)
      await wait(300)
      expect(await store.claim(key, 'third', MINUTE)).toBe('second')
    })

    it('puts a value where nothing is held', async () => {
      await store.put(key, 'first', MINUTE)
      expect(await store.claim(key, 'second', MINUTE)).toBe('first')
    })

    it('releases a key, known or not', async () => {
      await store.release(key)
      await store.claim(key, 'first', MINUTE)
      await store.release(key)
      expect(await store.claim(key, 'second', MINUTE)).toBeUndefined()
    })

    it('lets one of many identical requests through as new, and no altered one', async () => {
      const rawBody = new TextEncoder().encode('To=2&From=1')
      const sighting = { provider: 'vobiz', token: key, method: 'POST', path: '/answer', rawBody, bound: true }
      const same = await Promise.all(Array.from({ length: 20 }, () => createReplayGuard({ store: open() })(sighting)))
      expect(same.toSorted()).toEqual(['new', ...Array.from({ length: 19 }, () => 'redelivered')])
      const altered = { ...sighting, rawBody: new TextEncoder().encode('To=2&From=9') }
      expect(await createReplayGuard({ store: open() })(altered)).toBe('replayed')
    })
  })
}

let time = 0
const memory = createMemoryReplayStore({ now: () => time })
describeStore(
  'memory',
  () => memory,
  async (ms) => {
    time += ms
  },
)

const reason = findReasonWithoutRedis()
describe.skipIf(reason !== undefined)(`redis-server${reason === undefined ? '' : ` (${reason})`}`, () => {
  let server: RedisServer
  const clients: Redis[] = []
  beforeAll(async () => {
    server = await startRedis()
    for (let index = 0; index < 3; index += 1) clients.push(new Redis(server.port, '127.0.0.1'))
  })
  afterAll(async () => {
    for (const client of clients) client.disconnect()
    await server?.stop()
  })

  let turn = 0
  const nextClient = (): Redis => {
    const client = clients[turn % clients.length]
    turn += 1
    if (client === undefined) throw new Error('no client')
    return client
  }
  describeStore(
    'redis',
    () => createRedisReplayStore(nextClient()),
    (ms) => new Promise((resolve) => setTimeout(resolve, ms)),
  )

  it('keeps two prefixes apart on one server', async () => {
    const [one, other] = ['one:', 'other:'].map((prefix) => createRedisReplayStore(nextClient(), { prefix }))
    await one?.claim('key', 'first', MINUTE)
    expect(await other?.claim('key', 'second', MINUTE)).toBeUndefined()
  })

  it('rejects when the server is gone', async () => {
    const lost = new Redis(server.port, '127.0.0.1', { maxRetriesPerRequest: 0, retryStrategy: () => null })
    lost.on('error', () => {})
    await lost.ping()
    lost.disconnect()
    await expect(createRedisReplayStore(lost).claim('key', 'first', MINUTE)).rejects.toThrow()
  })
})
