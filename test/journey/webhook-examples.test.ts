import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Outgoing, type Signed, VENDORS, type VendorName } from '../contract/webhook/vendor-signer.ts'
import { type RunningExample, startExample } from './example-process.ts'

const PUBLIC_URL = 'https://voice.example.com'
const SECRET = 'demo-secret-5f1a2b3c'
const BASIC = `Basic ${Buffer.from('hook:s3cret').toString('base64')}`
const REFUSED = { status: 403, text: 'Forbidden\n' }
const LONG_AGO = Math.floor(Date.now() / 1000) - 3600

/** One answer as an example gives it. */
interface Answer {
  readonly status: number
  readonly text: string
}

/** How the example of one platform is started and called. */
interface Platform {
  readonly vendor: VendorName
  readonly path: string
  readonly environment: Readonly<Record<string, string>>
  readonly body: string
  /** What goes along besides the signature. */
  readonly headers?: Readonly<Record<string, string>>
  readonly answer: string
  /** Requests the signature of the good one must not carry through. */
  readonly replays: Readonly<Record<string, (signed: Signed) => Signed>>
  /** Answer to the very same request sent a second time. */
  readonly again: string
}

const form = (body: string) => (signed: Signed) => ({ ...signed, body })
const resign = (vendor: VendorName, change: Partial<Outgoing>) => (signed: Signed) =>
  VENDORS[vendor]({ url: PUBLIC_URL, body: signed.body, secret: SECRET, ...change })

const TRANSCRIPTION = JSON.stringify({
  event_id: 'evt_1',
  event_type: 'call.transcription',
  payload: { call_id: 'c1', text: 'How far?', conversation_history: [{ role: 'caller', text: 'Hi' }] },
})
const HOW_FAR = '{"text":"You said: How far?. We have spoken 1 times.","end_call":false}'

const PLATFORMS: readonly Platform[] = [
  {
    vendor: 'plivo',
    path: '/answer?leg=1',
    environment: { PLIVO_AUTH_TOKEN: SECRET, PUBLIC_URL },
    body: 'CallUUID=c1&From=15551230001&To=15551230002',
    answer: '<Response><Speak>Welcome</Speak></Response>',
    // Plivo runs fields together before it signs: cut elsewhere, other fields have the same signature.
    replays: { 'fields cut elsewhere': form('CallUUID=c1&From=15551230001To15551230002') },
    again: '<Response><Speak>Welcome</Speak></Response>',
  },
  {
    vendor: 'vobiz',
    path: '/answer?leg=1',
    environment: { VOBIZ_AUTH_TOKEN: SECRET, PUBLIC_URL },
    body: 'CallUUID=c1&From=15551230001&To=15551230002',
    answer: '<Response><Speak>Welcome</Speak></Response>',
    replays: { 'another body': form('CallUUID=c1&From=666&To=15551230002') },
    again: '<Response><Speak>Welcome</Speak></Response>',
  },
  {
    vendor: 'signalwire',
    path: '/answer?leg=1',
    environment: { SIGNALWIRE_SIGNING_KEY: SECRET, PUBLIC_URL },
    body: 'CallSid=c1&From=15551230001&To=15551230002',
    answer: '<Response><Say>Welcome</Say></Response>',
    replays: { 'fields cut elsewhere': form('CallSid=c1&From=15551230001To15551230002') },
    again: '<Response><Say>Welcome</Say></Response>',
  },
  {
    vendor: 'jambonz',
    path: '/answer',
    environment: { JAMBONZ_WEBHOOK_SECRET: SECRET },
    body: '{"call_sid":"c1","from":"Ada"}',
    answer: '[{"verb":"say","text":"Welcome, Ada"},{"verb":"hangup"}]',
    replays: { 'an hour later': resign('jambonz', { timestamp: LONG_AGO }) },
    again: '[{"verb":"say","text":"Welcome, Ada"},{"verb":"hangup"}]',
  },
  {
    vendor: 'voicebip',
    path: '/api/voicebip',
    environment: { VOICEBIP_SIGNING_SECRET: SECRET },
    body: TRANSCRIPTION,
    answer: HOW_FAR,
    replays: { 'an hour later': resign('voicebip', { timestamp: LONG_AGO }) },
    again: HOW_FAR,
  },
  {
    vendor: 'enablex',
    path: '/event',
    environment: { ENABLEX_APP_ID: SECRET, WEBHOOK_USER: 'hook', WEBHOOK_PASSWORD: 's3cret' },
    headers: { authorization: BASIC },
    body: '{"state":"connected"}',
    answer: '{"state":"connected","redelivered":false}',
    replays: {
      'without the credentials': ({ headers, body }) => ({ headers: { ...headers, authorization: '' }, body }),
    },
    again: '{"state":"connected","redelivered":true}',
  },
]

