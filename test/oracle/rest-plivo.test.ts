import { createRequire } from 'node:module'
import { findRoute } from '@plivo-to-vobiz/mappings'
import { Client } from '@plivo-to-vobiz/rest-client'
import plivo from 'plivo'
import { describe, expect, it } from 'vitest'
import { WIRE_CASES, type WireCase } from '../contract/rest-wire-cases.ts'

type Methods = Record<string, Record<string, (...given: unknown[]) => Promise<unknown>>>
interface Sent {
  readonly verb: string
  readonly path: string
  readonly query: Readonly<Record<string, string>>
  readonly body: unknown
}

// The plivo package, its transport replaced: what it sends and what it makes of an answer is the truth for ours.
const require = createRequire(import.meta.url)
const axios = createRequire(require.resolve('plivo'))('axios')
const ID = `MA${'X'.repeat(18)}`
const sent: Sent[] = []
let answer: { status: number; body?: unknown } = { status: 200 }
axios.defaults.adapter = async (config: { method: string; url: string; data?: string }) => {
  sent.push(
    toSent(config.method.toUpperCase(), config.url.replace(`https://api.plivo.com/v1/Account/${ID}`, ''), config.data),
  )
  return { status: answer.status, statusText: '', headers: {}, config, data: answer.body ?? '', request: {} }
}

function toSent(verb: string, url: string, data: string | undefined): Sent {
  const [path = '', query = ''] = url.split('?')
  const body = data === undefined || data === '""' ? {} : JSON.parse(data)
  return { verb, path: decodeURIComponent(path), query: Object.fromEntries(new URLSearchParams(query)), body }
}

const theirs = new plivo.Client(ID, 'token') as unknown as Methods
const ours = new Client('MA_1', 'token', {
  onWarning: () => undefined,
  fetch: async (url, { method, body }) => {
    const path = url.replace(/^https:\/\/api\.vobiz\.ai\/api\/v1\/Account\/MA_1/, '')
    sent.push(toSent(method ?? '', path, typeof body === 'string' ? body : undefined))
    const hasBody = answer.status !== 204 && answer.body !== undefined
    return new Response(hasBody ? JSON.stringify(answer.body) : null, { status: answer.status })
  },
}) as unknown as Methods

/** Runs a case at one client and tells what it sent and got. */
async function ask(client: Methods, { id, given }: WireCase, reply: WireCase['answers'][number]) {
  const [property = '', name = ''] = id.split('.')
  sent.length = 0
  answer = structuredClone(reply)
  const result = await client[property]?.[name]?.(...structuredClone(given))
  return { sent: [...sent], result }
}

const onePage = { api_id: 'api', meta: { limit: 20, offset: 0, next: null, previous: null, total_count: 1 } }
const cases = WIRE_CASES.map((one) => ({ ...one, name: `${one.id} ${one.title ?? ''}`, row: findRoute(one.id) }))

/** Requests Vobiz words differently, with the reason; every other `same` request must equal Plivo's. */
const DIFFERS: Readonly<Record<string, string>> = {
  'applications.create': 'Vobiz wants answer_method, and says sub_account',
  'calls.create': 'Vobiz wants answer_method, takes ring_timeout as text and knows fewer names',
  'calls.stream': 'bidirectional must be text, and wants audio_track',
  'endpoints.list': 'Vobiz says sub_account',
}
/** Final slashes the Vobiz routes add. */
const SLASHED = ['calls.getQueuedCall', 'calls.getStream', 'calls.stopStream']

describe('a request of a method that is the same', () => {
  const same = cases.filter(({ row, id }) => row?.status === 'same' && !(id in DIFFERS))
  it.each(same)('equals that of the plivo package: $name', async (one) => {
    const reply = { status: 200, body: { ...onePage, objects: [], calls: [], conferences: [] } }
    const { sent: wanted } = await ask(theirs, one, reply)
    const { sent: found } = await ask(ours, one, reply)
    const slash = SLASHED.includes(one.id) ? '/' : ''
    expect(found).toEqual(wanted.map((request) => ({ ...request, path: `${request.path}${slash}` })))
  })

  it('names only differences that exist', async () => {
    for (const one of cases.filter(({ id, title }) => id in DIFFERS && title === undefined)) {
      const reply = { status: 200, body: { ...onePage, objects: [] } }
      const [wanted, found] = [await ask(theirs, one, reply), await ask(ours, one, reply)]
      expect(found.sent, one.id).not.toEqual(wanted.sent)
    }
  })
})

