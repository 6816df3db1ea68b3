import { Client, type ClientOptions, createPacer } from '@plivo-to-vobiz/rest-client'
import { afterEach, describe, expect, it } from 'vitest'
import { type Reply, type StandIn, type StandInOptions, startStandIn } from './rest-stand-in.ts'

const open: StandIn[] = []
afterEach(async () => {
  await Promise.all(open.splice(0).map((standIn) => standIn.kill()))
})

async function start(
  options: ClientOptions = {},
  service: StandInOptions = {},
): Promise<{ standIn: StandIn; client: Client }> {
  const standIn = await startStandIn(service)
  open.push(standIn)
  const client = new Client('MA_1', 'sesame', {
    url: standIn.url,
    retryDelay: 1,
    onWarning: () => undefined,
    ...options,
  })
  return { standIn, client }
}

/** Answers in order, the last one for ever. */
const inOrder = (...answers: readonly (Reply | 'drop' | 'hang')[]) => {
  const queue = [...answers]
  return () => (queue.length > 1 ? queue.shift() : queue[0])
}
const boom: Reply = { status: 500, body: { error: 'boom' } }
const full: Reply = { status: 429, body: { error: 'slow down' } }
const fine: Reply = { status: 200, body: { api_id: 'api', data: { uuid: 'u-1' } } }

/** Every method that dials, pays or acts again, with arguments. */
const UNSAFE: readonly (readonly [string, (client: Client) => Promise<unknown>])[] = [
  ['calls.create', (client) => client.calls.create('1', '2', 'https://app.example/a')],
  ['calls.transfer', (client) => client.calls.transfer('u', { alegUrl: 'https://app.example/a' })],
  ['calls.record', (client) => client.calls.record('u')],
  ['calls.playMusic', (client) => client.calls.playMusic('u', 'https://a/1.mp3')],
  ['calls.speakText', (client) => client.calls.speakText('u', 'hi')],
  ['calls.sendDigits', (client) => client.calls.sendDigits('u', '1')],
  ['calls.stream', (client) => client.calls.stream('u', 'wss://x')],
  ['conferences.kickMember', (client) => client.conferences.kickMember('r', '1')],
  ['numbers.buy', (client) => client.numbers.buy('14155550123')],
  ['numbers.unrent', (client) => client.numbers.unrent('14155550123')],
  ['applications.create', (client) => client.applications.create('ivr', {})],
  ['endpoints.create', (client) => client.endpoints.create('a', 'b', 'c')],
  ['subaccounts.create', (client) => client.subaccounts.create('team')],
  ['vobiz.request', (client) => client.vobiz.request('POST', '/Account/{auth_id}/Application/', { body: {} })],
]

describe.each(UNSAFE)('%s', (_, act) => {
  it.each([
    ['a 500', boom],
    ['a dropped connection', 'drop'],
  ] as const)('is not repeated after %s', async (_title, reply) => {
    const { standIn, client } = await start()
    standIn.reply = () => reply
    await expect(act(client)).rejects.toMatchObject({ outcome: 'unknown' })
    expect(standIn.seen).toHaveLength(1)
  })

  it('is repeated after a 429, where nothing was done', async () => {
    const { standIn, client } = await start()
    standIn.reply = inOrder(full, full, { status: 200, body: { api_id: 'api' } })
    await act(client)
    expect(standIn.seen).toHaveLength(3)
  })
})

