import { afterEach, describe, expect, it } from 'vitest'
import { ACK, changed, recorded, signed } from '../app.fixture.ts'
import { type FixtureGateway, startGateway, stopAll } from './gateway.fixture.ts'

// The contradictions of the fact sheet as an unmodified Plivo application meets them behind the intercept: it sees one
// reading only, Plivo's. Those about signatures, unsigned and odd bodies are decided before the ways part; they are in
// ../contradictions.test.ts.

afterEach(stopAll)

const ROUTES = { ring: '/voice/ring', answer: '/voice/answer', hangup: '/voice/hangup' }
const FORM = 'application/x-www-form-urlencoded'

interface Posted {
  readonly status: number
  readonly body: string
}

async function post(app: FixtureGateway, body: string, path = '/voice/answer', type = FORM): Promise<Posted> {
  return app.send({ path, body, headers: { 'content-type': type, ...signed('vobiz', path, body) } })
}

/** What the application saw, path and parameters. */
const seen = (app: FixtureGateway): readonly (readonly [string, Record<string, string>])[] =>
  app.seen.map(({ path, body }) => [path, Object.fromEntries(new URLSearchParams(body.toString()))])
const paths = (app: FixtureGateway): readonly string[] => app.seen.map(({ path }) => path)

/** An application that replies with these documents, by path; they come without `<Response>`. */
const start = (documents: Readonly<Record<string, string>> = {}): Promise<FixtureGateway> =>
  startGateway({ routes: ROUTES }, (request, response) => {
    const path = request.url?.replace(/\?.*/, '') ?? ''
    response.setHeader('Content-Type', 'application/xml')
    response.end(`<Response>${documents[path] ?? '<Speak>Hi</Speak>'}</Response>`)
  })

it.each(['/voice/ring', '/voice/answer', '/voice/hangup'])(
  'C1: Ring, sent to %s, reaches the ring route',
  async (path) => {
    const app = await start()
    expect((await post(app, recorded('vobiz-03'), path)).body).toBe(ACK)
    expect(paths(app)).toEqual(['/voice/ring'])
  },
)

it('C2, C3: Hangup reaches the hangup route once, and never the answer route', async () => {
  const app = await start({ '/voice/hangup': '<Dial><Number>1</Number></Dial>' })
  for (const path of ['/voice/answer', '/voice/hangup', '/voice/ring']) {
    expect((await post(app, recorded('vobiz-04'), path)).body).toBe(ACK)
  }
  expect(paths(app)).toEqual(['/voice/hangup'])
})

it('C10: bodies without Event, account and time reach the routes they belong to', async () => {
  const app = await start()
  await post(app, 'From=1&To=2&CallStatus=ringing&Direction=outbound&CallUUID=u', '/voice/x')
  await post(app, 'From=1&To=2&CallStatus=no-answer&Direction=outbound&CallUUID=u', '/voice/x')
  expect(paths(app)).toEqual(['/voice/ring', '/voice/hangup'])
})

it.each([
  ['answered', '/voice/answer', 'StartApp'],
  ['ringing', '/voice/ring', 'Ring'],
  ['hangup', '/voice/hangup', 'Hangup'],
])('C11: the label %s reaches %s as %s', async (label, route, event) => {
  const app = await start()
  await post(app, changed('vobiz-02', { Event: label }), '/voice/x')
  expect(seen(app)).toMatchObject([[route, { Event: event }]])
})

it('C12: enters and exits reach the callback as they come; start and end are not invented', async () => {
  const app = await start()
  await post(app, recorded('vobiz-15'), '/voice/room')
  await post(app, recorded('vobiz-16'), '/voice/room')
  expect(seen(app)).toMatchObject([
    ['/voice/room', { ConferenceAction: 'enter', ConferenceFirstMember: 'true' }],
    ['/voice/room', { ConferenceAction: 'exit', ConferenceLastMember: 'false' }],
  ])
})

