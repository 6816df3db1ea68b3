import { spawn } from 'node:child_process'
import type { AddressInfo } from 'node:net'
import { createServer } from 'node:net'
import {
  Client,
  createMemoryOwners,
  createRedisOwners,
  createSplitClient,
  type OwnerStore,
  type SplitEvent,
  type SplitOptions,
  type Vendor,
} from '@plivo-to-vobiz/rest-client'
import { Redis } from 'ioredis'
import plivo from 'plivo'
import { afterEach, describe, expect, it } from 'vitest'
import { type StandIn, type StandInOptions, startStandIn } from './rest-stand-in.ts'

const open: StandIn[] = []
afterEach(async () => {
  await Promise.all(open.splice(0).map((standIn) => standIn.kill()))
})

interface Split {
  readonly split: ReturnType<typeof createSplitClient>
  readonly services: Readonly<Record<Vendor, StandIn>>
  readonly events: SplitEvent[]
}

// Both vendors are the same stand-in here: the split knows them by their client alone. Plivo's own package, whose
// hosts cannot be changed, has its own tests below.
async function start(options: Partial<SplitOptions> = {}, service: StandInOptions = {}): Promise<Split> {
  const [one, two] = await Promise.all([startStandIn(service), startStandIn(service)])
  open.push(one, two)
  const connect = ({ url }: StandIn): Client =>
    new Client('MA_1', 'sesame', { url, retries: 0, rateLimitRetries: 0, onWarning: () => undefined })
  const events: SplitEvent[] = []
  const split = createSplitClient({
    plivo: connect(one),
    vobiz: connect(two),
    route: { percent: 30 },
    onEvent: (event) => events.push(event),
    ...options,
  })
  return { split, services: { plivo: one, vobiz: two }, events }
}

const numbers = (count: number): readonly string[] =>
  Array.from({ length: count }, (_, index) => String(14155550000 + index))
const dial = (split: Split['split'], to: string) => split.calls.create('14155550100', to, 'https://app.example/a')

/** Runs over everything, so many at a time. */
async function inFlight<T>(
  items: readonly T[],
  width: number,
  act: (item: T, index: number) => Promise<void>,
): Promise<void> {
  let next = 0
  const worker = async (): Promise<void> => {
    for (let index = next++; index < items.length; index = next++) await act(items[index] as T, index)
  }
  await Promise.all(Array.from({ length: width }, worker))
}

