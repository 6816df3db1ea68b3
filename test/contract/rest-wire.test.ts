import { ROUTES, type RouteRow } from '@plivo-to-vobiz/mappings'
import { Client, type Warning } from '@plivo-to-vobiz/rest-client'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { type StandIn, startStandIn } from './rest-stand-in.ts'
import { WIRE_CASES, type WireCase } from './rest-wire-cases.ts'

let standIn: StandIn
let client: Client
const warnings: Warning[] = []

beforeAll(async () => {
  standIn = await startStandIn()
  client = new Client('MA_1', 'sesame', {
    url: standIn.url,
    onWarning: (warning) => warnings.push(warning),
    now: () => new Date('2026-11-24T12:00:00Z'),
  })
})
afterAll(() => standIn.close())
beforeEach(() => {
  standIn.seen.length = 0
  standIn.reply = undefined
})

const invoke = (id: string, given: readonly unknown[]): Promise<unknown> => {
  const [property = '', name = ''] = id.split('.')
  const resource = (client as unknown as Record<string, Record<string, (...all: unknown[]) => Promise<unknown>>>)[
    property
  ]
  return resource?.[name]?.(...given) ?? Promise.reject(new Error(`no ${id}`))
}

/** Lists as their items beside their meta; instances as plain objects. */
const toPlain = (value: unknown): unknown => {
  if (Array.isArray(value)) return 'meta' in value ? { list: value.map(toPlain), meta: value.meta } : value.map(toPlain)
  return typeof value === 'object' && value !== null ? { ...value } : value
}

async function run({ id, given, answers }: WireCase): Promise<unknown> {
  const queue = [...answers]
  standIn.reply = () => queue.shift() ?? { status: 500, body: { error: 'one request too many' } }
  return invoke(id, given)
}

describe('over the wire', () => {
  it.each(WIRE_CASES.map((one) => ({ ...one, name: `${one.id}${one.title ? ` ${one.title}` : ''}` })))(
    '$name',
    async (one) => {
      const frozen = structuredClone(one.given)
      const result = await run(one)
      expect(
        standIn.seen.map(({ verb, url, body }) => [`${verb} ${url}`, body === '' ? undefined : JSON.parse(body)]),
      ).toEqual(one.sends.map(([line, body]) => [line, body]))
      expect(toPlain(result)).toEqual(one.resolves)
      if (one.as) expect((Array.isArray(result) ? result[0] : (result as object)).constructor.name).toBe(one.as)
      expect(one.given, 'the caller’s objects are left alone').toEqual(frozen)
      for (const { headers, body } of standIn.seen) {
        expect(headers['x-auth-id']).toBe('MA_1')
        expect(headers['x-auth-token']).toBe('sesame')
        expect(headers.authorization).toBeUndefined()
        expect(headers['content-type']).toBe(body === '' ? undefined : 'application/json')
      }
    },
  )

  it('covers every method that has a counterpart', () => {
    const rows: readonly RouteRow[] = ROUTES
    const wanted = rows.filter((row) => row.unverified !== true).map((row) => row.id)
    const covered = new Set(WIRE_CASES.map(({ id }) => id))
    expect(wanted.filter((id) => !covered.has(id))).toEqual([])
  })

  it('answers under the second name of the sub-accounts too', async () => {
    standIn.reply = () => ({ status: 200, body: { auth_id: 'SA_1' } })
    await expect(client.subAccounts.get('SA_1')).resolves.toMatchObject({ authId: 'SA_1' })
  })

  it('warned once about each partial method and dropped option', () => {
    const messages = warnings.map(({ message }) => message)
    expect(new Set(messages).size).toBe(messages.length)
    const rows: readonly RouteRow[] = ROUTES
    for (const row of rows.filter(({ loses }) => loses !== undefined))
      expect(
        messages.filter((text) => text === `${row.id}: ${row.loses}`),
        row.id,
      ).toHaveLength(1)
    expect(messages.filter((text) => /parent_call_uuid|machine_detection_silence/.test(text))).toHaveLength(2)
    expect(messages.join()).not.toMatch(/sesame|\d{8}/)
  })
})