it('C12: an exit says who called whom, as on Plivo', async () => {
  const app = await start()
  const { CallUUID } = Object.fromEntries(new URLSearchParams(recorded('vobiz-16')))
  await post(app, changed('vobiz-01', { CallUUID }))
  await post(app, recorded('vobiz-16'), '/voice/room')
  expect(seen(app)[1]).toMatchObject(['/voice/room', { From: '919800000001', Direction: 'inbound' }])
})

it.each(['DialAction', 'Redirect', undefined])(
  'C14: a Dial result with Event %s reaches the action and is answered',
  async (Event) => {
    const app = await start()
    const { body } = await post(app, changed('vobiz-12', { Event }), '/voice/done')
    expect(paths(app)).toEqual(['/voice/done'])
    expect(body).toContain('<Speak>Hi</Speak>')
  },
)

it.each(['aleg', 'ALeg'])('C15: %s is ALeg', async (value) => {
  const app = await start()
  await post(app, changed('vobiz-10', { DialAction: 'digits', DialDigitsPressedBy: value }), '/voice/leg')
  expect(seen(app)).toMatchObject([['/voice/leg', { DialDigitsPressedBy: 'ALeg' }]])
})

describe('C16: the Record action', () => {
  const file = { RecordUrl: 'https://media.example.com/rec-v-0001.mp3', RecordingDuration: '42' }

  it('told at the start, hears of the recording once the file is there', async () => {
    const app = await start()
    expect((await post(app, recorded('vobiz-13'), '/voice/saved')).body).toBe(ACK)
    expect(paths(app)).toEqual([])
    await post(app, recorded('vobiz-14'), '/voice/ready')
    await post(app, recorded('vobiz-14'), '/voice/ready')
    expect(seen(app)).toMatchObject([
      ['/voice/saved', file],
      ['/voice/ready', file],
    ])
    // What the action says comes too late to be heard; it does not vanish without a word.
    expect(app.events).toContainEqual(expect.objectContaining({ name: 'reply.dropped', event: 'record' }))
  })

  it('told at the end, with the file, is answered at once', async () => {
    const app = await start()
    const atEnd = changed('vobiz-14', { Event: undefined, RecordingEndReason: undefined })
    expect((await post(app, atEnd, '/voice/saved')).body).toContain('Hi')
    expect(seen(app)).toMatchObject([['/voice/saved', file]])
  })
})

it('C17: a stream that only drops, and says when', async () => {
  const app = await start()
  await post(app, recorded('vobiz-22'), '/voice/stream')
  expect(seen(app)).toMatchObject([['/voice/stream', { Event: 'DroppedStream', Timestamp: '2026-05-04 10:07:50' }]])
  expect(seen(app)[0]?.[1].SessionStart).toBeUndefined()
})

it.each([
  [{ HangupCauseCode: '3010' }, 'busy'],
  [{ HangupCauseCode: '6010' }, 'no-answer'],
  [{ HangupCauseCode: '1000' }, 'cancel'],
  [{ HangupCauseCode: '2020' }, 'failed'],
  [{ HangupCauseCode: '3010', Duration: '5' }, 'completed'],
  [{ CallStatus: 'busy' }, 'busy'],
])('C18: a hangup that says completed with %o is %s', async (changes, status) => {
  const app = await start()
  await post(app, changed('vobiz-06', { CallStatus: 'completed', ...changes }))
  expect(seen(app)).toMatchObject([['/voice/hangup', { CallStatus: status }]])
})

it('C19: stir_verification is STIRVerification', async () => {
  const app = await start()
  await post(app, recorded('vobiz-06'))
  expect(seen(app)[0]?.[1]).toMatchObject({ STIRVerification: 'Not Applicable' })
})

it('C20: up to four deliveries of an answer with one nonce reach the application once', async () => {
  const app = await start()
  const body = recorded('vobiz-01')
  const headers = { 'content-type': FORM, ...signed('vobiz', '/voice/answer', body) }
  const replies = []
  for (let turn = 0; turn < 4; turn += 1) replies.push((await app.send({ body, headers })).body)
  expect(new Set(replies).size).toBe(1)
  expect(paths(app)).toEqual(['/voice/answer'])
})