describe('by percentage', () => {
  /** Clients that only count, to ask for many destinations quickly. */
  const counting = (route: SplitOptions['route']) => {
    const chosen = new Map<string, Vendor[]>()
    const record = (vendor: Vendor) => ({
      calls: {
        create: async (_from: string, to: string) => {
          chosen.set(to, [...(chosen.get(to) ?? []), vendor])
          return { requestUuid: `${vendor}-${to}` }
        },
      },
    })
    return { split: createSplitClient({ plivo: record('plivo'), vobiz: record('vobiz'), route }), chosen }
  }
  const everyone = numbers(10_000)

  it.each([30, 50, 1, 99])('%i %% of 10 000 destinations land within two points', async (percent) => {
    const { split, chosen } = counting({ percent })
    for (const to of everyone) await dial(split, to)
    const share = [...chosen.values()].filter(([vendor]) => vendor === 'vobiz').length / 100
    expect(Math.abs(share - percent)).toBeLessThanOrEqual(2)
    expect(split.counters().vobiz.placed + split.counters().plivo.placed).toBe(10_000)
  })

  it('the same destination always goes to the same vendor, with or without plus, in any process', async () => {
    const { split, chosen } = counting({ percent: 30 })
    const { split: other, chosen: chosenByOther } = counting({ percent: 30 })
    for (const to of everyone.slice(0, 1000)) {
      await dial(split, to)
      await dial(split, to)
      await dial(other, `+${to}`)
      expect(new Set([...(chosen.get(to) ?? []), ...(chosenByOther.get(`+${to}`) ?? [])]).size).toBe(1)
    }
  })

  it('raising the share moves more to Vobiz and none back', async () => {
    const { split, chosen } = counting({ percent: 30 })
    for (const to of everyone.slice(0, 1000)) await dial(split, to)
    split.setRoute({ percent: 60 })
    for (const to of everyone.slice(0, 1000)) await dial(split, to)
    const pairs = [...chosen.values()].map((pair) => pair.join(' '))
    expect(pairs).not.toContain('vobiz plivo')
    expect(pairs).toContain('plivo vobiz')
  })

  it.each([
    [0, 'plivo'],
    [100, 'vobiz'],
  ] as const)('%i sends everything to %s', async (percent, vendor) => {
    const { split, chosen } = counting({ percent })
    for (const to of everyone.slice(0, 500)) await dial(split, to)
    expect(new Set([...chosen.values()].flat())).toEqual(new Set([vendor]))
  })

  it('another salt picks another share', async () => {
    const one = counting({ percent: 50 })
    const two = counting({ percent: 50, salt: 'b' })
    for (const to of everyone.slice(0, 200)) await Promise.all([dial(one.split, to), dial(two.split, to)])
    expect([...one.chosen]).not.toEqual([...two.chosen])
  })

  it('the longest prefix decides, and a function decides anything', async () => {
    const { split, chosen } = counting({ prefixes: { '91': 'vobiz', '+9122': 'plivo' }, otherwise: 'plivo' })
    for (const to of ['919812345678', '+912212345678', '14155550123']) await dial(split, to)
    split.setRoute(({ options }) => (options.callerName === 'test' ? 'vobiz' : 'plivo'))
    await split.calls.create('1', '442071234567', 'u', { callerName: 'test' })
    expect([...chosen]).toEqual([
      ['919812345678', ['vobiz']],
      ['+912212345678', ['plivo']],
      ['14155550123', ['plivo']],
      ['442071234567', ['vobiz']],
    ])
  })

  it.each([-1, 101, Number.NaN])('refuses a share of %d', (percent) => {
    expect(() => counting({ percent })).toThrow(/percent is .*expected 0 to 100/)
  })

  it('refuses a vendor that is none, and places nothing', async () => {
    const { split, chosen } = counting(() => 'twilio' as never)
    await expect(dial(split, '1')).rejects.toThrow(/route chose "twilio"/)
    expect(chosen.size).toBe(0)
  })
})

describe('a vendor that dies mid-run', () => {
  it.each(['plivo', 'vobiz'] as const)('%s: no call is lost and none is doubled', async (victim) => {
    const { split, services } = await start({ route: { percent: 50 } }, { latency: 3 })
    const everyone = numbers(1000)
    const outcomes = new Map<string, string>()
    let killed: Promise<void> | undefined
    await inFlight(everyone, 40, async (to, index) => {
      if (index === 400) killed = services[victim].kill()
      await dial(split, to).then(
        () => outcomes.set(to, 'placed'),
        (error: { outcome?: string }) => outcomes.set(to, error.outcome ?? 'lost'),
      )
    })
    await killed
    const placed = [...services.plivo.placed, ...services.vobiz.placed]
    expect(new Set(placed).size, 'doubled').toBe(placed.length)
    for (const to of everyone) {
      const outcome = outcomes.get(to)
      expect(['placed', 'unknown'], to).toContain(outcome)
      if (outcome === 'placed') expect(placed, to).toContain(to)
    }
    const counters = split.counters()
    // Only calls on the wire at that moment can be in doubt, and the application was told of each.
    expect([...outcomes.values()].filter((outcome) => outcome === 'unknown').length).toBeLessThanOrEqual(40)
    expect(counters.plivo.uncertain + counters.vobiz.uncertain).toBe(
      [...outcomes.values()].filter((outcome) => outcome === 'unknown').length,
    )
    expect(counters[victim === 'plivo' ? 'vobiz' : 'plivo'].rescued).toBeGreaterThan(100)
  })

  it('that closes in order leaves nothing in doubt', async () => {
    const { split, services } = await start({ route: { percent: 50 } })
    const everyone = numbers(300)
    for (const [index, to] of everyone.entries()) {
      if (index === 100) {
        await services.vobiz.close()
        // Let the clients see that their idle connections are gone.
        await new Promise((resolve) => setTimeout(resolve, 50))
      }
      await dial(split, to)
    }
    expect([...services.plivo.placed, ...services.vobiz.placed].sort()).toEqual(everyone)
  })
})

