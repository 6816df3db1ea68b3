import type { Call, Handlers, ShimEvent, ShimOptions } from '@plivo-to-vobiz/shim'
import { afterEach, describe, expect, it } from 'vitest'
import {
  ACK,
  createNonce,
  deliver,
  PLIVO_TOKEN,
  PUBLIC,
  recorded,
  send,
  signPlivo,
  signVobiz,
  VOBIZ_TOKEN,
} from './adapter-callbacks.ts'
import { HOSTS, type Running, type Setup } from './adapter-hosts.ts'

const MENU = '<Response><GetDigits action="https://voice.example.com/voice/menu" numDigits="1"></GetDigits></Response>'

describe.each(HOSTS)('the shim on $name', ({ start, withoutMounts, withoutParsers, refusesByItself }) => {
  let running: Running | undefined
  afterEach(async () => {
    await running?.close()
    running = undefined
  })

  interface App {
    readonly origin: string
    readonly calls: Call[]
    readonly events: ShimEvent[]
  }

  async function open({ handlers, ...options }: Partial<ShimOptions> = {}, setup: Partial<Setup> = {}): Promise<App> {
    const calls: Call[] = []
    const events: ShimEvent[] = []
    const record =
      (xml?: string) =>
      (call: Call): string | undefined => {
        calls.push(call)
        return xml
      }
    const all: Handlers = {
      answer: record(MENU),
      ring: record(),
      hangup: record('<Response><Dial><Number>1</Number></Dial></Response>'),
      input: record('<Response><Hangup/></Response>'),
      unknown: record(),
      ...handlers,
    }
    running = await start({
      ...setup,
      options: {
        plivo: { authToken: PLIVO_TOKEN },
        vobiz: { authToken: VOBIZ_TOKEN },
        publicUrl: PUBLIC,
        onEvent: (event) => events.push(event),
        ...options,
        handlers: all,
      },
    })
    return { origin: running.origin, calls, events }
  }

  const at = (app: App, provider: 'plivo' | 'vobiz', path = '/voice/answer') => ({ provider, origin: app.origin, path })

  describe('lets in', () => {
    it('a good Plivo callback and gives it PlivoXML', async () => {
      const app = await open()
      const answer = await deliver(at(app, 'plivo'), recorded('plivo-02'))
      expect(answer).toMatchObject({ status: 200, type: 'application/xml', body: MENU })
      expect(app.calls).toHaveLength(1)
      expect(app.calls[0]).toMatchObject({ provider: 'plivo', event: 'answer', account: 'MAEXAMPLEEXAMPLE0001' })
      expect(app.calls[0]?.request).toMatchObject({ method: 'POST', url: `${PUBLIC}/voice/answer` })
    })

    it('a good Vobiz callback and gives it VobizXML', async () => {
      const app = await open()
      const answer = await deliver(at(app, 'vobiz'), recorded('vobiz-01'))
      expect(answer.status).toBe(200)
      expect(answer.type).toBe('application/xml')
      expect(answer.body).toContain('<Gather ')
      expect(answer.body).not.toContain('GetDigits')
      expect(app.calls[0]).toMatchObject({ provider: 'vobiz', event: 'answer', account: 'MA_EXAMPLE1' })
    })

    it.each(['plivo', 'vobiz'] as const)('a GET callback of %s', async (provider) => {
      const app = await open()
      const path = `/voice/answer?tenant=7&${recorded(`${provider}-02`)}`
      const sign = provider === 'plivo' ? signPlivo : signVobiz
      const answer = await send(app.origin, path, {
        method: 'GET',
        headers: sign({ url: PUBLIC + path, method: 'GET' }),
      })
      expect(answer.status).toBe(200)
      expect(app.calls[0]).toMatchObject({ event: 'answer', params: { tenant: '7', CallStatus: expect.any(String) } })
    })

    it('a body in pieces and in other scripts', async () => {
      const app = await open()
      const body = `${recorded('plivo-07')}&Speech=${encodeURIComponent('नमस्ते, ¿qué tal? 😀')}`
      const headers = { ...signPlivo({ url: `${PUBLIC}/voice/menu`, body }), 'transfer-encoding': 'chunked' }
      expect((await send(app.origin, '/voice/menu', { body, headers })).status).toBe(200)
      expect(app.calls[0]?.params.Speech).toBe('नमस्ते, ¿qué tal? 😀')
    })

    it('a Ring on the answer URL, to the ring handler', async () => {
      const app = await open()
      for (const provider of ['plivo', 'vobiz'] as const) {
        const answer = await deliver(at(app, provider), recorded(`${provider}-03`))
        expect(answer).toMatchObject({ status: 200, type: 'application/xml', body: ACK })
      }
      expect(app.calls.map((call) => call.event)).toEqual(['ring', 'ring'])
    })

    it('JSON of the first generation', async () => {
      const app = await open()
      const answer = await deliver(at(app, 'vobiz'), recorded('vobiz-23'), { type: 'application/json' })
      expect(answer).toMatchObject({ status: 200, body: ACK })
      expect(app.calls[0]).toMatchObject({ event: 'hangup', outcome: 'completed', account: 'MA_EXAMPLE1' })
    })

    it('an event nobody knows, untouched', async () => {
      const app = await open()
      const answer = await deliver(at(app, 'vobiz'), 'Event=recording.completed&recording_id=r1')
      expect(answer).toMatchObject({ status: 200, body: ACK })
      expect(app.calls[0]).toMatchObject({
        event: 'unknown',
        raw: { Event: 'recording.completed', recording_id: 'r1' },
        params: { Event: 'recording.completed', recording_id: 'r1' },
      })
    })

    it('names of prototypes, which mean nothing more than themselves', async () => {
      const app = await open()
      const body = `${recorded('vobiz-01')}&__proto__=x&constructor=y&__proto__[polluted]=z&hasOwnProperty=1`
      expect((await deliver(at(app, 'vobiz'), body)).status).toBe(200)
      expect(({} as Record<string, unknown>).polluted).toBeUndefined()
      expect(app.calls[0]?.params.constructor).toBe('y')
      expect(Object.getPrototypeOf(app.calls[0]?.params)).toBeNull()
      const json = '{"event":"call.completed","call_id":"1","__proto__":{"polluted":"yes"}}'
      const answer = await deliver(at(app, 'vobiz'), json, { type: 'application/json' })
      expect(answer.status).toBe(refusesByItself === undefined ? 200 : 400)
      expect(({} as Record<string, unknown>).polluted).toBeUndefined()
    })
  })

  describe('refuses', () => {
    const FORBIDDEN = { status: 403, type: expect.stringMatching(/^application\/json/) }
    const codeOf = (body: string): unknown => JSON.parse(body).code

    it.each(['plivo', 'vobiz'] as const)('a %s callback signed with another token', async (provider) => {
      const app = await open()
      const body = recorded(`${provider}-02`)
      const sign = provider === 'plivo' ? signPlivo : signVobiz
      const headers = sign({ url: `${PUBLIC}/voice/answer`, body, token: 'another' })
      const answer = await send(app.origin, '/voice/answer', { body, headers })
      expect(answer).toMatchObject(FORBIDDEN)
      expect(codeOf(answer.body)).toBe('bad-signature')
      expect(app.calls).toEqual([])
      expect(app.events).toMatchObject([{ name: 'request.rejected', code: 'bad-signature', status: 403, provider }])
    })

    it('a Plivo body with one byte changed', async () => {
      const app = await open()
      const body = recorded('plivo-02')
      const headers = signPlivo({ url: `${PUBLIC}/voice/answer`, body })
      const answer = await send(app.origin, '/voice/answer', { body: body.replace('ringing', 'rinGing'), headers })
      expect(codeOf(answer.body)).toBe('bad-signature')
      expect(app.calls).toEqual([])
    })

    it.each(['plivo', 'vobiz'] as const)('a %s signature of another path', async (provider) => {
      const app = await open()
      const body = recorded(`${provider}-02`)
      const headers = (provider === 'plivo' ? signPlivo : signVobiz)({ url: `${PUBLIC}/voice/other`, body })
      expect((await send(app.origin, '/voice/answer', { body, headers })).status).toBe(403)
      expect(app.calls).toEqual([])
    })

    it('an unsigned request', async () => {
      const app = await open()
      for (const method of ['GET', 'POST', 'PUT', 'HEAD']) {
        const answer = await send(app.origin, '/voice/answer', {
          method,
          ...(method === 'POST' && { body: recorded('vobiz-01') }),
        })
        expect(answer.status).toBe(403)
        if (method !== 'HEAD') expect(codeOf(answer.body)).toBe('unsigned')
      }
      expect(app.calls).toEqual([])
    })

    it("both platforms' headers, both right", async () => {
      const app = await open()
      const body = recorded('plivo-02')
      const url = `${PUBLIC}/voice/answer`
      const headers = { ...signPlivo({ url, body }), ...signVobiz({ url }) }
      const answer = await send(app.origin, '/voice/answer', { body, headers })
      expect(answer).toMatchObject(FORBIDDEN)
      expect(codeOf(answer.body)).toBe('ambiguous-provider')
      expect(app.calls).toEqual([])
    })

    it.each([
      ['a nonce without signature', ['x-vobiz-signature-v3']],
      ['a signature without nonce', ['x-vobiz-signature-v3-nonce']],
    ])('%s', async (_, dropped) => {
      const app = await open()
      const headers = signVobiz({ url: `${PUBLIC}/voice/answer` })
      const left = Object.fromEntries(Object.entries(headers).filter(([name]) => !dropped.includes(name)))
      const answer = await send(app.origin, '/voice/answer', { body: recorded('vobiz-01'), headers: left })
      expect(answer).toMatchObject(FORBIDDEN)
      expect(codeOf(answer.body)).toBe('partial-signature')
    })

    it('the first-generation signature alone, as unsigned', async () => {
      const app = await open()
      const headers = { 'x-vobiz-signature': 'AAAAAAAAAAAAAAAAAAAAAAAAAAA=' }
      const answer = await send(app.origin, '/voice/answer', { body: recorded('vobiz-01'), headers })
      expect(codeOf(answer.body)).toBe('unsigned')
    })

    it.skipIf(refusesByItself !== undefined)(
      `an oversized body, whether or not it says so${refusesByItself ? ` (${refusesByItself})` : ''}`,
      async () => {
        const app = await open({ bodyLimit: 2000 })
        const body = `${recorded('vobiz-01')}&x=${'y'.repeat(100_000)}`
        for (const extra of [{}, { 'transfer-encoding': 'chunked' }]) {
          const headers = { ...signVobiz({ url: `${PUBLIC}/voice/answer` }), ...extra }
          const answer = await send(app.origin, '/voice/answer', { body, headers })
          expect(answer.status).toBe(413)
          expect(codeOf(answer.body)).toBe('body-too-large')
        }
        expect(app.calls).toEqual([])
      },
    )

    it('ten thousand parameters', async () => {
      const app = await open()
      const body = Array.from({ length: 10_000 }, (_, index) => `p${index}=1`).join('&')
      const answer = await deliver(at(app, 'vobiz'), body)
      expect(answer.status).toBe(413)
      expect(codeOf(answer.body)).toBe('too-many-parameters')
    })

    it.skipIf(refusesByItself !== undefined).each([
      ['JSON cut short', '{"event":"call.', 'application/json', 400, 'malformed-body'],
      ['a JSON list', '[1,2]', 'application/json', 400, 'malformed-body'],
      ['a picture', '\x89PNG\r\n', 'image/png', 415, 'unsupported-media-type'],
    ])(`%s${refusesByItself ? ` (${refusesByItself})` : ''}`, async (_, body, type, status, code) => {
      const app = await open()
      const answer = await deliver(at(app, 'vobiz'), body, { type })
      expect(answer.status).toBe(status)
      expect(codeOf(answer.body)).toBe(code)
    })

    it('methods no platform uses, however well they are signed', async () => {
      const app = await open()
      const headers = signVobiz({ url: `${PUBLIC}/voice/answer` })
      const answer = await send(app.origin, '/voice/answer', { method: 'PUT', body: 'a=1', headers })
      expect(answer).toMatchObject({ status: 405, headers: { allow: 'GET, POST' } })
    })

    it('line breaks and garbage anywhere, without falling over', async () => {
      const app = await open()
      const bodies = ['\r\n\r\n', '%', '%zz=%u0000', '&&&===', '\0'.repeat(500), 'a=%0d%0aSet-Cookie:%20x=1', '{']
      for (const body of bodies) {
        const answer = await deliver(at(app, 'vobiz'), body)
        expect([200, 400]).toContain(answer.status)
        expect(answer.headers['set-cookie']).toBeUndefined()
      }
      for (const nonce of ['x'.repeat(5000), '\t', ' ', '0'.repeat(20)]) {
        const headers = { 'x-vobiz-signature-v3': 'x'.repeat(44), 'x-vobiz-signature-v3-nonce': nonce }
        expect((await send(app.origin, '/voice/answer', { body: 'a=1', headers })).status).toBe(403)
      }
      expect((await deliver(at(app, 'vobiz'), recorded('vobiz-01'))).status).toBe(200)
    })
  })

  describe('remembers', () => {
    it.each(['plivo', 'vobiz'] as const)(
      'a delivery of %s that comes again: the stored reply, no second run',
      async (provider) => {
        const app = await open()
        const nonce = createNonce()
        const body = recorded(`${provider}-02`)
        const first = await deliver(at(app, provider), body, { nonce })
        const second = await deliver(at(app, provider), body, { nonce })
        expect(second).toMatchObject({ status: 200, type: first.type, body: first.body })
        expect(app.calls).toHaveLength(1)
        expect(app.events.map((event) => event.name)).toContain('delivery.repeated')
      },
    )

    it.each([
      ['another body', '/voice/answer', 'vobiz-02'],
      ['another query', '/voice/answer?x=1', 'vobiz-01'],
    ])('a nonce, and refuses it with %s', async (_, path, name) => {
      const app = await open()
      const nonce = createNonce()
      await deliver(at(app, 'vobiz'), recorded('vobiz-01'), { nonce })
      const answer = await deliver(at(app, 'vobiz', path), recorded(name), { nonce })
      expect(answer.status).toBe(403)
      expect(JSON.parse(answer.body).code).toBe('replayed')
      expect(app.calls).toHaveLength(1)
    })

    it('one of many deliveries at once: one run, one reply for all', async () => {
      let runs = 0
      const app = await open({
        handlers: {
          answer: async () => {
            runs += 1
            await new Promise((resolve) => setTimeout(resolve, 30))
            return MENU
          },
        },
      })
      const nonce = createNonce()
      const answers = await Promise.all(
        Array.from({ length: 6 }, () => deliver(at(app, 'vobiz'), recorded('vobiz-01'), { nonce })),
      )
      expect(runs).toBe(1)
      expect(new Set(answers.map(({ status, body }) => `${status} ${body}`)).size).toBe(1)
    })

    it('a hangup on both URLs, with other nonces and at once: one run, never XML with verbs', async () => {
      const app = await open()
      const answers = await Promise.all(
        ['/voice/hangup', '/voice/answer', '/voice/answer?x=1', '/voice/hangup'].map((path) =>
          deliver(at(app, 'vobiz', path), recorded('vobiz-04')),
        ),
      )
      const late = await deliver(at(app, 'vobiz', '/voice/hangup'), recorded('vobiz-04'))
      for (const answer of [...answers, late])
        expect(answer).toMatchObject({ status: 200, type: 'application/xml', body: ACK })
      expect(app.calls.map((call) => call.event)).toEqual(['hangup'])
      expect(app.calls[0]?.outcome).toBe('completed')
    })

    it('nothing of a handler that threw: the next delivery runs it', async () => {
      let runs = 0
      const app = await open({
        handlers: {
          hangup: () => {
            runs += 1
            if (runs === 1) throw new Error('database away')
          },
        },
      })
      const nonce = createNonce()
      const failed = await deliver(at(app, 'vobiz'), recorded('vobiz-04'), { nonce })
      expect(failed.status).toBe(500)
      expect(failed.body).not.toContain('database')
      expect((await deliver(at(app, 'vobiz'), recorded('vobiz-04'), { nonce })).status).toBe(200)
      expect((await deliver(at(app, 'vobiz'), recorded('vobiz-04'))).status).toBe(200)
      expect(runs).toBe(2)
    })

    it('nothing of a handler that was late', async () => {
      let runs = 0
      const app = await open({
        deadlines: { ackMs: 20 },
        handlers: {
          hangup: async () => {
            runs += 1
            if (runs === 1) await new Promise((resolve) => setTimeout(resolve, 200))
          },
        },
      })
      const answer = await deliver(at(app, 'vobiz'), recorded('vobiz-04'))
      expect(answer.status).toBe(504)
      expect((await deliver(at(app, 'vobiz'), recorded('vobiz-04'))).status).toBe(200)
      expect(runs).toBe(2)
    })
  })

  describe('behind proxies', () => {
    it('takes the public URL from a proxy it is told to trust, and from no other', async () => {
      const body = recorded('plivo-02')
      const headers = {
        ...signPlivo({ url: `${PUBLIC}/voice/answer`, body }),
        'x-forwarded-proto': 'https',
        'x-forwarded-host': 'voice.example.com',
      }
      for (const [trustProxy, status] of [
        [true, 200],
        [1, 200],
        [0, 403],
      ] as const) {
        // publicUrl left out on purpose: exactOptionalPropertyTypes wants it absent
        const app = await open({ publicUrl: undefined as unknown as string, trustProxy })
        expect((await send(app.origin, '/voice/answer', { body, headers })).status).toBe(status)
        await running?.close()
      }
    })
  })

  describe.skipIf(withoutMounts !== undefined)(`below a path${withoutMounts ? ` (${withoutMounts})` : ''}`, () => {
    it('verifies the URL with the mount path', async () => {
      const app = await open({}, { mount: '/api/voice' })
      for (const provider of ['plivo', 'vobiz'] as const) {
        const answer = await deliver(at(app, provider, '/api/voice/answer?t=1'), recorded(`${provider}-02`))
        expect(answer.status).toBe(200)
      }
      expect(app.calls.map((call) => call.request.path)).toEqual(['/api/voice/answer?t=1', '/api/voice/answer?t=1'])
    })
  })

  describe.skipIf(withoutParsers !== undefined)(`after a parser${withoutParsers ? ` (${withoutParsers})` : ''}`, () => {
    it.each(['urlencoded', 'urlencoded and kept', 'json only'] as const)('%s', async (parser) => {
      const app = await open({}, { parser })
      for (const provider of ['plivo', 'vobiz'] as const) {
        const nonce = createNonce()
        const body = recorded(`${provider}-02`)
        expect((await deliver(at(app, provider), body, { nonce })).status).toBe(200)
        expect((await deliver(at(app, provider), body, { nonce })).status).toBe(200)
        const other = await deliver(at(app, provider), body.replace('14155550122', '1').replace('9198', '9199'), {
          nonce,
        })
        expect(JSON.parse(other.body).code).toBe('replayed')
      }
      expect(app.calls).toHaveLength(2)
    })

    it('refuses a tampered body that was parsed', async () => {
      const app = await open({}, { parser: 'urlencoded' })
      const body = recorded('plivo-02')
      const headers = signPlivo({ url: `${PUBLIC}/voice/answer`, body })
      expect((await send(app.origin, '/voice/answer', { body: `${body}&x=1`, headers })).status).toBe(403)
    })

    it('says what to change when the body is gone', async () => {
      const app = await open({}, { parser: 'drained' })
      const answer = await deliver(at(app, 'vobiz'), recorded('vobiz-01'))
      expect(answer.status).toBe(500)
      expect(JSON.parse(answer.body).code).toBe('body-consumed')
      expect(app.events[0]).toMatchObject({ message: expect.stringMatching(/before whatever reads the body/) })
    })
  })
})
