import { createHmac } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { ACK, changed, createApp, createNonce, recorded, signed } from './app.fixture.ts'
import type { Call } from './call.ts'

// Where pages of the vendors contradict each other, the shim works under both readings. One test per row of the fact
// sheet that concerns run time; the others are about what codemods and the linter write.

const params = (body: string): Record<string, string> => Object.fromEntries(new URLSearchParams(body))
const HANGUPS = ['/answer', '/hangup', '/ring', '/fallback']

describe('C1: Ring comes to a ring URL, or to the answer URL', () => {
  it.each(['/ring', '/answer', '/hangup', '/menu'])('%s', async (path) => {
    const app = createApp()
    expect(await app.post(recorded('vobiz-03'), { path })).toMatchObject({ status: 200, body: ACK })
    expect(app.ran()).toEqual(['ring'])
  })
})

it('C2, C3: Hangup comes to the hangup URL, the answer URL, or both; the answer handler never runs', async () => {
  const app = createApp()
  for (const path of HANGUPS) expect((await app.post(recorded('vobiz-04'), { path })).body).toBe(ACK)
  expect(app.ran()).toEqual(['hangup'])
})

describe('C4: all callbacks are signed, or only some', () => {
  it('refuses unsigned ones by default, and says so in another way than for a wrong signature', async () => {
    const app = createApp()
    const unsigned = await app.post(recorded('vobiz-01'), { headers: {} })
    const wrong = await app.post(recorded('vobiz-01'), { headers: signed('vobiz', '/other', '') })
    expect([unsigned, wrong].map(({ status, body }) => [status, JSON.parse(body).code])).toEqual([
      [403, 'unsigned'],
      [403, 'bad-signature'],
    ])
  })

  it('lets them in from addresses, or with credentials, that were named', async () => {
    const basicAuth = [{ username: 'vobiz', password: 'secret' }]
    const app = createApp({ unsigned: { allow: true, basicAuth } })
    const authorization = `Basic ${Buffer.from('vobiz:secret').toString('base64')}`
    expect((await app.post(recorded('vobiz-01'), { headers: { authorization } })).status).toBe(200)
    expect(app.calls[0]).toMatchObject({ provider: 'vobiz', unsigned: true })
    expect((await app.post(recorded('vobiz-01'), { headers: {} })).status).toBe(403)
  })

  it.each(['x-vobiz-signature-v3', 'x-vobiz-signature-v3-nonce'])(
    'refuses a set without %s even when unsigned ones are let in',
    async (name) => {
      const basicAuth = [{ username: 'vobiz', password: 'secret' }]
      const app = createApp({ unsigned: { allow: true, basicAuth } })
      const authorization = `Basic ${Buffer.from('vobiz:secret').toString('base64')}`
      const { [name]: _, ...rest } = signed('vobiz', '/answer', '')
      const answer = await app.post(recorded('vobiz-01'), { headers: { ...rest, authorization } })
      expect(JSON.parse(answer.body).code).toBe('partial-signature')
    },
  )
})

it("C5: Plivo's V3 is not Vobiz's V3", async () => {
  const app = createApp()
  const nonce = createNonce()
  const vobizText = createHmac('sha256', 'plivo-token')
    .update(`https://voice.example.com/answer.${nonce}`)
    .digest('base64')
  const headers = { 'x-plivo-signature-v3': vobizText, 'x-plivo-signature-v3-nonce': nonce }
  expect((await app.post(recorded('plivo-02'), { headers })).status).toBe(403)
  expect((await app.post(recorded('plivo-02'), { provider: 'plivo' })).status).toBe(200)
})

it.each(['plivo', 'vobiz'] as const)('C6: V2 of %s is SHA-256 of base URL and nonce, not SHA-1', async (provider) => {
  const app = createApp()
  const nonce = createNonce()
  const sign = (algorithm: string): Record<string, string> => ({
    [`x-${provider}-signature-v2`]: createHmac(algorithm, `${provider}-token`)
      .update(`https://voice.example.com/answer${nonce}`)
      .digest('base64'),
    [`x-${provider}-signature-v2-nonce`]: nonce,
  })
  const body = recorded(`${provider}-02`)
  expect((await app.post(body, { headers: sign('sha1') })).status).toBe(403)
  expect((await app.post(body, { headers: sign('sha256') })).status).toBe(200)
})