describe('falling back', () => {
  it.each([401, 402, 403, 429])('after a %i, which placed nothing', async (status) => {
    const { split, services, events } = await start({ route: { percent: 100 } })
    services.vobiz.reply = () => ({ status, body: { error: 'no' } })
    await dial(split, '14155550123')
    expect(services.plivo.placed).toEqual(['14155550123'])
    expect(events.map(({ type, vendor }) => `${type} ${vendor}`)).toEqual(['failed vobiz', 'placed plivo'])
    expect(split.counters()).toMatchObject({
      vobiz: { routed: 1, placed: 0, failed: 1 },
      plivo: { routed: 0, placed: 1, rescued: 1 },
    })
  })

  it.each([
    ['a 500', { status: 500, body: { error: 'boom' } }],
    ['a 503', { status: 503 }],
    ['a dropped connection', 'drop'],
  ] as const)('never after %s: the call may ring', async (_, reply) => {
    const { split, services } = await start({ route: { percent: 100 } })
    services.vobiz.reply = () => reply
    await expect(dial(split, '14155550123')).rejects.toMatchObject({ outcome: 'unknown' })
    expect(services.plivo.seen).toEqual([])
    expect(split.counters().vobiz).toMatchObject({ uncertain: 1, failed: 0 })
  })

  it.each([400, 404, 422])('never after a %i: the other would refuse it too', async (status) => {
    const { split, services } = await start({ route: { percent: 100 } })
    services.vobiz.reply = () => ({ status, body: { error: 'bad' } })
    await expect(dial(split, '14155550123')).rejects.toMatchObject({ status })
    expect(services.plivo.seen).toEqual([])
  })

  it('never when it is switched off', async () => {
    const { split, services } = await start({ route: { percent: 100 }, fallback: false })
    services.vobiz.reply = () => ({ status: 402, body: { error: 'no funds' } })
    await expect(dial(split, '14155550123')).rejects.toMatchObject({ status: 402 })
    expect(services.plivo.seen).toEqual([])
  })

  it('to the vendor that can do what was asked', async () => {
    const { split, services } = await start({ route: { percent: 100 } })
    await split.calls.create('1', '14155550123', 'u', { errorIfParentNotFound: true }).catch(() => undefined)
    expect(services.vobiz.seen).toEqual([])
    expect(split.counters().vobiz.failed).toBe(1)
  })

  it('fits the call to the vendor that places it, its rescuer included', async () => {
    const callerIds = { plivo: '14155550100', vobiz: '919812345678' }
    const { split, services } = await start({
      route: { percent: 100 },
      prepare: (call, vendor) => ({ ...call, from: callerIds[vendor] }),
    })
    await dial(split, '14155550123')
    services.vobiz.reply = () => ({ status: 402, body: { error: 'no funds' } })
    await dial(split, '14155550124')
    const froms = (service: StandIn): readonly string[] => service.seen.map(({ body }) => JSON.parse(body).from)
    expect(froms(services.vobiz)).toEqual(['919812345678', '919812345678'])
    expect(froms(services.plivo)).toEqual(['14155550100'])
  })

  it('places nothing when the call cannot be fitted', async () => {
    const { split, services } = await start({
      prepare: () => {
        throw new Error('no caller id')
      },
    })
    await expect(dial(split, '14155550123')).rejects.toThrow('no caller id')
    expect([...services.plivo.seen, ...services.vobiz.seen]).toEqual([])
  })

  it('rejects with the second error when both fail', async () => {
    const { split, services } = await start({ route: { percent: 100 } })
    services.vobiz.reply = () => ({ status: 402, body: { error: 'no funds' } })
    services.plivo.reply = () => ({ status: 401, body: { error: 'bad token' } })
    await expect(dial(split, '14155550123')).rejects.toMatchObject({ status: 401 })
    expect(split.counters()).toMatchObject({ vobiz: { failed: 1 }, plivo: { failed: 1 } })
  })

  it('a listener that throws changes nothing', async () => {
    const { split, services } = await start({
      onEvent: () => {
        throw new Error('listener')
      },
    })
    await expect(dial(split, '14155550123')).resolves.toMatchObject({ message: 'call fired' })
    expect(services.plivo.placed.length + services.vobiz.placed.length).toBe(1)
  })
})

