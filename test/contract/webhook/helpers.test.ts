import { keepRawBody, type WebhookMiddleware, webhookOf } from '@plivo-to-vobiz/signatures/express'
import { verifyJambonzSignature } from '@plivo-to-vobiz/signatures/jambonz'
import { validateRequest, webhook } from '@plivo-to-vobiz/signatures/signalwire'
import { createVoicebipHandler, createVoicebipMiddleware } from '@plivo-to-vobiz/signatures/voicebip'
import express5 from 'express'
import express4 from 'express4'
import { afterEach, describe, expect, it } from 'vitest'
import { type RunningApp, toRunningApp } from './host.ts'
import { type Answer, send } from './send.ts'
import { type Outgoing, VENDORS, type VendorName } from './vendor-signer.ts'

const SECRET = 'demo-secret-5f1a'
const URL_GIVEN = 'https://voice.example.com/answer?leg=1'
const FORM = 'CallSid=c1&From=15551230001&To=15551230002'
const REFUSED: Answer = { status: 403, text: 'Forbidden\n' }

describe.each([
  ['Express 5', express5],
  ['Express 4', express4],
])('%s', (_, express) => {
  let running: RunningApp | undefined
  afterEach(() => running?.close())
  let codes: unknown[] = []

  /** An application of one route; answers with the JSON of what `see` finds. */
  async function start(
    middleware: readonly (WebhookMiddleware | express5.RequestHandler)[],
    see = (request: express5.Request): unknown => request.body,
  ) {
    codes = []
    const app = express()
    for (const each of middleware) app.use(each)
    app.use((request, response) => {
      response.json(see(request))
    })
    app.use(((error, _request, response, _next) => {
      codes.push(error.code)
      response.status(error.status ?? 500).send('failed')
    }) satisfies express5.ErrorRequestHandler)
    running = await toRunningApp(app.listen(0, '127.0.0.1'))
    const { port } = running
    return (vendor: VendorName, change: Partial<Outgoing> & { readonly path?: string } = {}): Promise<Answer> => {
      const { path = '/answer?leg=1', ...outgoing } = change
      return send({ port, path, ...VENDORS[vendor]({ url: URL_GIVEN, body: FORM, secret: SECRET, ...outgoing }) })
    }
  }

  describe('webhook() of SignalWire', () => {
    const publicUrl = 'https://voice.example.com'
    const parsed = JSON.stringify(Object.fromEntries(new URLSearchParams(FORM)))

    it.each(['SIGNALWIRE_SIGNING_KEY', 'TWILIO_AUTH_TOKEN'])('reads the key from %s', async (name) => {
      const call = await start([webhook({ publicUrl, environment: { [name]: SECRET } })])
      expect(await call('signalwire')).toEqual({ status: 200, text: parsed })
      expect(await call('signalwire', { secret: 'other' })).toEqual(REFUSED)
    })

    it('takes its own name before the other, and an empty one for none', async () => {
      const both = { SIGNALWIRE_SIGNING_KEY: SECRET, TWILIO_AUTH_TOKEN: 'other' }
      const call = await start([webhook({ publicUrl, environment: both })])
      expect((await call('signalwire')).status).toBe(200)
      expect(await call('signalwire', { secret: 'other' })).toEqual(REFUSED)
    })

    it.each([{}, { SIGNALWIRE_SIGNING_KEY: '' }, { SIGNALWIRE_SIGNING_KEY: undefined }])(
      'refuses every request while the environment is %j',
      async (environment) => {
        const call = await start([webhook({ publicUrl, environment })])
        expect(await call('signalwire')).toEqual({ status: 500, text: 'failed' })
        expect(await call('signalwire', { secret: '' })).toEqual({ status: 500, text: 'failed' })
        expect(codes).toEqual(['missing-secret', 'missing-secret'])
      },
    )

    it('reads process.env with no argument at all, when a request comes', async () => {
      const call = await start([webhook()])
      const url = `http://127.0.0.1:${running?.port}/answer?leg=1`
      process.env.SIGNALWIRE_SIGNING_KEY = SECRET
      try {
        expect((await call('signalwire', { url })).status).toBe(200)
        expect(await call('signalwire')).toEqual(REFUSED)
      } finally {
        delete process.env.SIGNALWIRE_SIGNING_KEY
      }
      expect((await call('signalwire', { url })).status).toBe(500)
    })

    it.each([
      ['key, options', () => webhook(SECRET, { publicUrl })],
      ['options, key', () => webhook({ publicUrl }, SECRET)],
      ['url', () => webhook(SECRET, { url: URL_GIVEN })],
      ['host', () => webhook(SECRET, { host: 'voice.example.com' })],
      ['host and protocol', () => webhook(SECRET, { host: 'voice.example.com', protocol: 'https' })],
    ])('takes %s', async (_name, create) => {
      const call = await start([create()])
      expect(await call('signalwire')).toEqual({ status: 200, text: parsed })
      expect(await call('signalwire', { url: URL_GIVEN.replace('https', 'http') })).toEqual(REFUSED)
    })

    it('lets `url` win over the path that was called', async () => {
      const call = await start([webhook(SECRET, { url: URL_GIVEN, host: 'other.example' })])
      expect((await call('signalwire', { path: '/behind/a/rewrite' })).status).toBe(200)
      expect(
        await call('signalwire', { url: 'https://voice.example.com/behind/a/rewrite', path: '/behind/a/rewrite' }),
      ).toEqual(REFUSED)
    })

    it('checks JSON in its own way', async () => {
      const call = await start([webhook(SECRET, { publicUrl })])
      expect(await call('signalwire', { body: '{"a": 1}' })).toEqual({ status: 200, text: '{"a":1}' })
      expect(await call('signalwire', { body: '{"a": 1}', secret: 'other' })).toEqual(REFUSED)
    })

    it('cannot be switched off, and refuses wrong options at once', () => {
      expect(() => webhook(SECRET, { validate: false } as object)).toThrow(/^bad-option/)
      expect(() => webhook(SECRET, { validate: true } as object)).not.toThrow()
      expect(() => webhook({ url: 'voice.example.com' })).toThrow(/^bad-option/)
      expect(() => webhook({ host: 'https://voice.example.com' })).toThrow(/^bad-option/)
      expect(() => webhook('')).toThrow(/^missing-secret/)
    })
  })

  describe('verifyJambonzSignature()', () => {
    const body = '{ "call_sid": "c1", "rate": 1.0 }' // not as JSON.stringify would write it
    const now = Math.floor(Date.now() / 1000)

    it('checks the bytes, and any of several secrets', async () => {
      const call = await start([verifyJambonzSignature(['old', SECRET])])
      expect(await call('jambonz', { body })).toEqual({ status: 200, text: '{"call_sid":"c1","rate":1}' })
      expect((await call('jambonz', { body, secret: 'old' })).status).toBe(200)
    })

    it.each<[string, Partial<Outgoing>]>([
      ['another secret', { secret: 'other' }],
      ['no secret', { secret: '' }],
      ['a time long ago', { timestamp: now - 3600 }],
      ['a time to come', { timestamp: now + 3600 }],
      ['a time that is no number', { timestamp: Number.NaN }],
    ])('refuses %s', async (_name, change) => {
      const call = await start([verifyJambonzSignature(SECRET)])
      expect(await call('jambonz', { body, ...change })).toEqual(REFUSED)
    })

    it('takes a body of null', async () => {
      const call = await start([verifyJambonzSignature(SECRET)], (request) => webhookOf(request)?.payload)
      expect(await call('jambonz', { body: 'null' })).toEqual({ status: 200, text: 'null' })
    })

    it('explains a JSON parser in front of it, and takes the bytes one kept', async () => {
      const wrong = await start([express.json(), verifyJambonzSignature(SECRET)])
      expect((await wrong('jambonz', { body })).status).toBe(500)
      expect(codes).toEqual(['body-consumed'])
      await running?.close()
      const right = await start([express.json({ verify: keepRawBody }), verifyJambonzSignature(SECRET)])
      expect((await right('jambonz', { body })).status).toBe(200)
      expect(await right('jambonz', { body, secret: 'other' })).toEqual(REFUSED)
    })

    it('does not start without a secret', () => {
      for (const secret of ['', [], ['a', '']]) expect(() => verifyJambonzSignature(secret)).toThrow(/^missing-secret/)
    })
  })

  describe('createVoicebipMiddleware()', () => {
    const event = (id: string, text: string) =>
      JSON.stringify({ event_id: id, event_type: 'call.transcription', payload: { text } })
    const setUp = async (reply = (turn: { text: string }): string => turn.text.toUpperCase()) => {
      const asked: string[] = []
      const middleware = createVoicebipMiddleware({
        secrets: SECRET,
        reply: (turn) => {
          asked.push(turn.text)
          return reply(turn)
        },
      })
      return { call: await start([middleware]), asked }
    }

    it('answers what the caller said, each event once', async () => {
      const { call, asked } = await setUp()
      const expected = { status: 200, text: '{"text":"HI","end_call":false}' }
      expect(await call('voicebip', { body: event('e1', 'hi') })).toEqual(expected)
      expect(
        await call('voicebip', { body: event('e1', 'changed'), timestamp: Math.floor(Date.now() / 1000) - 5 }),
      ).toEqual(expected)
      expect(await call('voicebip', { body: '{"event_id":"e2","event_type":"call.ended"}' })).toEqual({
        status: 200,
        text: '{"status":"ok"}',
      })
      expect(asked).toEqual(['hi'])
    })

    it('never asks the model about a request it cannot verify', async () => {
      const { call, asked } = await setUp()
      expect(await call('voicebip', { body: event('e1', 'hi'), secret: 'other' })).toEqual(REFUSED)
      expect(await call('voicebip', { body: event('e1', 'hi'), timestamp: 1 })).toEqual(REFUSED)
      expect(await call('voicebip', { body: event('e1', 'hi'), timestamp: Number.NaN })).toEqual(REFUSED)
      expect(asked).toEqual([])
    })

    it('hands what goes wrong to the error handler, and the event is not lost', async () => {
      let healthy = false
      const { call, asked } = await setUp(() => {
        if (!healthy) throw new Error('model is down')
        return 'better'
      })
      expect((await call('voicebip', { body: event('e1', 'hi') })).status).toBe(500)
      expect((await call('voicebip', { body: '"no object"' })).status).toBe(400)
      expect(codes).toEqual([undefined, 'malformed-event'])
      healthy = true
      expect(await call('voicebip', { body: event('e1', 'hi') })).toMatchObject({ status: 200 })
      expect(asked).toEqual(['hi', 'hi'])
    })
  })
})

