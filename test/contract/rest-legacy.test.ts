import { createRequire } from 'node:module'
import { type LegacyMethod, RestAPI } from '@plivo-to-vobiz/rest-client'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { type StandIn, startStandIn } from './rest-stand-in.ts'

const legacy = createRequire(import.meta.url)('plivo-legacy')

let standIn: StandIn
let api: Record<string, LegacyMethod>

beforeAll(async () => {
  standIn = await startStandIn()
  api = RestAPI({
    authId: 'MA_1',
    authToken: 'sesame',
    url: standIn.url,
    retries: 0,
    onWarning: () => undefined,
  }) as never
})
afterAll(() => standIn.kill())
beforeEach(() => {
  standIn.seen.length = 0
  standIn.reply = undefined
})

const invoke = (name: string, params?: object): Promise<[number, unknown]> =>
  new Promise((resolve) => {
    const told = (status: number, body: unknown): void => resolve([status, body])
    if (params === undefined) api[name]?.(told)
    else api[name]?.(params as Record<string, unknown>, told)
  })

describe('the surface of plivo 0.4.2', () => {
  const theirs = legacy.RestAPI({ authId: 'a', authToken: 'b' })
  // What is not a REST method: the request function itself, and signature helpers that live in the signatures package.
  const others = ['constructor', 'request', 'create_signature', 'middleware']
  const names = Object.getOwnPropertyNames(Object.getPrototypeOf(theirs)).filter((name) => !others.includes(name))

  it('is compared with the real one', () => expect(names.length).toBe(82))
  it.each(names)('has %s', (name) => expect(api[name]).toBeTypeOf('function'))
  it('has nothing else', () => expect(Object.keys(api).filter((name) => !names.includes(name))).toEqual([]))

  it.each([undefined, null, 'x', {}, { authId: 'a' }, { authToken: 'b' }])('throws what it throws for %j', (config) => {
    const said = (make: (value: unknown) => unknown): string => {
      try {
        make(config)
        return 'nothing'
      } catch (error) {
        return (error as Error).message.trim()
      }
    }
    expect(said(RestAPI as never)).toBe(said(legacy.RestAPI))
  })

  it('can be called with new', () => {
    expect(new RestAPI({ authId: 'a', authToken: 'b' }).make_call).toBeTypeOf('function')
  })
})

describe('over the wire', () => {
  it('places a call and answers 201 with the raw body', async () => {
    const params = Object.freeze({
      from: '14155550100',
      to: '14155550123',
      answer_url: 'https://app.example/a',
      ring_timeout: 20,
    })
    expect(await invoke('make_call', params)).toEqual([
      201,
      { api_id: 'api-1', message: 'call fired', request_uuid: 'uuid-1-14155550123' },
    ])
    expect(JSON.parse(standIn.seen[0]?.body ?? '')).toEqual({
      from: '14155550100',
      to: '14155550123',
      answer_url: 'https://app.example/a',
      answer_method: 'POST',
      ring_timeout: '20',
    })
  })

  it.each([
    ['hangup_call', { call_uuid: 'u-1' }, 'DELETE /Account/MA_1/Call/u-1/', 204, ''],
    ['hangup_request', { request_uuid: 'u-1' }, 'DELETE /Account/MA_1/Call/u-1/', 204, ''],
    ['record_stop', { call_uuid: 'u-1' }, 'DELETE /Account/MA_1/Call/u-1/Record/', 204, ''],
    [
      'kick_conference_member',
      { conference_id: 'room', member_id: '10' },
      'POST /Account/MA_1/Conference/room/Member/10/Kick/',
      202,
      {},
    ],
    [
      'hangup_conference_member',
      { conference_id: 'room', member_id: '10' },
      'DELETE /Account/MA_1/Conference/room/Member/10/',
      204,
      '',
    ],
    [
      'unlink_application_number',
      { number: '14155550123' },
      'DELETE /Account/MA_1/numbers/%2B14155550123/application',
      202,
      { message: 'changed' },
    ],
    [
      'link_application_number',
      { number: '14155550123', app_id: '77' },
      'POST /Account/MA_1/numbers/%2B14155550123/application',
      202,
      { message: 'changed' },
    ],
    [
      'modify_subaccount',
      { subauth_id: 'SA_1', name: 'x' },
      'PUT /accounts/MA_1/sub-accounts/SA_1',
      202,
      { message: 'changed' },
    ],
  ])('%s', async (name, params, line, status, body) => {
    standIn.reply = () => ({ status: line.startsWith('DELETE') ? 204 : 200 })
    expect(await invoke(name, params)).toEqual([status, body])
    expect(standIn.seen.map(({ verb, url }) => `${verb} ${url}`)).toEqual([line])
  })

  it('answers lists with meta and objects in snake_case', async () => {
    standIn.reply = () => ({ status: 200, body: { data: [{ uuid: 'u-1', billsec: 3 }], pagination: { total: 1 } } })
    expect(await invoke('get_cdrs', { limit: 5 })).toEqual([
      200,
      {
        meta: { limit: 5, next: null, offset: 0, previous: null, total_count: 1 },
        objects: [{ call_uuid: 'u-1', bill_duration: 3 }],
      },
    ])
  })

  it('answers live calls as bare UUIDs, and takes a callback alone', async () => {
    standIn.reply = () => ({ status: 200, body: { calls: ['u-1', 'u-2'] } })
    expect(await invoke('get_live_calls')).toEqual([200, { calls: ['u-1', 'u-2'] }])
  })
})

describe('what goes wrong becomes a status', () => {
  it.each([
    ['a refusal', 401, { error: 'authentication failed' }],
    ['a server error', 500, { error: 'boom' }],
  ])('%s', async (_, status, body) => {
    standIn.reply = () => ({ status, body })
    expect(await invoke('make_call', { from: '1', to: '2', answer_url: 'u' })).toEqual([status, body])
  })

  it('a dropped connection is 500', async () => {
    standIn.reply = () => 'drop'
    expect((await invoke('get_account', {}))[0]).toBe(500)
  })

  it('a missing parameter is told, not thrown', async () => {
    expect(await invoke('make_call', { to: '2' })).toEqual([
      500,
      { error: 'Missing mandatory field: from, Missing mandatory field: answer_url' },
    ])
  })

  it.each([
    'hangup_all_calls',
    'get_number_group',
    'create_outgoing_carrier',
    'send_message',
    'get_pricing',
    'modify_account',
  ])('%s has no counterpart: 501', async (name) => {
    const [status, body] = await invoke(name, {})
    expect(status).toBe(501)
    expect(body).toMatchObject({ error: expect.stringMatching(/has no equivalent on Vobiz/) })
    expect(standIn.seen).toEqual([])
  })
})