it('C7: the first-generation signature proves nothing, whatever it is made of', async () => {
  const app = createApp()
  const body = recorded('vobiz-01')
  const values = [
    createHmac('sha1', 'vobiz-token').update('https://voice.example.com/answer').digest('base64'),
    `sha256=${createHmac('sha256', 'vobiz-token').update(body).digest('hex')}`,
    createHmac('sha256', 'vobiz-token').update(`1.${body}`).digest('hex'),
  ]
  for (const value of values) {
    const answer = await app.post(body, { headers: { 'x-vobiz-signature': value, 'x-vobiz-timestamp': '1' } })
    expect(JSON.parse(answer.body).code).toBe('unsigned')
  }
  expect(app.ran()).toEqual([])
})

describe('C8: MA headers come with sub-account callbacks only, or always', () => {
  const withMain = (mainToken: string): Record<string, string> => {
    const own = signed('vobiz', '/answer', '')
    const text = `https://voice.example.com/answer.${own['x-vobiz-signature-v3-nonce']}`
    return { ...own, 'x-vobiz-signature-ma-v3': createHmac('sha256', mainToken).update(text).digest('base64') }
  }

  it('lets a right own signature in beside any MA signature', async () => {
    for (const token of ['vobiz-token', 'another']) {
      expect((await createApp().post(recorded('vobiz-21'), { headers: withMain(token) })).status).toBe(200)
    }
  })

  it('accepts the MA signature alone with the main token, and with no other', async () => {
    const { 'x-vobiz-signature-v3': _, ...headers } = withMain('main-token')
    const mainAuthToken = 'main-token'
    const known = createApp({ vobiz: { authToken: 'vobiz-token', mainAuthToken } })
    expect((await known.post(recorded('vobiz-21'), { headers })).status).toBe(200)
    expect((await createApp().post(recorded('vobiz-21'), { headers })).status).toBe(403)
  })
})

it('C9: the signature does not cover the body, so a nonce counts for one body only', async () => {
  const app = createApp()
  const nonce = createNonce()
  expect((await app.post(recorded('vobiz-01'), { nonce })).status).toBe(200)
  const altered = await app.post(changed('vobiz-01', { From: '1' }), { nonce })
  expect(JSON.parse(altered.body).code).toBe('replayed')
  expect((await app.post(recorded('vobiz-01'), { nonce })).status).toBe(200)
  expect(app.ran()).toEqual(['answer'])
})

it('C10: account, time and even Event may be there or not', async () => {
  const app = createApp()
  await app.post(changed('vobiz-01', { ParentAuthID: undefined, SessionStart: undefined }))
  await app.post(recorded('vobiz-01'))
  await app.post(recorded('vobiz-21'))
  expect(app.calls.map((call) => call.account)).toEqual([undefined, 'MA_EXAMPLE1', 'SA_EXAMPLE1'])
  await app.post('From=1&To=2&CallStatus=ringing&Direction=inbound&CallUUID=u')
  await app.post('From=1&To=2&CallStatus=ringing&Direction=outbound&CallUUID=u')
  await app.post('From=1&To=2&CallStatus=no-answer&Direction=outbound&CallUUID=u')
  expect(app.ran().slice(3)).toEqual(['answer', 'ring', 'hangup'])
})

it('C10, C17: when a webhook was sent is not when the call began', async () => {
  const app = createApp()
  await app.post(recorded('vobiz-21'))
  await app.post(recorded('vobiz-22'))
  expect(app.calls[0]?.params).toMatchObject({ timestamp: '2026-05-04T10:06:00Z' })
  expect(app.calls[1]?.params).toMatchObject({ Timestamp: '2026-05-04 10:07:50' })
  expect(app.calls.map(({ params }) => params.SessionStart)).toEqual([undefined, undefined])
})