describe('a read', () => {
  it.each([
    ['500', boom],
    ['a dropped connection', 'drop'],
  ] as const)('is repeated after %s', async (_, reply) => {
    const { standIn, client } = await start()
    standIn.reply = inOrder(reply, reply, fine)
    await expect(client.calls.get('u-1')).resolves.toMatchObject({ callUuid: 'u-1' })
    expect(standIn.seen).toHaveLength(3)
  })

  it('gives up after its retries, with the last error', async () => {
    const { standIn, client } = await start({ retries: 1 })
    standIn.reply = () => boom
    await expect(client.calls.get('u-1')).rejects.toMatchObject({ status: 500 })
    expect(standIn.seen).toHaveLength(2)
  })

  it.each([400, 401, 403, 404, 409])('is not repeated after %i', async (status) => {
    const { standIn, client } = await start()
    standIn.reply = () => ({ status, body: { error: 'no' } })
    await expect(client.calls.get('u-1')).rejects.toMatchObject({ status })
    expect(standIn.seen).toHaveLength(1)
  })

  it('is repeated after a timeout', async () => {
    const { standIn, client } = await start({ timeout: 40 })
    standIn.reply = inOrder('hang', fine)
    await expect(client.calls.get('u-1')).resolves.toMatchObject({ callUuid: 'u-1' })
  })

  it('stops between tries when aborted', async () => {
    const controller = new AbortController()
    const { standIn, client } = await start({ signal: controller.signal, retryDelay: 60_000 })
    standIn.reply = () => {
      setTimeout(() => controller.abort(), 5)
      return boom
    }
    await expect(client.calls.get('u-1')).rejects.toMatchObject({ code: 'aborted' })
    expect(standIn.seen).toHaveLength(1)
  })
})

describe('an ending', () => {
  it('that comes back 404 on a repeat counts as done', async () => {
    const { standIn, client } = await start()
    standIn.reply = inOrder('drop', { status: 404, body: { error: 'call not found' } })
    await expect(client.calls.hangup('u-1')).resolves.toBe(true)
    expect(standIn.seen).toHaveLength(2)
  })

  it('that comes back 404 at once does not', async () => {
    const { standIn, client } = await start()
    standIn.reply = () => ({ status: 404, body: { error: 'call not found' } })
    await expect(client.calls.hangup('u-1')).rejects.toMatchObject({ status: 404 })
    expect(standIn.seen).toHaveLength(1)
  })

  it('that comes back 404 after a 429 does not: nothing was done before', async () => {
    const { standIn, client } = await start()
    standIn.reply = inOrder(full, { status: 404, body: { error: 'call not found' } })
    await expect(client.calls.hangup('u-1')).rejects.toMatchObject({ status: 404 })
  })
})

describe('settings', () => {
  it('repeats a call after a 500 only when asked to', async () => {
    const { standIn, client } = await start({ retryUncertain: true })
    standIn.reply = inOrder(boom, { status: 201, body: { request_uuid: 'r' } })
    await expect(client.calls.create('1', '2', 'u')).resolves.toMatchObject({ requestUuid: 'r' })
    expect(standIn.seen).toHaveLength(2)
  })

  it('does not wait longer than it may for Retry-After', async () => {
    const { standIn, client } = await start({ longestWait: 1000 })
    standIn.reply = () => ({ ...full, headers: { 'retry-after': '3600' } })
    await expect(client.calls.create('1', '2', 'u')).rejects.toMatchObject({ code: 'rate-limit', retryAfter: 3600 })
    expect(standIn.seen).toHaveLength(1)
  })

  it('gives up on a 429 that does not end', async () => {
    const { standIn, client } = await start({ rateLimitRetries: 2 })
    standIn.reply = () => full
    await expect(client.calls.create('1', '2', 'u')).rejects.toMatchObject({
      code: 'rate-limit',
      retryAfter: undefined,
    })
    expect(standIn.seen).toHaveLength(3)
  })

  it('keeps the connection for the next request', async () => {
    const { standIn, client } = await start()
    const ports = new Set<string>()
    standIn.reply = (seen) => {
      ports.add(String(seen.port))
      return fine
    }
    for (let round = 0; round < 5; round++) await client.calls.get('u-1')
    expect(ports.size).toBeLessThan(5)
  })

  it.each([0, -1, Number.NaN, Number.POSITIVE_INFINITY])('refuses a pace of %d', (callsPerSecond) => {
    expect(() => createPacer({ callsPerSecond })).toThrow(/callsPerSecond is .*expected a number above 0/)
  })
})

