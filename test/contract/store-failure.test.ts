import { setTimeout as sleep } from 'node:timers/promises'
import { createShim, type ShimEvent, type ShimOptions } from '@plivo-to-vobiz/shim'
import { createRedisStore } from '@plivo-to-vobiz/shim/stores/redis'
import { Redis } from 'ioredis'
import { afterEach, describe, expect, it } from 'vitest'
import { runFaults } from '../load/faults.ts'
import { startWorker, type Worker } from '../load/start-worker.ts'
import { createMaker } from '../load/traffic.ts'
import { createNonce, PUBLIC, recorded, send, signVobiz, VOBIZ_TOKEN } from './adapter-callbacks.ts'
import { findReasonWithoutRedis, startRedis } from './redis-server.ts'
import { startSlowProxy } from './slow-proxy.ts'

const HELLO = '<Response><Speak>Hello</Speak></Response>'

const reason = findReasonWithoutRedis()
describe.skipIf(reason !== undefined)(`a store that fails${reason === undefined ? '' : ` (${reason})`}`, () => {
  const cleanUps: (() => unknown)[] = []
  afterEach(async () => {
    for (const cleanUp of cleanUps.splice(0).reverse()) await cleanUp()
  })

  const startServer = async (port?: number) => {
    const server = await startRedis(port)
    cleanUps.push(() => server.stop())
    return server
  }

  interface App {
    readonly events: ShimEvent[]
    /** Handlers that ran, in order. */
    readonly ran: string[]
    readonly post: (name: string, nonce?: string) => Promise<{ status: number; body: string }>
    readonly names: () => readonly string[]
  }

  /** A shim whose Redis client is set up as its package does by default: commands wait for the connection. */
  function open(port: number, options: Partial<ShimOptions> = {}): App {
    const client = new Redis(port, '127.0.0.1', { retryStrategy: () => 50 })
    client.on('error', () => {})
    cleanUps.push(() => client.disconnect())
    const events: ShimEvent[] = []
    const ran: string[] = []
    const shim = createShim({
      vobiz: { authToken: VOBIZ_TOKEN },
      publicUrl: PUBLIC,
      store: createRedisStore(client),
      deadlines: { storeMs: 150 },
      handlers: {
        answer: () => {
          ran.push('answer')
          return HELLO
        },
        hangup: () => void ran.push('hangup'),
      },
      onEvent: (event) => void (event.name.startsWith('store.') && events.push(event)),
      ...options,
    })
    const post: App['post'] = async (name, nonce = createNonce()) => {
      const headers = signVobiz({ url: `${PUBLIC}/answer`, nonce })
      const type = { 'content-type': 'application/x-www-form-urlencoded' }
      const request = new Request(`${PUBLIC}/answer`, {
        method: 'POST',
        body: recorded(name),
        headers: { ...type, ...headers },
      })
      const response = await shim(request)
      return { status: response.status, body: await response.text() }
    }
    return { events, ran, post, names: () => events.map(({ name }) => name) }
  }

  /** A port nothing listens on any more. */
  const findDeadPort = async (): Promise<number> => {
    const { port, stop } = await startRedis()
    await stop()
    return port
  }

  describe('because it is absent', () => {
    it('answers calls, and still refuses the replays it can prove', async () => {
      const app = open(await findDeadPort())
      const nonce = createNonce()
      expect(await app.post('vobiz-01', nonce)).toMatchObject({ status: 200, body: expect.stringContaining('Hello') })
      expect(await app.post('vobiz-01', nonce)).toMatchObject({ status: 200, body: expect.stringContaining('Hello') })
      expect((await app.post('vobiz-02', nonce)).status).toBe(403)
      expect((await app.post('vobiz-04')).status).toBe(200)
      expect((await app.post('vobiz-04')).status).toBe(200)
      expect(app.ran).toEqual(['answer', 'hangup'])
      expect(app.events[0]).toMatchObject({ name: 'store.unavailable', operation: 'claim', standIn: true })
    })

    it('does not wait for it at every request', async () => {
      const app = open(await findDeadPort())
      await app.post('vobiz-01')
      const { length } = app.events
      await app.post('vobiz-01')
      expect(app.events).toHaveLength(length)
    })

    it('refuses every webhook where that is wanted', async () => {
      const app = open(await findDeadPort(), { storeFailure: 'refuse' })
      const answer = await app.post('vobiz-01')
      expect(answer.status).toBe(503)
      expect(JSON.parse(answer.body).code).toBe('store-unavailable')
      expect(app.ran).toEqual([])
      expect(app.events[0]).toMatchObject({ name: 'store.unavailable', operation: 'claim', standIn: false })
    })
  })

  it('and comes back empty: what this process has seen is still seen', async () => {
    const server = await startServer()
    const app = open(server.port)
    const nonce = createNonce()
    await app.post('vobiz-01', nonce)
    await app.post('vobiz-04')
    expect(app.events).toEqual([])
    await server.stop()
    expect((await app.post('vobiz-01')).status).toBe(200)
    expect(app.names()).toContain('store.unavailable')
    await startServer(server.port)
    for (let turn = 0; !app.names().includes('store.back') && turn < 100; turn += 1) {
      await sleep(100)
      await app.post('vobiz-03')
    }
    expect(app.events.at(-1)).toMatchObject({ name: 'store.back', awayMs: expect.any(Number) })
    expect((await app.post('vobiz-02', nonce)).status).toBe(403)
    expect((await app.post('vobiz-01', nonce)).body).toContain('Hello')
    await app.post('vobiz-04')
    expect(app.ran).toEqual(['answer', 'hangup', 'answer'])
    // And others are told again: a second process knows the hangup from the new server.
    const other = open(server.port)
    await other.post('vobiz-04')
    expect(other.ran).toEqual([])
  })

  it('because it is slow: calls do not wait for it', async () => {
    const server = await startServer()
    const proxy = await startSlowProxy(server.port)
    cleanUps.push(() => proxy.stop())
    const app = open(proxy.port)
    expect((await app.post('vobiz-01')).status).toBe(200)
    expect(app.events).toEqual([])
    proxy.delayMs = 2000
    expect(await app.post('vobiz-01')).toMatchObject({ status: 200, body: expect.stringContaining('Hello') })
    expect(app.events[0]).toMatchObject({ name: 'store.unavailable', error: { code: 'store-unavailable' } })
    proxy.delayMs = 0
    for (let turn = 0; !app.names().includes('store.back') && turn < 100; turn += 1) {
      await sleep(100)
      await app.post('vobiz-03')
    }
    expect(app.names().at(-1)).toBe('store.back')
  })

  describe('or is shared by two processes', () => {
    const MAKE = { answer: createMaker('vobiz', 'answer'), hangup: createMaker('vobiz', 'hangup') }
    const startPair = async (kind: 'node:http, nodeShim' | 'express, expressIntercept') => {
      const { port } = await startServer()
      const env = { REDIS_PORT: String(port), WORK_MS: '100' }
      const workers = await Promise.all([startWorker(kind, env), startWorker(kind, env)])
      for (const worker of workers) cleanUps.push(() => worker.kill())
      const redis = new Redis(port, '127.0.0.1')
      cleanUps.push(() => redis.disconnect())
      return { workers, countRuns: async (id: string) => Number(await redis.get(`runs:${id}`)) }
    }
    const deliver = ({ port }: Worker, wire: ReturnType<typeof MAKE.answer>) =>
      send(`http://127.0.0.1:${port}`, wire.path, { body: wire.body, headers: wire.headers })

    it.each(['node:http, nodeShim', 'express, expressIntercept'] as const)(
      '%s: each of many deliveries at once counts once',
      async (kind) => {
        const { workers, countRuns } = await startPair(kind)
        const deliveries = ['/voice/hangup', '/voice/answer', '/voice/hangup', '/voice/answer'].flatMap((path) =>
          workers.map((worker) => deliver(worker, MAKE.hangup({ id: 'one', nonce: createNonce(), path }))),
        )
        expect((await Promise.all(deliveries)).map(({ status }) => status)).toEqual(deliveries.map(() => 200))
        expect(await countRuns('hangup:one')).toBe(1)

        const nonce = createNonce()
        const same = await Promise.all(
          [...workers, ...workers].map((worker) => deliver(worker, MAKE.answer({ id: 'two', nonce }))),
        )
        expect(new Set(same.map(({ status, body }) => `${status} ${body}`)).size).toBe(1)
        expect(same[0]?.body).toContain('<Gather')
        expect(await countRuns('answer:two')).toBe(1)
        for (const worker of workers)
          expect((await deliver(worker, MAKE.answer({ id: 'three', nonce }))).status).toBe(403)
        expect(await countRuns('answer:three')).toBe(0)
      },
    )

    it.each([
      ['express, expressShim', ['plivo', 'vobiz']],
      ['express, expressIntercept', ['vobiz']],
    ] as const)('%s: one of them killed at work loses no answer and runs no hangup twice', async (kind, providers) => {
      const { port } = await startServer()
      const report = await runFaults({ kind, redisPort: port, providers, seconds: 4, rate: 15, workMs: 300 })
      expect(report).toMatchObject({ withoutAnswer: 0, ranTwice: 0 })
      expect(report.interrupted).toBeGreaterThan(0)
    })
  })
})