it.each([
  ['answered', 'answer', 'StartApp'],
  ['ringing', 'ring', 'Ring'],
  ['hangup', 'hangup', 'Hangup'],
])('C11: the label %s is read as %s, and handlers see %s', async (label, handler, event) => {
  const app = createApp()
  await app.post(changed('vobiz-02', { Event: label }))
  expect(app.ran()).toEqual([handler])
  expect(app.calls[0]?.params.Event).toBe(event)
  expect(app.calls[0]?.raw.Event).toBe(label)
})

describe('C12: conferences tell of start and end, or only of members', () => {
  const member = (name: string, id: string, more: Record<string, string> = {}): string =>
    changed(name, { ConferenceMemberID: id, CallUUID: `call-${id}`, ...more })
  const states = (app: ReturnType<typeof createApp>): unknown =>
    app.calls.map(({ conference }) => [conference?.members, conference?.started, conference?.ended])

  it('starts with the first member and ends with the last, whatever the flags say', async () => {
    const app = createApp()
    await app.post(member('vobiz-15', '1'))
    await app.post(member('vobiz-16', '1', { ConferenceLastMember: 'true' }))
    await app.post(member('vobiz-15', '2', { ConferenceFirstMember: 'false' }))
    await app.post(member('vobiz-15', '3', { ConferenceFirstMember: 'false' }))
    await app.post(member('vobiz-16', '3', { ConferenceLastMember: 'true' }))
    await app.post(member('vobiz-16', '2', { ConferenceLastMember: 'false' }))
    expect(states(app)).toEqual([
      [1, true, false],
      [0, false, true],
      [1, false, false],
      [2, false, false],
      [1, false, false],
      [0, false, true],
    ])
  })

  it('takes an exit that is told before its enter', async () => {
    const app = createApp()
    await app.post(member('vobiz-16', '1'))
    await app.post(member('vobiz-15', '1'))
    expect(states(app)).toEqual([
      [0, false, false],
      [0, true, true],
    ])
  })

  it.each([
    ['ConferenceEnter', 'enter'],
    ['ConferenceExit', 'exit'],
    ['ConferenceDigitsMatch', 'digits'],
  ])('%s says %s to handlers that read the action, whether Vobiz sends it or not', async (Event, action) => {
    const app = createApp()
    await app.post(changed('vobiz-15', { Event, ConferenceAction: undefined }))
    await app.post(changed('vobiz-15', { Event, ConferenceAction: action }))
    expect(app.calls.map(({ params }) => params.ConferenceAction)).toEqual([action, action])
  })

  it('counts many at once', async () => {
    const app = createApp()
    await Promise.all(Array.from({ length: 10 }, (_, id) => app.post(member('vobiz-15', String(id)))))
    expect(app.calls.filter(({ conference }) => conference?.started)).toHaveLength(1)
    expect(Math.max(...app.calls.map(({ conference }) => conference?.members ?? 0))).toBe(10)
  })

  it('counts on Plivo as well, and nothing but members', async () => {
    const app = createApp()
    await app.post(recorded('plivo-14'), { provider: 'plivo' })
    await app.post(recorded('vobiz-17'))
    expect(states(app)).toEqual([
      [1, true, false],
      [undefined, undefined, undefined],
    ])
  })
})

it('C13: dotted events of older pages are unknown events', async () => {
  const app = createApp()
  for (const event of ['recording.completed', 'conference.started', 'call.initiated']) {
    expect(await app.post(`Event=${event}&CallUUID=1`)).toMatchObject({ status: 200, body: ACK })
  }
  expect(app.ran()).toEqual(['unknown', 'unknown', 'unknown'])
})

it.each(['DialAction', 'Redirect', undefined])(
  'C14: a Dial result is told by DialStatus, its Event being %s',
  async (Event) => {
    const app = createApp()
    const answer = await app.post(changed('vobiz-12', { Event }), { path: '/dial-done' })
    expect(app.ran()).toEqual(['dial'])
    expect(answer.body).toContain('dial')
  },
)

