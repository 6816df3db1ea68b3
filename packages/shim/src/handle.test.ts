import { describe, expect, it } from 'vitest'
import { webShim } from './adapters/web.ts'
import { ACK, createApp, recorded, signed } from './app.fixture.ts'
import type { ShimEvent } from './events.ts'
import type { Handler } from './handlers.ts'

const HELLO = '<Response><Speak>Hello</Speak></Response>'
const later = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms))
const broken: Handler = () => {
  throw new Error('secret detail')
}

describe('a reply', () => {
  it.each<[string, Handler, RegExp]>([
    ['text', () => HELLO, /<Speak.*Hello/],
    ['a builder', () => ({ toXML: () => HELLO }), /<Speak.*Hello/],
    ['a promise', async () => HELLO, /<Speak.*Hello/],
    ['nothing', () => undefined, /^<Response><\/Response>$/],
    ['a promise of nothing', async () => {}, /^<Response><\/Response>$/],
  ])('can be %s', async (_, answer, expected) => {
    const app = createApp({ handlers: { answer } })
    expect(await app.post(recorded('vobiz-01'))).toMatchObject({
      status: 200,
      type: 'application/xml',
      body: expect.stringMatching(expected),
    })
  })

  it.each<[string, unknown]>([
    ['a number', 7],
    ['a list', []],
    ['an object', { xml: HELLO }],
    ['a builder of nothing', { toXML: () => undefined }],
  ])('cannot be %s', async (_, value) => {
    const app = createApp({ handlers: { answer: (() => value) as Handler, fallback: broken } })
    const answer = await app.post(recorded('plivo-02'), { provider: 'plivo' })
    expect(answer.status).toBe(500)
    expect(app.events.find((event) => event.name === 'handler.failed')).toMatchObject({ code: 'bad-reply' })
  })

  it('is dropped, and reported, where no XML is expected', async () => {
    const app = createApp()
    for (const name of ['vobiz-03', 'vobiz-04', 'vobiz-11', 'vobiz-15', 'vobiz-18', 'vobiz-22']) {
      expect((await app.post(recorded(name))).body, name).toBe(ACK)
    }
    expect(app.events.filter((event) => event.name === 'reply.dropped')).toHaveLength(6)
  })

  it('of a wait sound is XML, unlike that of other conference events', async () => {
    const app = createApp()
    expect((await app.post(recorded('vobiz-17'))).body).toContain('<Speak')
  })

  it('of interim speech is dropped', async () => {
    const app = createApp()
    expect((await app.post(recorded('plivo-09'), { provider: 'plivo' })).body).toBe(ACK)
    expect(app.ran()).toEqual(['input'])
  })

  it('to an event without handler is empty', async () => {
    const events: ShimEvent[] = []
    const shim = webShim({
      vobiz: { authToken: 'vobiz-token' },
      publicUrl: 'https://voice.example.com',
      handlers: {},
      onEvent: (event) => events.push(event),
    })
    const headers = signed('vobiz', '/answer', '')
    const reply = await shim(new Request('http://x/answer', { method: 'POST', body: recorded('vobiz-01'), headers }))
    expect(reply.status).toBe(200)
    expect(await reply.text()).toBe(ACK)
    expect(events.map((event) => event.name)).toEqual(['delivery.received', 'call.unhandled'])
  })
})

describe('a handler that fails', () => {
  it('gives Vobiz an error, so that it turns to its fallback URL, without a word of why', async () => {
    const app = createApp({ handlers: { input: broken } })
    const answer = await app.post(recorded('vobiz-07'))
    expect(answer.status).toBe(500)
    expect(JSON.parse(answer.body)).toEqual({ code: 'handler-failed', message: 'the handler threw' })
    expect(app.events[1]).toMatchObject({ name: 'handler.failed', code: 'handler-failed', event: 'input' })
  })

  it('gives the fallback document where one is set, in the dialect of the caller', async () => {
    const fallbackXml = '<Response><GetDigits action="https://a.example/x"/></Response>'
    const app = createApp({ fallbackXml, handlers: { input: broken } })
    expect((await app.post(recorded('vobiz-07'))).body).toContain('<Gather ')
    expect((await app.post(recorded('plivo-07'), { provider: 'plivo' })).body).toBe(fallbackXml)
  })

  it('of an answer hands over to the fallback handler', async () => {
    const app = createApp({
      handlers: { answer: broken, fallback: (call) => `<Response><Speak>${call.event}</Speak></Response>` },
    })
    expect((await app.post(recorded('vobiz-01'))).body).toContain('fallback')
    expect(app.ran()).toEqual(['answer', 'fallback'])
  })

  it.each(['/fallback', '/voice/fallback?x=1', '/FALLBACK/'])(
    'and the fallback URL %s goes there at once',
    async (path) => {
      const app = createApp()
      await app.post(recorded('vobiz-02'), { path })
      expect(app.ran()).toEqual(['fallback'])
    },
  )

  it('but a hangup on the fallback URL is a hangup', async () => {
    const app = createApp()
    await app.post(recorded('vobiz-04'), { path: '/fallback' })
    expect(app.ran()).toEqual(['hangup'])
  })

  it('is late: the error says so, and the next delivery is handled', async () => {
    let runs = 0
    const input: Handler = async () => {
      runs += 1
      if (runs === 1) await later(100)
      return HELLO
    }
    const app = createApp({ deadlines: { replyMs: 10 }, handlers: { input } })
    expect((await app.post(recorded('vobiz-07'))).status).toBe(504)
    expect((await app.post(recorded('vobiz-07'))).status).toBe(200)
    expect(app.events[1]).toMatchObject({ name: 'handler.failed', code: 'handler-timeout' })
  })

  it('on Vobiz alone, because its XML cannot be translated', async () => {
    const app = createApp({ handlers: { input: () => '<Response><Speak>cut' } })
    expect((await app.post(recorded('plivo-07'), { provider: 'plivo' })).status).toBe(200)
    expect((await app.post(recorded('vobiz-07'))).status).toBe(500)
    expect(app.events.at(-1)).toMatchObject({ name: 'handler.failed', code: 'bad-reply', provider: 'vobiz' })
  })
})

it('a hook that throws breaks no call', async () => {
  const app = createApp({
    onEvent: () => {
      throw new Error('hook')
    },
  })
  expect((await app.post(recorded('vobiz-01'))).status).toBe(200)
})