describe('a call in progress', () => {
  it('goes back to the vendor that placed it, whatever the route says now', async () => {
    const { split, services } = await start({ route: { percent: 100 } })
    const { requestUuid } = await dial(split, '14155550123')
    split.setRoute({ percent: 0 })
    await split.calls.speakText(requestUuid, 'hello')
    await split.calls.hangup(requestUuid)
    expect(services.plivo.seen).toEqual([])
    expect(services.vobiz.seen.map(({ verb }) => verb)).toEqual(['POST', 'POST', 'DELETE'])
  })

  it('that fell back goes back to its rescuer', async () => {
    const { split, services } = await start({ route: { percent: 100 } })
    services.vobiz.reply = () => ({ status: 402, body: { error: 'no funds' } })
    const { requestUuid } = await dial(split, '14155550123')
    await split.calls.hangup(requestUuid)
    expect(services.plivo.seen.map(({ verb }) => verb)).toEqual(['POST', 'DELETE'])
    await expect(split.ownerOf(requestUuid)).resolves.toBe('plivo')
  })

  it('learnt from a webhook goes to its vendor', async () => {
    const { split, services } = await start()
    await split.learn('inbound-1', 'vobiz')
    await split.calls.transfer('inbound-1', { alegUrl: 'https://app.example/b' })
    expect(services.vobiz.seen).toHaveLength(1)
    expect(services.plivo.seen).toEqual([])
  })

  it('nobody remembers is looked up at both, once', async () => {
    const { split, services } = await start()
    services.plivo.reply = () => ({ status: 404, body: { error: 'not found' } })
    services.vobiz.reply = ({ verb }) => (verb === 'GET' ? { status: 200, body: { call_uuid: 'x' } } : { status: 204 })
    await split.calls.hangup('x')
    await split.calls.hangup('x')
    expect(services.plivo.seen.map(({ verb, url }) => `${verb} ${url}`)).toEqual([
      'GET /Account/MA_1/Call/x?status=live',
      'GET /Account/MA_1/Call/x/?status=queued',
    ])
    expect(services.vobiz.seen.map(({ verb }) => verb)).toEqual(['GET', 'DELETE', 'DELETE'])
  })

  it('neither knows is not found, and nothing is done', async () => {
    const { split, services } = await start()
    for (const service of Object.values(services)) service.reply = () => ({ status: 404, body: { error: 'not found' } })
    await expect(split.calls.hangup('x')).rejects.toMatchObject({
      status: 404,
      message: 'Neither vendor knows this call.',
    })
    expect([...services.plivo.seen, ...services.vobiz.seen].every(({ verb }) => verb === 'GET')).toBe(true)
  })

  it('is not guessed when a vendor cannot be asked', async () => {
    const { split, services } = await start()
    services.plivo.reply = () => ({ status: 401, body: { error: 'bad token' } })
    await expect(split.calls.hangup('x')).rejects.toMatchObject({ status: 401 })
    expect(services.vobiz.seen).toEqual([])
  })

  it('is refused without asking when told to', async () => {
    const { split, services } = await start({ unknownOwner: 'reject' })
    await expect(split.calls.hangup('x')).rejects.toMatchObject({ code: 'configuration' })
    expect([...services.plivo.seen, ...services.vobiz.seen]).toEqual([])
  })
})

