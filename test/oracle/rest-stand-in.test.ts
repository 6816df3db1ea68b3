import { Client } from '@plivo-to-vobiz/rest-client'
import { createRestStandIn, type RestStandIn, type StandInAccount } from '@plivo-to-vobiz/simulator'
import plivo from 'plivo'
import { afterEach, beforeAll, describe, expect, it } from 'vitest'
import { toCallClients } from '../journey/parity/call-client.ts'
import { startApp, type TinyApp } from './rest-stand-in/tiny-app.ts'

/** The stand-in against the real npm plivo package and our client: what they send is accepted, and the call happens. */

const ID = { plivo: `MA${'X'.repeat(18)}`, vobiz: 'MA_1' }
const TOKEN = 'rest-token'
const SECRET = 'webhook-token'
const open: { close: () => Promise<void> }[] = []
let port = 0

beforeAll(async () => {
  const first = await createRestStandIn({ accounts: { vobiz: {} } })
  port = Number(new URL(first.url).port)
  await first.kill()
  process.env.SIMULATOR_REST_URL = `http://127.0.0.1:${port}`
  await import('@plivo-to-vobiz/simulator/redirect-rest')
})
afterEach(async () => {
  await Promise.all(open.splice(0).map((one) => one.close()))
})

async function start(xml: string, more: Partial<StandInAccount> = {}): Promise<{ app: TinyApp; standIn: RestStandIn }> {
  const app = await startApp(xml)
  const account = { authToken: TOKEN, caller: { app: app.url, secret: SECRET }, rate: 'none' as const, ...more }
  const accounts = { plivo: { ...account, authId: ID.plivo }, vobiz: { ...account, authId: ID.vobiz } }
  const standIn = await createRestStandIn({ accounts, port })
  open.push(app, { close: () => standIn.kill() })
  return { app, standIn }
}

const CLIENTS = {
  plivo: () => toCallClients({ one: new plivo.Client(ID.plivo, TOKEN) }).one,
  vobiz: () =>
    toCallClients({
      one: new Client(ID.vobiz, TOKEN, { retries: 0, rateLimitRetries: 0, onWarning: () => undefined }),
    }).one,
}
const WAIT = '<Speak>Hello</Speak><Wait length="60"/>'

describe.each(['plivo', 'vobiz'] as const)('%s', (provider) => {
  it('places a call, which rings, is answered and ends', async () => {
    const { app, standIn } = await start('<Speak>Hello</Speak>')
    const { requestUuid } = await CLIENTS[provider]().calls.create('14155550100', '14155550122', `${app.url}/answer`, {
      answerMethod: 'POST',
      ringUrl: `${app.url}/ring`,
      hangupUrl: `${app.url}/hangup`,
    })
    const [transcript] = await standIn.transcripts()
    expect(transcript).toMatchObject({ provider, direction: 'outbound', ok: true, callUuid: requestUuid })
    expect(app.received.map(({ path, params }) => `${path} ${params.Event}`)).toContain('/hangup Hangup')
    expect(app.received.find(({ path }) => path === '/answer')?.params).toMatchObject({ To: '14155550122' })
  })

  it('does in a call what it is asked, at the moment it is asked', async () => {
    const client = CLIENTS[provider]()
    const acts = async ({ uuid }: { uuid: string }): Promise<void> => {
      expect(await client.calls.getLiveCall(uuid)).toMatchObject({ callUuid: uuid })
      await client.calls.speakText(uuid, 'Good news')
      await client.calls.playMusic(uuid, 'https://example.com/a.mp3')
      await client.calls.sendDigits(uuid, '42')
      await client.calls.record(uuid, { callbackUrl: `${app.url}/file` })
    }
    const ends = async ({ uuid }: { uuid: string }): Promise<unknown> => client.calls.hangup(uuid)
    const { app, standIn } = await start(WAIT, {
      script: {
        during: [
          { at: 10, run: acts },
          { at: 25, run: ends },
        ],
      },
    })
    const { requestUuid } = await client.calls.create('14155550100', '14155550122', `${app.url}/answer`, {
      hangupUrl: `${app.url}/hangup`,
    })
    const [transcript] = await standIn.transcripts()
    const steps = transcript?.entries.flatMap((entry) =>
      entry.kind === 'step' ? [`${entry.action} ${entry.text}`] : [],
    )
    expect(steps).toEqual([
      'hears "Hello"',
      'waits 60 s',
      'asks to speak',
      'hears "Good news"',
      'asks to play music',
      'hears https://example.com/a.mp3',
      'asks to send tones',
      'hears tones 42',
      'asks to record the call',
      'asks to end the call',
      'ends the application ends the call',
    ])
    expect(app.received.find(({ path }) => path === '/hangup')?.params).toMatchObject({
      Duration: '25',
      HangupSource: 'API Request',
    })
    const file = app.received.find(({ path }) => path === '/file')?.params
    expect(file).toMatchObject({ call_uuid: requestUuid, recording_duration: '15' })
    expect(file).not.toHaveProperty('CallUUID')
    await expect(client.calls.hangup(requestUuid)).rejects.toMatchObject({ status: 404 })
  })

  it('transfers a call to another document', async () => {
    const client = CLIENTS[provider]()
    const { app, standIn } = await start(WAIT, {
      script: {
        during: [
          {
            at: 10,
            run: ({ uuid }) =>
              client.calls.transfer(uuid, { legs: 'aleg', alegUrl: `${app.url}/other`, alegMethod: 'POST' }),
          },
        ],
      },
    })
    await client.calls.create('14155550100', '14155550122', `${app.url}/answer`)
    const [transcript] = await standIn.transcripts()
    expect(app.received.find(({ path }) => path === '/other')?.params).toMatchObject({ Event: 'Transfer' })
    expect(transcript?.ok).toBe(true)
  })

  it('takes a call back while it rings', async () => {
    const client = CLIENTS[provider]()
    const { app, standIn } = await start('')
    app.onRequest = async ({ path, params }) => {
      if (path === '/ring') await client.calls.cancel(params.CallUUID)
    }
    await client.calls.create('14155550100', '14155550122', `${app.url}/answer`, {
      ringUrl: `${app.url}/ring`,
      hangupUrl: `${app.url}/hangup`,
    })
    const [transcript] = await standIn.transcripts()
    const events = transcript?.entries.flatMap((entry) => (entry.kind === 'exchange' ? [entry.request.moment] : []))
    // A Vobiz call rings at its answer URL (C1), where this application does nothing.
    if (provider === 'plivo') expect(events).toEqual(['ring', 'hangup'])
    else expect(events?.[0]).toBe('ring')
  })

  it('refuses credentials that are not the account’s', async () => {
    const { app, standIn } = await start('')
    const wrong =
      provider === 'plivo' ? new plivo.Client(ID.plivo, 'wrong') : new Client(ID.vobiz, 'wrong', { retries: 0 })
    await expect(wrong.calls.create('1', '14155550122', `${app.url}/answer`)).rejects.toMatchObject({ status: 401 })
    expect(standIn.placed).toEqual([])
  })
})