it.each(['aleg', 'ALeg'])('C15: who pressed the digits is written %s; handlers see ALeg', async (value) => {
  const app = createApp()
  await app.post(changed('vobiz-10', { DialAction: 'digits', DialDigitsMatch: '1', DialDigitsPressedBy: value }))
  expect(app.ran()).toEqual(['dialEvent'])
  expect(app.calls[0]?.params.DialDigitsPressedBy).toBe('ALeg')
  expect(app.calls[0]?.raw.DialDigitsPressedBy).toBe(value)
})

describe('C16: the Record action comes near the start without file, or at the end with it', () => {
  const atEnd = changed('vobiz-14', { Event: undefined, RecordingEndReason: undefined })

  it('holds what comes too early, and hands the file over once', async () => {
    const app = createApp()
    expect(await app.post(recorded('vobiz-13'), { path: '/record' })).toMatchObject({ status: 200, body: ACK })
    expect(app.ran()).toEqual([])
    expect((await app.post(recorded('vobiz-14'), { path: '/ready' })).body).toBe(ACK)
    expect(app.ran()).toEqual(['record'])
    expect(app.calls[0]?.params).toMatchObject({
      RecordUrl: 'https://media.example.com/rec-v-0001.mp3',
      RecordFile: 'https://media.example.com/rec-v-0001.mp3',
      RecordingDuration: '42',
    })
  })

  it('takes the one at the end, gives its XML, and not the callback as well', async () => {
    const app = createApp()
    expect((await app.post(atEnd, { path: '/record' })).body).toContain('record')
    expect((await app.post(recorded('vobiz-14'), { path: '/ready' })).body).toBe(ACK)
    expect(app.ran()).toEqual(['record'])
  })

  it.each([
    ['a negative duration', { RecordingDuration: '-1' }],
    ['no duration', { RecordingDuration: undefined }],
    ['no URL', { RecordFile: undefined }],
    ['an empty URL', { RecordFile: '' }],
  ])('holds an action with %s', async (_, changes) => {
    const app = createApp()
    const body = new URLSearchParams(atEnd)
    for (const [key, value] of Object.entries(changes)) value === undefined ? body.delete(key) : body.set(key, value)
    expect((await app.post(body.toString())).body).toBe(ACK)
    expect(app.ran()).toEqual([])
  })

  it("leaves Plivo's own timing alone", async () => {
    const app = createApp()
    await app.post(recorded('plivo-12'), { provider: 'plivo' })
    await app.post(recorded('plivo-13'), { provider: 'plivo' })
    await app.post(recorded('plivo-12'), { provider: 'plivo' })
    expect(app.ran()).toEqual(['record', 'record', 'record'])
  })
})

it('C17: a stream ends with StopStream, or with DroppedStream, or with neither', async () => {
  const app = createApp()
  await app.post(recorded('vobiz-22'))
  await app.post(changed('vobiz-22', { Event: 'ClearedAudio' }))
  expect(app.ran()).toEqual(['stream', 'stream'])
  expect(app.calls.map((call) => call.params.Event)).toEqual(['DroppedStream', 'ClearedAudio'])
  await app.post(recorded('vobiz-04'))
  expect(app.ran()).toEqual(['stream', 'stream', 'hangup'])
})