describe('a burst of 1 000 calls', () => {
  // 5 calls a second, a hundred times faster: the same ratio of burst to rate, in two seconds.
  const service: StandInOptions = { rate: { calls: 5, window: 10 } }
  const everyone = Array.from({ length: 1000 }, (_, index) => String(14155550000 + index))
  const some = everyone.slice(0, 200)
  const dial = (client: Client, them = everyone): Promise<unknown> =>
    Promise.all(them.map((to) => client.calls.create('14155550100', to, 'https://app.example/a')))

  it('is placed exactly once each through the pacer', async () => {
    const { standIn, client } = await start({ callsPerSecond: 450, rateLimitRetries: 1000 }, service)
    await dial(client)
    expect([...standIn.placed].sort()).toEqual(everyone)
  })

  it('is placed exactly once each when the pace is read from the account', async () => {
    const { standIn, client } = await start({ callsPerSecond: 'account', rateLimitRetries: 1000 }, service)
    standIn.reply = ({ url }) => (url === '/auth/me' ? { status: 200, body: { cps_limit: 450 } } : undefined)
    await dial(client, some)
    expect([...standIn.placed].sort()).toEqual(some)
    expect(standIn.seen.filter(({ url }) => url === '/auth/me')).toHaveLength(1)
  })

  it('is placed exactly once each even when the pace is set too high', async () => {
    const { standIn, client } = await start({ callsPerSecond: 700, rateLimitRetries: 1000 }, service)
    await dial(client, some)
    expect([...standIn.placed].sort()).toEqual(some)
    expect(standIn.seen.length).toBeGreaterThan(some.length)
  })

  it('loses calls without one: the stand-in does refuse', async () => {
    const { standIn, client } = await start({ rateLimitRetries: 0 }, service)
    const settled = await Promise.allSettled(everyone.map((to) => client.calls.create('14155550100', to, 'u')))
    const refused = settled.filter(({ status }) => status === 'rejected')
    expect(refused.length).toBeGreaterThan(0)
    expect(standIn.placed.length + refused.length).toBe(everyone.length)
  })

  it('shares one pace between clients', async () => {
    const pacer = createPacer({ callsPerSecond: 450 })
    const { standIn, client } = await start({ pacer, rateLimitRetries: 1000 }, service)
    const other = client.with({ userAgent: 'second' })
    await Promise.all(some.map((to, index) => (index % 2 ? client : other).calls.create('1', to, 'u')))
    expect([...standIn.placed].sort()).toEqual(some)
  })

  it('shares its pace and its warnings with derived clients', async () => {
    const warnings: string[] = []
    const onWarning = ({ message }: { message: string }): void => void warnings.push(message)
    const { standIn, client } = await start({ callsPerSecond: 450, rateLimitRetries: 1000, onWarning }, service)
    await Promise.all(
      some.map((to) => client.with({ timeout: 9000 }).calls.create('1', to, 'u', { parentCallUuid: 'p' })),
    )
    expect([...standIn.placed].sort()).toEqual(some)
    expect(warnings).toHaveLength(1)
  })

  it('can be aborted while it waits for its turn, behind the client it was derived from', async () => {
    const { standIn, client } = await start({ callsPerSecond: 0.01 })
    const controller = new AbortController()
    await client.calls.create('1', '2', 'u')
    const waiting = client.with({ signal: controller.signal }).calls.create('1', '3', 'u')
    controller.abort()
    await expect(waiting).rejects.toMatchObject({ code: 'aborted', outcome: 'not-sent' })
    expect(standIn.placed).toEqual(['2'])
  })

  it('does not read the limit before a call is made, and tries again when that failed', async () => {
    const { standIn, client } = await start({ callsPerSecond: 'account', retries: 0 })
    standIn.reply = () => boom
    await client.calls.get('u').catch(() => undefined)
    expect(standIn.seen.map(({ url }) => url)).toEqual(['/Account/MA_1/cdr/u'])
    await expect(client.calls.create('1', '2', 'u')).rejects.toMatchObject({ status: 500 })
    standIn.reply = ({ url }) => (url === '/auth/me' ? { status: 200, body: { cps_limit: 50 } } : undefined)
    await expect(client.calls.create('1', '2', 'u')).resolves.toMatchObject({ requestUuid: 'uuid-1-2' })
  })
})