it.each(['application/json', FORM])('C23: JSON under %s arrives as the form Plivo sends', async (type) => {
  const app = await start()
  const json = JSON.stringify({ CallUUID: 'u1', Status: 'busy', Event: 'Hangup', Duration: 0, Machine: true })
  await post(app, json, '/voice/answer', type)
  expect(app.seen[0]?.headers['content-type']).toBe(FORM)
  expect(seen(app)).toMatchObject([['/voice/hangup', { CallStatus: 'busy', Duration: '0', Machine: 'true' }]])
})

it.each(['X-VH-Reason', 'X-VH-ReasonX-VH', 'X-PH-Reason'])('C25: %s is X-PH-Reason', async (name) => {
  const app = await start()
  await post(app, `${recorded('vobiz-02')}&${name}=billing`)
  expect(seen(app)[0]?.[1]).toMatchObject({ 'X-PH-Reason': 'billing' })
})

it('C26: the action of a menu is not called for a caller who does nothing', async () => {
  const app = await start({ '/voice/answer': '<GetDigits action="/voice/menu" retries="2"/><Speak>Bye</Speak>' })
  const { body } = await post(app, recorded('vobiz-01'))
  const [first = '', last = ''] = [...body.matchAll(/action="https:..voice.example.com([^"]*)"/g)].map(
    (match) => match[1],
  )
  expect((await post(app, recorded('vobiz-09'), first)).body).toContain(last)
  expect((await post(app, recorded('vobiz-09'), last)).body).toBe('<Response><Speak>Bye</Speak></Response>')
  expect(paths(app)).toEqual(['/voice/answer'])
})

it('C26: without a document of ours, what Vobiz posts reaches the action', async () => {
  const app = await start()
  await post(app, recorded('vobiz-09'), '/voice/menu')
  expect(seen(app)).toMatchObject([['/voice/menu', { Digits: '', Speech: '', InputType: '' }]])
})

it('C27, C28, C29: numbers, Machine and the state of a call stay as they were sent', async () => {
  const app = await start()
  await post(app, recorded('vobiz-01'))
  await post(app, changed('vobiz-18', { Machine: 'false' }), '/voice/machine')
  expect(seen(app)).toMatchObject([
    ['/voice/answer', { From: '919800000001', To: '07900000002', CallStatus: 'ringing' }],
    ['/voice/machine', { Machine: 'false' }],
  ])
})

describe('C31: the answer URL, called again when a Dial without action ends', () => {
  const bare = { '/voice/answer': '<Dial callerId="1"><Number>14155550100</Number></Dial>' }

  it.each([
    ['its result', { DialStatus: 'completed' }],
    ['a redirect', { Event: 'Redirect' }],
  ])('with %s: the answer route does not run again', async (_, changes) => {
    const app = await start(bare)
    await post(app, recorded('vobiz-01'))
    expect((await post(app, changed('vobiz-01', changes))).body).toBe(ACK)
    expect(paths(app)).toEqual(['/voice/answer'])
  })

  it('runs again for a Redirect of the application to itself', async () => {
    const app = await start({ '/voice/answer': '<Speak>Again</Speak><Redirect>/voice/answer</Redirect>' })
    await post(app, recorded('vobiz-01'))
    await post(app, changed('vobiz-01', { Event: 'Redirect' }))
    expect(paths(app)).toEqual(['/voice/answer', '/voice/answer'])
  })
})

it('C32: relative URLs leave as full ones', async () => {
  const app = await start({ '/voice/answer': '<Record action="saved"/><Redirect>/voice/next</Redirect>' })
  const { body } = await post(app, recorded('vobiz-01'))
  expect(body).toContain('action="https://voice.example.com/voice/saved"')
  expect(body).toContain('callbackUrl="https://voice.example.com/voice/saved"')
  expect(body).toContain('<Redirect>https://voice.example.com/voice/next</Redirect>')
})