describe('C18: CallStatus of a hangup is always completed, or tells the outcome', () => {
  it.each<[string, Record<string, string | undefined>, Call['outcome']]>([
    ['busy as busy', { CallStatus: 'busy' }, 'busy'],
    ['cancelled, misspelt', { CallStatus: 'cancelled' }, 'cancel'],
    ['completed, but 3010', { CallStatus: 'completed', HangupCauseCode: '3010' }, 'busy'],
    [
      'completed, but USER_BUSY',
      { CallStatus: 'completed', HangupCauseCode: undefined, HangupCause: 'USER_BUSY' },
      'busy',
    ],
    ['completed, but 6010', { CallStatus: 'completed', HangupCauseCode: '6010' }, 'no-answer'],
    ['completed, but 3000', { CallStatus: 'completed', HangupCauseCode: '3000' }, 'no-answer'],
    ['completed, but 1000', { CallStatus: 'completed', HangupCauseCode: '1000' }, 'cancel'],
    ['completed, but 2020', { CallStatus: 'completed', HangupCauseCode: '2020' }, 'failed'],
    ['completed, but 3140', { CallStatus: 'completed', HangupCauseCode: '3140' }, 'failed'],
    ['completed, but 5030', { CallStatus: 'completed', HangupCauseCode: '5030' }, 'failed'],
    ['a code of no meaning', { CallStatus: 'completed', HangupCauseCode: 'x', HangupCause: 'ODD' }, 'completed'],
    ['busy code after an answer', { CallStatus: 'completed', HangupCauseCode: '3010', Duration: '5' }, 'completed'],
    [
      'busy code with an answer time',
      { CallStatus: 'completed', HangupCauseCode: '3010', AnswerTime: 'x' },
      'completed',
    ],
    ['timeout', { CallStatus: 'timeout' }, 'timeout'],
  ])('%s', async (_, changes, outcome) => {
    const app = createApp()
    await app.post(changed('vobiz-06', changes))
    expect(app.calls[0]?.outcome).toBe(outcome)
    // What Plivo would have said is said to handlers; the raw value stays what it was.
    expect(app.calls[0]?.params.CallStatus).toBe(outcome)
    expect(app.calls[0]?.raw.CallStatus).toBe(changes.CallStatus)
  })
})

it('C19: stir_verification is STIRVerification', async () => {
  const app = createApp()
  await app.post(recorded('vobiz-06'))
  expect(app.calls[0]?.params).toMatchObject({
    STIRVerification: 'Not Applicable',
    stir_verification: 'Not Applicable',
  })
})

it('C20: up to four deliveries, each with the nonce of the first or its own', async () => {
  const app = createApp()
  const nonce = createNonce()
  const replies = []
  for (let delivery = 0; delivery < 4; delivery += 1) replies.push(await app.post(recorded('vobiz-01'), { nonce }))
  expect(new Set(replies.map(({ body }) => body)).size).toBe(1)
  for (let delivery = 0; delivery < 4; delivery += 1) await app.post(recorded('vobiz-04'))
  expect(app.ran()).toEqual(['answer', 'hangup'])
})

it('C21: the scheme is the configured one; several count when the operator names them', async () => {
  const body = recorded('vobiz-01')
  const nonce = createNonce()
  const signature = createHmac('sha256', 'vobiz-token')
    .update(`http://voice.example.com/answer.${nonce}`)
    .digest('base64')
  const headers = { 'x-vobiz-signature-v3': signature, 'x-vobiz-signature-v3-nonce': nonce }
  expect((await createApp().post(body, { headers })).status).toBe(403)
  const both = createApp({ publicUrl: ['https://voice.example.com', 'http://voice.example.com'] })
  expect((await both.post(body, { headers })).status).toBe(200)
  expect(both.calls[0]?.request.url).toBe('http://voice.example.com/answer')
})

it('C22: posts to generic status URLs are taken', async () => {
  const app = createApp()
  expect(await app.post('Event=CallInitiated&CallUUID=1', { path: '/status' })).toMatchObject({
    status: 200,
    body: ACK,
  })
  const trunk = JSON.stringify({ Event: 'Hangup', CallUUID: '1', TrunkID: 't', Billsec: 3 })
  expect((await app.post(trunk, { type: 'application/json' })).body).toBe(ACK)
  // A trunk webhook ends no call.
  expect(app.ran()).toEqual(['unknown', 'unknown'])
})