describe('several destinations', () => {
  it('place one call each, at the vendor of each, and answer an array as Plivo does', async () => {
    const { split, services } = await start({ route: { prefixes: { '91': 'vobiz' }, otherwise: 'plivo' } })
    const result = await split.calls.create('1', '919812345678<14155550123', 'u')
    expect(result.requestUuid).toEqual(['uuid-1-919812345678', 'uuid-1-14155550123'])
    expect([services.vobiz.placed, services.plivo.placed]).toEqual([['919812345678'], ['14155550123']])
  })

  it('tell which stand when one fails', async () => {
    const { split, services } = await start({ route: { prefixes: { '91': 'vobiz' }, otherwise: 'plivo' } })
    services.vobiz.reply = () => ({ status: 400, body: { error: 'bad number' } })
    await expect(split.calls.create('1', ['919812345678', '14155550123'], 'u')).rejects.toMatchObject({
      code: 'incomplete',
      outcome: 'refused',
      completed: ['uuid-1-14155550123'],
    })
  })
})

describe('stores', () => {
  it('a store that fails or hangs does not make a placed call fail', async () => {
    for (const set of [() => Promise.reject(new Error('down')), () => new Promise<void>(() => undefined)]) {
      const store: OwnerStore = { get: async () => undefined, set }
      const { split, services, events } = await start({ store, route: { percent: 100 } })
      const { requestUuid } = await dial(split, '14155550123')
      await split.calls.hangup(requestUuid)
      expect(services.vobiz.seen).toHaveLength(2)
      expect(events.map(({ type }) => type)).toEqual(['owner-not-stored', 'placed'])
    }
  })

  it('memory forgets the oldest when full', async () => {
    const store = createMemoryOwners({ max: 2 })
    for (const uuid of ['a', 'b', 'c']) await store.set(uuid, 'vobiz')
    expect(await Promise.all(['a', 'b', 'c'].map((uuid) => store.get(uuid)))).toEqual([undefined, 'vobiz', 'vobiz'])
  })

  it('redis is shared between two split clients', async () => {
    const port = await findPort()
    const server = spawn('redis-server', ['--port', String(port), '--save', '', '--appendonly', 'no'], {
      stdio: 'ignore',
    })
    const redis = new Redis(port, '127.0.0.1', { retryStrategy: () => 50, maxRetriesPerRequest: null })
    redis.on('error', () => undefined) // The server is still starting.
    try {
      const store = createRedisOwners(redis, { ttl: 100 })
      const { split } = await start({ store, route: { percent: 100 } })
      const { requestUuid } = await dial(split, '14155550123')
      const { split: other, services } = await start({ store, unknownOwner: 'reject' })
      await other.calls.hangup(requestUuid)
      expect(services.vobiz.seen).toHaveLength(1)
      expect(await redis.ttl(`plivo-to-vobiz:owner:${requestUuid}`)).toBeGreaterThan(0)
      await redis.set('plivo-to-vobiz:owner:odd', 'somebody')
      await expect(store.get('odd')).resolves.toBeUndefined()
    } finally {
      redis.disconnect()
      server.kill()
    }
  })
})