const ways: readonly { readonly platform: Platform; readonly program: string }[] = PLATFORMS.flatMap((platform) =>
  ['express.mjs', 'web.mjs'].map((file) => ({ platform, program: `webhooks/${platform.vendor}/${file}` })),
)

describe.each(ways)('$program', ({ platform, program }) => {
  const { vendor, path, body, headers = {} } = platform
  const good = VENDORS[vendor]({ url: PUBLIC_URL + path, body, secret: SECRET })
  let example: RunningExample
  beforeAll(async () => {
    example = await startExample(program, platform.environment)
  })
  afterAll(() => example?.stop())

  async function send(signed: Signed, to = path): Promise<Answer> {
    const response = await fetch(`http://127.0.0.1:${example.port}${to}`, {
      method: 'POST',
      headers: { ...headers, ...signed.headers },
      body: signed.body,
    })
    return { status: response.status, text: await response.text() }
  }

  it('answers a good request', async () => {
    expect(await send(good)).toEqual({ status: 200, text: platform.answer })
  })

  it('answers the same request again, and knows it', async () => {
    expect(await send(good)).toEqual({ status: 200, text: platform.again })
  })

  it.each(Object.entries(platform.replays))('refuses a replay: %s', async (_, replay) => {
    expect(await send(replay(good))).toEqual(REFUSED)
  })

  it.each<[string, Partial<Outgoing>]>([
    ['under another secret', { secret: `${SECRET}x` }],
    ['under an empty secret', { secret: '' }],
  ])('refuses a request signed %s', async (_, change) => {
    const outgoing = { url: PUBLIC_URL + path, body, secret: SECRET, nonce: '2', ...change }
    expect(await send(VENDORS[vendor](outgoing))).toEqual(REFUSED)
  })

  it('refuses a changed body', async () => {
    const changed = vendor === 'vobiz' ? `${good.body}&x=1` : good.body.replace(/.(?=.$)/, 'X')
    expect(await send({ ...good, body: changed })).toEqual(REFUSED)
  })

  it('refuses a request without any header of the platform', async () => {
    expect(await send({ headers: { 'content-type': good.headers['content-type'] ?? '' }, body: good.body })).toEqual(
      REFUSED,
    )
  })

  it('prints no secret', () => {
    expect(example.output()).not.toContain(SECRET)
  })
})

it.each(ways)('$program answers nobody without its secret', async ({ platform, program }) => {
  const keyIsReadLate = program === 'webhooks/signalwire/express.mjs' || program.endsWith('/web.mjs')
  const names = Object.keys(platform.environment).filter((name) => !/^(PUBLIC_URL|WEBHOOK_)/.test(name))
  const environment = { ...platform.environment, ...Object.fromEntries(names.map((name) => [name, ''])) }
  if (!keyIsReadLate) return expect(startExample(program, environment)).rejects.toThrow(/missing-secret/)
  const example = await startExample(program, environment)
  const response = await fetch(`http://127.0.0.1:${example.port}${platform.path}`, {
    method: 'POST',
    body: platform.body,
  })
  expect(response.status).toBe(500)
  await example.stop()
})

it('covers every folder of the examples', () => {
  const folders = readdirSync(join(import.meta.dirname, '../../docs/examples/webhooks'), { withFileTypes: true })
  const names = folders.filter((entry) => entry.isDirectory() && entry.name !== 'node_modules').map(({ name }) => name)
  expect(names.toSorted()).toEqual(PLATFORMS.map(({ vendor }) => vendor).toSorted())
})