describe('C23: bodies are forms, or JSON under either label', () => {
  const json = JSON.stringify({
    CallUUID: 'u1',
    Status: 'busy',
    Event: 'Hangup',
    Duration: 0,
    Machine: true,
    Nested: { a: 1 },
  })

  it.each(['application/json', 'application/x-www-form-urlencoded', 'text/json; charset=utf-8'])('%s', async (type) => {
    const app = createApp()
    expect((await app.post(json, { type })).status).toBe(200)
    expect(app.calls[0]).toMatchObject({
      event: 'hangup',
      callUuid: 'u1',
      outcome: 'busy',
      params: { CallStatus: 'busy', Duration: '0', Machine: 'true', Nested: '{"a":1}' },
    })
  })

  it('the first generation', async () => {
    const app = createApp()
    await app.post(recorded('vobiz-23'), { type: 'application/json' })
    expect(app.calls[0]).toMatchObject({
      event: 'hangup',
      callUuid: '7c1e4b20-0001-4d22-8b02-000000000001',
      params: { From: '+919800000001', To: '+917900000002', Duration: '125', Direction: 'outbound' },
    })
  })
})

it.each(['X-VH-Reason', 'X-VH-ReasonX-VH', 'x-vh-Reason', 'X-PH-Reason'])(
  'C25: a custom header arrives as %s; handlers read X-PH-Reason',
  async (name) => {
    const app = createApp()
    await app.post(`${recorded('vobiz-02')}&${name}=billing`)
    expect(app.calls[0]?.params).toMatchObject({ 'X-PH-Reason': 'billing', [name]: 'billing' })
  },
)

it('C26: no input is a request with empty values, and goes to the input handler', async () => {
  const app = createApp()
  await app.post(recorded('vobiz-09'), { path: '/menu' })
  expect(app.ran()).toEqual(['input'])
  expect(app.calls[0]?.params).toMatchObject({ Digits: '', Speech: '', InputType: '' })
})

describe('C26: a caller who does nothing', () => {
  const menu = '<Response><GetDigits action="/menu"><Speak>1?</Speak></GetDigits><Speak>Bye</Speak></Response>'
  const toAction = (document: string): string => /action="https:..voice.example.com([^"]*)"/.exec(document)?.[1] ?? ''

  it('hears the next element where Vobiz goes on by itself: it has that in its document', async () => {
    const app = createApp({ handlers: { answer: () => menu } })
    expect((await app.post(recorded('vobiz-01'))).body).toContain('</Gather><Speak>Bye</Speak></Response>')
  })

  it('hears it as well where Vobiz calls the action with nothing, and no handler runs', async () => {
    const app = createApp({ handlers: { answer: () => menu } })
    const path = toAction((await app.post(recorded('vobiz-01'))).body)
    expect((await app.post(recorded('vobiz-09'), { path })).body).toBe('<Response><Speak>Bye</Speak></Response>')
    expect(app.ran()).toEqual(['answer'])
  })
})

it('C27: numbers stay as they were sent', async () => {
  const app = createApp()
  await app.post(recorded('vobiz-01'))
  expect(app.calls[0]?.params).toMatchObject({ From: '919800000001', To: '07900000002', CallerName: '+919800000001' })
})

it.each(['true', 'false'])('C28: Machine is the text %s', async (Machine) => {
  const app = createApp()
  await app.post(changed('vobiz-18', { Machine }))
  expect(app.ran()).toEqual(['machine'])
  expect(app.calls[0]?.params.Machine).toBe(Machine)
})

it('C29: an inbound answer is ringing still', async () => {
  const app = createApp()
  const answer = await app.post(recorded('vobiz-01'))
  expect(app.ran()).toEqual(['answer'])
  expect(answer.body).toContain('<Speak')
  expect(app.calls[0]?.params).toMatchObject({ CallStatus: 'ringing', Event: 'StartApp' })
})

it('C30: a User-Agent is no proof', async () => {
  const app = createApp()
  for (const agent of ['Vobiz', 'Vobiz-Webhook/1.0', 'Plivo']) {
    expect((await app.post(recorded('vobiz-01'), { headers: { 'user-agent': agent } })).status).toBe(403)
  }
})