describe('an option whose loss would change what happens', () => {
  it.each([
    ['calls.create', ['1', '2', 'u', { errorIfParentNotFound: true }], 'error_if_parent_not_found'],
    ['calls.list', [{ subaccount: 'SA_1' }], 'subaccount'],
    ['calls.list', [{ hangupCauseCode: 4000 }], 'hangup_cause_code'],
    ['calls.list', [{ bill_duration__lt: 5 }], 'bill_duration__lt'],
    ['calls.listLiveCalls', [{ fromNumber: '1' }], 'from_number'],
    ['applications.delete', ['77', { cascade: true }], 'cascade'],
    ['applications.list', [{ subaccount: 'SA_1' }], 'subaccount'],
    ['endpoints.update', ['e-1', { username: 'x' }], 'username'],
    ['numbers.buy', ['14155550123', '', true], 'cnam_lookup'],
    ['numbers.list', [{ services: 'sms' }], 'services'],
    ['numbers.search', ['US', { region: 'x' }], 'region'],
    ['numbers.update', ['14155550123', { alias: 'x' }], 'alias'],
    ['recordings.list', [{ add_time__gt: '2026-01-01' }], 'add_time__gt'],
    ['subaccounts.delete', ['SA_1', true], 'cascade'],
  ] as const)('%s with %j is refused before anything is sent', async (id, given, name) => {
    await expect(invoke(id, given)).rejects.toMatchObject({
      code: 'no-equivalent',
      message: expect.stringContaining(`ignore ${name},`),
    })
    expect(standIn.seen).toEqual([])
  })
})

describe('a list', () => {
  it.each([
    ['calls.list', [{ status: 'live' }], 'status'],
    ['recordings.list', [{ colour: 'red' }], 'colour'],
  ] as const)('%s with a filter nobody knows is refused: %j', async (id, given, name) => {
    await expect(invoke(id, given)).rejects.toMatchObject({
      code: 'no-equivalent',
      message: expect.stringContaining(`filter ${name},`),
    })
    expect(standIn.seen).toEqual([])
  })

  it('takes filters only Vobiz has', async () => {
    standIn.reply = () => ({ status: 200, body: { objects: [], meta: {} } })
    await client.endpoints.list({ username__contains: 'al' })
    await client.recordings.list({ recordingType: 'call' })
    expect(standIn.seen.map(({ url }) => url)).toEqual([
      '/Account/MA_1/Endpoint/?username__contains=al',
      '/Account/MA_1/Recording/?recording_type=call',
    ])
  })

  it('written as null is empty; an answer without one is an error', async () => {
    standIn.reply = () => ({ status: 200, body: { data: null, pagination: { total: 0 } } })
    await expect(client.calls.list()).resolves.toHaveLength(0)
    standIn.reply = () => ({ status: 200, body: { success: false } })
    await expect(client.calls.list()).rejects.toThrow('calls.list: the answer holds no list. Expected data.')
    await expect(client.calls.listLiveCalls()).rejects.toMatchObject({ code: 'server' })
  })

  it('of recordings is read in its older shape too', async () => {
    standIn.reply = () => ({ status: 200, body: { recordings: [{ recording_id: 'r' }], pagination: { total: 3 } } })
    const list = await client.recordings.list({ limit: 1 })
    expect(list.map(({ recordingId }) => recordingId)).toEqual(['r'])
    expect(list.meta).toMatchObject({ totalCount: 3, next: '/v1/Account/MA_1/Recording/?limit=1&offset=1' })
  })
})

describe('options', () => {
  it('built by a class are read like any other', async () => {
    class CallOptions {
      hangupUrl = 'https://app.example/h'
    }
    standIn.reply = () => ({ status: 201, body: { request_uuid: 'r' } })
    await client.calls.create(14155550100 as never, 14155550123 as never, 'u', new CallOptions() as never)
    expect(JSON.parse(standIn.seen[0]?.body ?? '')).toMatchObject({
      from: '14155550100',
      to: '14155550123',
      hangup_url: 'https://app.example/h',
    })
  })
})

