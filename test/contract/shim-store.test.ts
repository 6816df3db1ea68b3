import { setTimeout as sleep } from 'node:timers/promises'
import { createMemoryStore, createShim, type Store } from '@plivo-to-vobiz/shim'
import { createRedisStore } from '@plivo-to-vobiz/shim/stores/redis'
import { Redis } from 'ioredis'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { createNonce, PLIVO_TOKEN, PUBLIC, recorded, signVobiz, VOBIZ_TOKEN } from './adapter-callbacks.ts'
import { findReasonWithoutRedis, type RedisServer, startRedis } from './redis-server.ts'

const MINUTE = 60_000

/** What every store of the shim promises. `open` returns the same memory each time, through another client where it can. */
function describeStore(name: string, open: () => Store): void {
  describe(name, () => {
    let key: string
    beforeEach(() => {
      key = `key-${crypto.randomUUID()}`
    })

    it('gives a key to exactly one of many that claim at once', async () => {
      const held = await Promise.all(Array.from({ length: 50 }, (_, index) => open().claim(key, `${index}`, MINUTE)))
      expect(held.filter((value) => value === undefined)).toHaveLength(1)
    })

    it('tells what is held, to claims and to readers', async () => {
      expect(await open().get(key)).toBeUndefined()
      await open().claim(key, 'first', MINUTE)
      expect(await open().claim(key, 'second', MINUTE)).toBe('first')
      expect(await open().get(key)).toBe('first')
    })

    it('reads without claiming', async () => {
      await open().get(key)
      expect(await open().claim(key, 'first', MINUTE)).toBeUndefined()
    })

    it('puts, releases and claims anew', async () => {
      await open().put(key, 'put', MINUTE)
      expect(await open().claim(key, 'claimed', MINUTE)).toBe('put')
      await open().release(key)
      await open().release(key)
      expect(await open().claim(key, 'claimed', MINUTE)).toBeUndefined()
    })

    it('forgets an entry when its time is over', async () => {
      await open().claim(key, 'first', 150)
      await open().put(`${key}-put`, 'first', 150)
      await sleep(400)
      expect(await open().get(key)).toBeUndefined()
      expect(await open().claim(key, 'second', MINUTE)).toBeUndefined()
      expect(await open().get(`${key}-put`)).toBeUndefined()
    })

    it('holds any text, the empty one included', async () => {
      for (const [index, value] of ['', '{"body":"<Response/>"}', '\0é😀', 'x'.repeat(200_000)].entries()) {
        await open().put(`${key}-${index}`, value, MINUTE)
        expect(await open().get(`${key}-${index}`)).toBe(value)
      }
    })

    describe('behind several processes', () => {
      /** Shims that share nothing but the store. */
      const createShims = (count: number, onHangup: () => void) =>
        Array.from({ length: count }, () =>
          createShim({
            plivo: { authToken: PLIVO_TOKEN },
            vobiz: { authToken: VOBIZ_TOKEN },
            publicUrl: PUBLIC,
            store: open(),
            handlers: {
              answer: async () => {
                await sleep(30)
                return '<Response><Speak>Hello</Speak></Response>'
              },
              hangup: onHangup,
            },
          }),
        )
      const toRequest = (body: string, nonce = createNonce(), url = `${PUBLIC}/answer`): Request =>
        new Request(url, {
          method: 'POST',
          body,
          headers: { 'content-type': 'application/x-www-form-urlencoded', ...signVobiz({ url, nonce }) },
        })
      const ofCall = (name: string): string => recorded(name).replace('7c1e4b20', key)

      it('handles a hangup once', async () => {
        let hangups = 0
        const shims = createShims(4, () => {
          hangups += 1
        })
        const replies = await Promise.all(shims.map((shim) => shim(toRequest(ofCall('vobiz-04')))))
        expect(replies.map(({ status }) => status)).toEqual([200, 200, 200, 200])
        expect(hangups).toBe(1)
      })

      it('performs retries wherever the result of a try arrives, and hands each result over once', async () => {
        const asked: string[] = []
        const shims = Array.from({ length: 3 }, () =>
          createShim({
            plivo: { authToken: PLIVO_TOKEN },
            vobiz: { authToken: VOBIZ_TOKEN },
            publicUrl: PUBLIC,
            store: open(),
            handlers: {
              answer: () => '<Response><GetDigits action="/menu" retries="3" validDigits="12"/></Response>',
              input: async (call) => {
                asked.push(call.params.Digits ?? '')
                await sleep(30)
                return '<Response><Speak>ok</Speak></Response>'
              },
            },
          }),
        )
        const send = async (index: number, request: Request): Promise<string> =>
          (await shims[index]?.(request))?.text() ?? ''
        const toActions = (document: string): readonly string[] =>
          [...document.matchAll(/action="([^"]*)"/g)].map((match) => (match[1] ?? '').replaceAll('&amp;', '&'))
        const press = (digits: string, url: string | undefined): Request =>
          toRequest(ofCall('vobiz-07').replace(/Digits=\d/, `Digits=${digits}`), createNonce(), url)

        const [first, second, third] = toActions(await send(0, toRequest(ofCall('vobiz-01'))))
        expect(toActions(await send(1, press('', first)))).toEqual([second, third])
        expect(toActions(await send(2, press('9', second)))).toEqual([third])
        const replies = await Promise.all([0, 1, 2].map((index) => send(index, press('1', third))))
        expect(replies).toEqual(Array.from({ length: 3 }, () => '<Response><Speak>ok</Speak></Response>'))
        expect(asked).toEqual(['1'])
      })

      it('gives one reply to deliveries with one nonce, and refuses an altered one', async () => {
        const shims = createShims(4, () => {})
        const nonce = createNonce()
        const replies = await Promise.all(shims.map((shim) => shim(toRequest(ofCall('vobiz-01'), nonce))))
        const bodies = await Promise.all(replies.map((reply) => reply.text()))
        expect(new Set(bodies).size).toBe(1)
        expect(bodies[0]).toContain('Hello')
        expect((await shims[3]?.(toRequest(ofCall('vobiz-02'), nonce)))?.status).toBe(403)
      })
    })
  })
}