describe('before Vobiz is configured', () => {
  const missing = () => new Client('', '', { env: {} })

  it('is made, and places and steers calls at Plivo', async () => {
    const { split, services } = await start({ vobiz: missing, route: { percent: 0 }, fallback: false })
    const { requestUuid } = await dial(split, '14155550123')
    await split.calls.hangup(requestUuid)
    expect(services.plivo.placed).toEqual(['14155550123'])
  })

  it('a call nobody placed is asked of Plivo alone', async () => {
    const { split, services } = await start({ vobiz: missing, route: { percent: 0 } })
    services.plivo.reply = () => ({ status: 404, body: { error: 'not found' } })
    await expect(split.calls.hangup('0b6cf1a0-0000-4000-8000-000000000000')).rejects.toMatchObject({ status: 404 })
    expect(services.plivo.seen.length).toBeGreaterThan(0)
  })

  it('says so when a call is to go there, and Plivo gets it where that is allowed', async () => {
    const { split } = await start({ vobiz: missing, route: { percent: 100 }, fallback: false })
    await expect(dial(split, '14155550123')).rejects.toMatchObject({ code: 'configuration', outcome: 'not-sent' })
    expect(() => split.vobiz).toThrow('authId')
    const rescuing = await start({ vobiz: missing, route: { percent: 100 } })
    await dial(rescuing.split, '14155550123')
    expect(rescuing.services.plivo.placed).toEqual(['14155550123'])
    expect(rescuing.split.counters()).toMatchObject({ vobiz: { failed: 1 }, plivo: { rescued: 1 } })
  })

  it.each(['at once', 'when needed'])('a client made %s with the credentials of Plivo is never asked', async (when) => {
    const service = await startStandIn()
    open.push(service)
    const env = { PLIVO_AUTH_ID: 'MA_1', PLIVO_AUTH_TOKEN: 'sesame' }
    const make = () => new Client(undefined, undefined, { env, url: service.url, onWarning: () => undefined })
    const vobiz = when === 'at once' ? make() : make
    const { split, services } = await start({ vobiz, route: { percent: 100 }, fallback: false })
    services.plivo.reply = () => ({ status: 404, body: { error: 'not found' } })
    await expect(dial(split, '14155550123')).rejects.toThrow('VOBIZ_AUTH_TOKEN')
    await expect(split.calls.hangup('0b6cf1a0-0000-4000-8000-000000000000')).rejects.toMatchObject({ status: 404 })
    expect(service.seen).toEqual([])
  })

  it('is made once, at the first call that goes there, and tried again when it failed', async () => {
    const service = await startStandIn()
    open.push(service)
    const env: Record<string, string> = {}
    let made = 0
    const vobiz = () => {
      made += 1
      return new Client(undefined, undefined, { env, url: service.url, onWarning: () => undefined })
    }
    const { split } = await start({ vobiz, route: { percent: 100 }, fallback: false })
    expect(made).toBe(0)
    await expect(dial(split, '14155550123')).rejects.toMatchObject({ code: 'configuration' })
    Object.assign(env, { VOBIZ_AUTH_ID: 'MA_1', VOBIZ_AUTH_TOKEN: 'sesame' })
    await dial(split, '14155550123')
    await dial(split, '14155550124')
    expect(service.placed).toEqual(['14155550123', '14155550124'])
    expect(made).toBe(2)
  })
})

describe('with the plivo package', () => {
  /** Its hosts are fixed: a proxy that is not there is how to make it fail to connect. */
  const unreachable = async () => {
    const port = await findPort()
    return new plivo.Client(`MA${'X'.repeat(18)}`, 'token', { proxy: `http://127.0.0.1:${port}`, timeout: 2000 })
  }

  it('a refused connection, which it reports as a string, falls back', async () => {
    const { split, services } = await start({ plivo: await unreachable(), route: { percent: 0 } })
    const options = Object.freeze({ hangupUrl: 'https://app.example/h' })
    await split.calls.create('14155550100', '14155550123', 'https://app.example/a', options)
    expect(services.vobiz.placed).toEqual(['14155550123'])
    expect(split.counters()).toMatchObject({ plivo: { failed: 1 }, vobiz: { rescued: 1 } })
  })

  it('a 502, which it repeats by itself, proves nothing', async () => {
    let asked = 0
    const proxy = createServer((socket) => {
      socket.once('data', () => {
        asked++
        socket.end('HTTP/1.1 502 Bad Gateway\r\ncontent-length: 0\r\nconnection: close\r\n\r\n')
      })
    })
    await new Promise<void>((resolve) => proxy.listen(0, '127.0.0.1', resolve))
    const { port } = proxy.address() as AddressInfo
    const client = new plivo.Client(`MA${'X'.repeat(18)}`, 'token', { proxy: `http://127.0.0.1:${port}` })
    const { split, services } = await start({ plivo: client, route: { percent: 0 } })
    await expect(dial(split, '14155550123')).rejects.toMatchObject({ status: 502 })
    expect(asked).toBeGreaterThan(0)
    expect(services.vobiz.seen).toEqual([])
    expect(split.counters().plivo).toMatchObject({ uncertain: 1, placed: 0 })
    await new Promise((resolve) => proxy.close(resolve))
  })
})

async function findPort(): Promise<number> {
  const server = createServer()
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  await new Promise((resolve) => server.close(resolve))
  return port
}