describe('a result', () => {
  const single = cases.filter(
    ({ row }) => row?.list === undefined && row?.pick === undefined && row?.steps === undefined,
  )
  it.each(single)('has the class the plivo package gives: $name', async (one) => {
    const reply = one.answers[0] ?? { status: 204 }
    const wanted = (await ask(theirs, one, reply)).result as object
    const found = (await ask(ours, one, reply)).result as object
    expect(found.constructor.name).toBe(wanted.constructor.name)
    expect(typeof found).toBe(typeof wanted)
  })

  const flat = single.filter(
    ({ row }) => row?.receive === undefined && row?.root === undefined && row?.status === 'same',
  )
  it.each(flat)('holds what the plivo package reads from the same answer: $name', async (one) => {
    const reply = one.answers[0] ?? { status: 204 }
    const wanted = (await ask(theirs, one, reply)).result
    const found = (await ask(ours, one, reply)).result
    if (typeof wanted !== 'object' || wanted === null) return expect(found).toBe(wanted)
    const defined = Object.entries(wanted).filter(([, value]) => value !== undefined)
    expect({ ...(found as object) }).toMatchObject(Object.fromEntries(defined))
  })

  it.each(['applications.list', 'endpoints.list', 'recordings.list'])(
    'of %s is an array with an enumerable meta',
    async (id) => {
      const one: WireCase = { id, given: [], sends: [], answers: [], resolves: null }
      const reply = {
        status: 200,
        body: { ...onePage, objects: [{ app_id: '1', endpoint_id: '2', recording_id: '3' }] },
      }
      const wanted = (await ask(theirs, one, reply)).result as object[] & { meta: unknown }
      const found = (await ask(ours, one, reply)).result as object[] & { meta: unknown }
      expect(found.meta).toEqual(wanted.meta)
      expect(Object.keys(found)).toEqual(Object.keys(wanted))
      expect(JSON.stringify(found).length).toBeGreaterThan(2)
      expect(found[0]?.constructor.name).toBe(wanted[0]?.constructor.name)
      expect([...found]).toHaveLength(wanted.length)
    },
  )

  it.each(['calls.listLiveCalls', 'calls.listQueuedCalls'])('of %s equals that of the plivo package', async (id) => {
    const one: WireCase = { id, given: [], sends: [], answers: [], resolves: null }
    const reply = { status: 200, body: { api_id: 'api', calls: ['u-1', 'u-2'] } }
    const wanted = (await ask(theirs, one, reply)).result as object[]
    const found = (await ask(ours, one, reply)).result as object[]
    expect(found.map(Object.entries)).toEqual(wanted.map(Object.entries))
    expect(found[0]?.constructor.name).toBe(wanted[0]?.constructor.name)
  })

  it.each([
    ['numbers.list', []],
    ['numbers.search', ['US']],
    ['subaccounts.list', []],
  ] as const)('of %s holds objects of the class, id and methods that Plivo’s have', async (id, given) => {
    const one: WireCase = { id, given, sends: [], answers: [], resolves: null }
    const plivoReply = { status: 200, body: { ...onePage, objects: [{ number: '14155550123', auth_id: 'SA_1' }] } }
    const [wanted] = (await ask(theirs, one, plivoReply)).result as object[]
    const body = { items: [{ e164: '+14155550123' }], sub_accounts: [{ auth_id: 'SA_1' }], total: 1 }
    const [found] = (await ask(ours, one, { status: 200, body })).result as object[]
    expect(found?.constructor.name).toBe(wanted?.constructor.name)
    expect(Reflect.get(found ?? {}, 'id')).toBe(Reflect.get(wanted ?? {}, 'id'))
    // What the base class adds works on wrong paths, or not at all.
    const inherited = [
      'constructor',
      'executeAction',
      'customexecuteAction',
      'customexecuteGetNumberAction',
      'getMetaResponse',
    ]
    const own = Object.getOwnPropertyNames(Object.getPrototypeOf(wanted)).filter((name) => !inherited.includes(name))
    for (const name of own) expect(Reflect.get(found ?? {}, name), name).toBeTypeOf('function')
    expect(own.length).toBeGreaterThan(0)
  })
})