const memory = createMemoryStore()
describeStore('memory', () => memory)

it('drops what was used longest ago when memory is full', async () => {
  const small = createMemoryStore({ maxSize: 500 })
  await small.put('a', 'x'.repeat(50), MINUTE)
  await small.put('b', 'x'.repeat(50), MINUTE)
  await small.get('a')
  await small.put('c', 'x'.repeat(50), MINUTE)
  await small.put('d', 'x'.repeat(50), MINUTE)
  expect([await small.get('a'), await small.get('b')].map((value) => value === undefined)).toEqual([false, true])
})

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
  describeStore('redis', () => {
    turn += 1
    const client = clients[turn % clients.length]
    if (client === undefined) throw new Error('no client')
    return createRedisStore(client)
  })

  it('refuses requests while the server is away, and takes them when it is back', async () => {
    const lost = new Redis(server.port, '127.0.0.1', { maxRetriesPerRequest: 0, retryStrategy: () => null })
    lost.on('error', () => {})
    await lost.ping()
    lost.disconnect()
    const codes: string[] = []
    const shim = createShim({
      vobiz: { authToken: VOBIZ_TOKEN },
      publicUrl: PUBLIC,
      store: createRedisStore(lost),
      storeFailure: 'refuse',
      handlers: {},
      onEvent: (event) => codes.push('code' in event ? event.code : event.name),
    })
    const headers = { 'content-type': 'application/x-www-form-urlencoded', ...signVobiz({ url: `${PUBLIC}/answer` }) }
    const reply = await shim(new Request(`${PUBLIC}/answer`, { method: 'POST', body: recorded('vobiz-01'), headers }))
    expect(reply.status).toBe(503)
    expect(codes).toEqual(['store.unavailable', 'store-unavailable'])
  })
})