describe('an id in a path', () => {
  it('is encoded once and cannot leave its place', async () => {
    standIn.reply = () => ({ status: 204 })
    await client.calls.hangup('a/b?c#d %2B')
    expect(standIn.seen.map(({ url }) => url)).toEqual(['/Account/MA_1/Call/a%2Fb%3Fc%23d%20%252B/'])
  })

  it.each(['.', '..'])('is refused when it is %j', async (id) => {
    await expect(client.calls.hangup(id)).rejects.toMatchObject({ code: 'invalid-request', outcome: 'not-sent' })
    expect(standIn.seen).toEqual([])
  })

  it.each(['sip:x@y', 'abc', '12', '1234567890123456'])('is refused when a number is %j', async (number) => {
    await expect(client.numbers.unrent(number)).rejects.toMatchObject({ code: 'invalid-request' })
    expect(standIn.seen).toEqual([])
  })
})

describe('methods of the objects in a list', () => {
  it('buy, unrent and update a number', async () => {
    standIn.reply = ({ verb }) => ({
      status: 200,
      body: verb === 'GET' ? { items: [{ e164: '+14155550123' }], total: 1 } : {},
    })
    const [stock] = await client.numbers.search('US')
    const [rented] = await client.numbers.list()
    standIn.seen.length = 0
    await stock?.buy()
    await stock?.buy('14155550199')
    await rented?.update('14155550123', { appId: '77' })
    await rented?.unrent()
    expect(standIn.seen.map(({ verb, url, body }) => `${verb} ${url} ${body}`)).toEqual([
      'POST /Account/MA_1/numbers/purchase-from-inventory {"e164":"+14155550123"}',
      'POST /Account/MA_1/numbers/purchase-from-inventory {"e164":"+14155550199"}',
      'POST /Account/MA_1/numbers/%2B14155550123/application {"application_id":"77"}',
      'DELETE /Account/MA_1/numbers/%2B14155550123 ',
    ])
    expect(Object.keys(rented ?? {})).not.toContain('unrent')
  })

  it('update and delete a sub-account', async () => {
    standIn.reply = ({ verb }) => ({
      status: 200,
      body: verb === 'GET' ? { sub_accounts: [{ auth_id: 'SA_1' }], total: 1 } : {},
    })
    const [sub] = await client.subaccounts.list()
    standIn.seen.length = 0
    await sub?.update('crew', true)
    await sub?.delete()
    expect(standIn.seen.map(({ verb, url, body }) => `${verb} ${url} ${body}`)).toEqual([
      'PUT /accounts/MA_1/sub-accounts/SA_1 {"name":"crew","enabled":true}',
      'DELETE /accounts/MA_1/sub-accounts/SA_1 ',
    ])
  })
})

describe('direct access', () => {
  it('reaches routes Plivo never had', async () => {
    standIn.reply = () => ({ status: 200, body: { max_concurrent: 5 } })
    await expect(client.vobiz.request('GET', '/Account/{auth_id}/concurrency')).resolves.toEqual({ max_concurrent: 5 })
    expect(standIn.seen[0]?.url).toBe('/Account/MA_1/concurrency')
  })
})

describe('the stand-in refuses what the service refuses', () => {
  const send = async (
    path: string,
    headers: Record<string, string> = { 'x-auth-id': 'a', 'x-auth-token': 'b' },
    method = 'GET',
  ) => (await fetch(`${standIn.url}${path}`, { method, headers })).status

  it('a wrong case as if credentials were wrong', async () => {
    expect(await send('/account/MA_1/Call/?status=live')).toBe(401)
    expect(await send('/Account/MA_1/call/?status=live')).toBe(401)
  })
  it('a wrong slash or verb as an unknown route', async () => {
    expect(await send('/Account/MA_1/cdr/')).toBe(404)
    expect(await send('/Account/MA_1/Application/77')).toBe(404)
    expect(await send('/Account/MA_1/cdr', undefined, 'POST')).toBe(404)
  })
  it('a missing status, a lonely date, missing or Basic credentials', async () => {
    expect(await send('/Account/MA_1/Call/')).toBe(401)
    expect(await send('/Account/MA_1/cdr?start_date=2026-01-01')).toBe(400)
    expect(await send('/auth/me', {})).toBe(401)
    expect(await send('/auth/me', { 'x-auth-id': 'a', 'x-auth-token': 'b', authorization: 'Basic x' })).toBe(401)
  })
})