describe('createVoicebipHandler()', () => {
  const body = '{"event_id":"e1","event_type":"call.transcription","payload":{"text":"hi"}}'
  const request = (change: Partial<Outgoing> = {}): Request => {
    const { headers, body: text } = VENDORS.voicebip({ url: URL_GIVEN, body, secret: SECRET, ...change })
    return new Request(URL_GIVEN, { method: 'POST', headers, body: text })
  }

  it('answers a verified event and refuses others', async () => {
    const handler = createVoicebipHandler({ secrets: SECRET, reply: async ({ text }) => ({ text, end_call: true }) })
    expect(await (await handler(request())).json()).toEqual({ text: 'hi', end_call: true })
    expect((await handler(request({ secret: 'other' }))).status).toBe(403)
    expect((await handler(new Request(URL_GIVEN, { method: 'POST', body }))).status).toBe(403)
  })
})

describe('validateRequest() of SignalWire', () => {
  const params = Object.fromEntries(new URLSearchParams(FORM))
  const { headers } = VENDORS.signalwire({ url: URL_GIVEN, body: FORM, secret: SECRET })
  const header = headers['X-SignalWire-Signature']

  it('takes the arguments in the order of SignalWire’s helper', () => {
    expect(validateRequest(SECRET, header, URL_GIVEN, params)).toBe(true)
  })

  it.each<[string, Parameters<typeof validateRequest>]>([
    ['another key', ['other', header, URL_GIVEN, params]],
    ['an empty key', ['', header, URL_GIVEN, params]],
    ['no key', [undefined, header, URL_GIVEN, params]],
    ['no header', [SECRET, undefined, URL_GIVEN, params]],
    ['an empty header', [SECRET, '', URL_GIVEN, params]],
    ['another URL', [SECRET, header, `${URL_GIVEN}1`, params]],
    ['no URL', [SECRET, header, '', params]],
    ['other fields', [SECRET, header, URL_GIVEN, { ...params, From: '666' }]],
    ['no fields', [SECRET, header, URL_GIVEN]],
  ])('is false with %s', (_, call) => {
    expect(validateRequest(...call)).toBe(false)
  })
})