describe('what the real services refuse', () => {
  const KEYS = { 'X-Auth-ID': ID.vobiz, 'X-Auth-Token': TOKEN }
  const BASIC = { authorization: `Basic ${Buffer.from(`${ID.plivo}:${TOKEN}`).toString('base64')}` }
  const CALL = { from: '1', to: '2', answer_url: 'http://127.0.0.1/a', answer_method: 'POST' }

  it.each<[string, string, string, Record<string, string>, unknown, number]>([
    ['Vobiz: wrong case', 'POST', '/api/v1/account/MA_1/Call/', KEYS, CALL, 401],
    ['Vobiz: no slash', 'POST', '/api/v1/Account/MA_1/Call', KEYS, CALL, 404],
    ['Vobiz: missing status', 'GET', '/api/v1/Account/MA_1/Call/', KEYS, undefined, 401],
    ['Vobiz: Basic credentials', 'POST', '/api/v1/Account/MA_1/Call/', { ...KEYS, ...BASIC }, CALL, 401],
    ['Vobiz: no answer_method', 'POST', '/api/v1/Account/MA_1/Call/', KEYS, { ...CALL, answer_method: undefined }, 400],
    ['Vobiz: a comma', 'POST', '/api/v1/Account/MA_1/Call/', KEYS, { ...CALL, to: '2,3' }, 400],
    [
      'Vobiz: too many',
      'POST',
      '/api/v1/Account/MA_1/Call/',
      KEYS,
      { ...CALL, to: Array(1001).fill('2').join('<') },
      400,
    ],
    ['Vobiz: no text', 'POST', '/api/v1/Account/MA_1/Call/u/Speak/', KEYS, {}, 400],
    ['Vobiz: a transfer to nowhere', 'POST', '/api/v1/Account/MA_1/Call/u/', KEYS, {}, 400],
    ['Vobiz: an unknown call', 'DELETE', '/api/v1/Account/MA_1/Call/u/', KEYS, undefined, 404],
    ['Vobiz: a resource of Plivo', 'DELETE', '/api/v1/Account/MA_1/Request/u/', KEYS, undefined, 404],
    ['Plivo: no credentials', 'POST', `/v1/Account/${ID.plivo}/Call/`, {}, CALL, 401],
    ['Plivo: another account', 'POST', '/v1/Account/MAOTHER/Call/', BASIC, CALL, 401],
    ['Plivo: no answer URL', 'POST', `/v1/Account/${ID.plivo}/Call/`, BASIC, { from: '1', to: '2' }, 400],
    ['Plivo: a route of Vobiz', 'GET', `/v1/Account/${ID.plivo}/cdr/u`, BASIC, undefined, 404],
    ['neither API', 'GET', '/v2/Account/MA_1/Call/', KEYS, undefined, 404],
  ])('%s', async (_name, method, path, headers, body, status) => {
    const { standIn } = await start('')
    const json = body === undefined ? {} : { body: JSON.stringify(body) }
    const response = await fetch(standIn.url + path, { method, headers, ...json })
    expect(response.status).toBe(status)
  })

  it('calls over the rate on Vobiz, and none on Plivo, which queues them', async () => {
    const { app, standIn } = await start('', { rate: { calls: 1, window: 60_000 }, caller: undefined as never })
    const place = (provider: 'plivo' | 'vobiz') =>
      CLIENTS[provider]().calls.create('14155550100', '14155550122', `${app.url}/answer`, { answerMethod: 'POST' })
    await place('vobiz')
    await expect(place('vobiz')).rejects.toMatchObject({ status: 429 })
    expect(standIn.placed).toHaveLength(1)
  })

  it('nothing more than Plivo queues when its own rate is left alone', async () => {
    const { app, standIn } = await start('')
    for (let count = 0; count < 5; count += 1)
      await CLIENTS.plivo().calls.create('14155550100', '14155550122', `${app.url}/answer`)
    expect(standIn.placed).toHaveLength(5)
  })
})