describe('C31: the answer URL is called again when a Dial ends there', () => {
  it.each([
    ['with its result', { DialStatus: 'completed', DialBLegUUID: '1' }, 'dial'],
    ['with its last event', { DialAction: 'hangup' }, 'dialEvent'],
    ['as a redirect', { Event: 'Redirect' }, 'redirect'],
  ])('%s: no new answer', async (_, changes, handler) => {
    const app = createApp()
    await app.post(recorded('vobiz-01'))
    await app.post(changed('vobiz-01', changes))
    expect(app.ran()).toEqual(['answer', handler])
  })

  it('gives an empty document where there is no handler for it', async () => {
    const app = createApp({ handlers: { dial: () => undefined, redirect: () => undefined } })
    expect((await app.post(changed('vobiz-01', { DialStatus: 'completed' }))).body).toBe(ACK)
    expect((await app.post(changed('vobiz-01', { Event: 'Redirect' }))).body).toBe(ACK)
  })
})

it('C32: Vobiz is given full URLs, whatever the application wrote', async () => {
  const document =
    '<Response><Dial action="done?a=1" callerId="1"><Number>14155550100</Number></Dial><Redirect>/next</Redirect></Response>'
  const app = createApp({ handlers: { answer: () => document } })
  const { body } = await app.post(recorded('vobiz-01'), { path: '/voice/answer' })
  expect(body).toContain('action="https://voice.example.com/voice/done?a=1"')
  expect(body).toContain('<Redirect>https://voice.example.com/next</Redirect>')
})

it("C33: Vobiz's V3 is the documented one, not Plivo's under another name", async () => {
  const app = createApp()
  const body = recorded('vobiz-01')
  const { 'x-plivo-signature-v3': plivo = '', 'x-plivo-signature-v3-nonce': nonce = '' } = signed(
    'plivo',
    '/answer',
    body,
  )
  expect(plivo).not.toBe('')
  const text = [...new URLSearchParams(body)]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .flat()
    .join('')
  const forked = createHmac('sha256', 'vobiz-token')
    .update(`https://voice.example.com/answer?${text}.${nonce}`)
    .digest('base64')
  const headers = { 'x-vobiz-signature-v3': forked, 'x-vobiz-signature-v3-nonce': nonce }
  expect((await app.post(body, { headers })).status).toBe(403)
})

describe('webhooks after the hangup', () => {
  it.each([
    ['the Dial result', 'vobiz-12', 'dial'],
    ['the last Dial event', 'vobiz-11', 'dialEvent'],
    ['the recording', 'vobiz-14', 'record'],
  ])('%s still says who called whom', async (_, name, handler) => {
    const app = createApp()
    await app.post(recorded('vobiz-01'))
    await app.post(recorded('vobiz-04'))
    await app.post(recorded(name))
    expect(app.ran()).toEqual(['answer', 'hangup', handler])
    expect(app.calls[2]?.params).toMatchObject({ From: '919800000001', To: '07900000002', Direction: 'inbound' })
    expect(app.calls[2]?.raw.From).toBeUndefined()
  })

  it('says nothing of a call that is not known', async () => {
    const app = createApp()
    await app.post(recorded('vobiz-12'))
    expect(app.calls[0]?.params.From).toBeUndefined()
  })
})

it('every recorded body goes to the handler its name tells', async () => {
  const app = createApp()
  const expected: readonly (readonly [string, string])[] = [
    ['01', 'answer'],
    ['02', 'answer'],
    ['03', 'ring'],
    ['05', 'hangup'],
    ['07', 'input'],
    ['08', 'input'],
    ['10', 'dialEvent'],
    ['11', 'dialEvent'],
    ['15', 'conference'],
    ['16', 'conference'],
    ['17', 'conference'],
    ['18', 'machine'],
    ['19', 'redirect'],
    ['20', 'transfer'],
    ['22', 'stream'],
  ]
  for (const [number] of expected) await app.post(recorded(`vobiz-${number}`))
  expect(app.ran()).toEqual(expected.map(([, handler]) => handler))
  expect(params(recorded('vobiz-17')).Event).toBe('ConferenceRemoteSounds')
})
