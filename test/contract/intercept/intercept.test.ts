import { request } from 'node:http'
import { setTimeout as sleep } from 'node:timers/promises'
import type { InterceptOptions, ShimEvent } from '@plivo-to-vobiz/shim'
import { afterEach, describe, expect, it } from 'vitest'
import {
  ACK,
  type Answer,
  createNonce,
  deliver,
  PLIVO_TOKEN,
  PUBLIC,
  recorded,
  send,
  signPlivo,
  signVobiz,
  VOBIZ_TOKEN,
} from '../adapter-callbacks.ts'
import type { AppReply, AppSetup, Running, Seen } from './app.ts'
import { HOSTS } from './hosts.ts'

const MENU = '<Response><GetDigits action="https://voice.example.com/voice/menu" numDigits="1"></GetDigits></Response>'
const ROUTES = { answer: '/voice/answer', ring: '/voice/ring', hangup: '/voice/hangup' }
const ARRIVALS: ReadonlySet<ShimEvent['name']> = new Set(['delivery.received', 'parameters.unknown'])
const DONE: AppReply = { how: 'send', type: 'text/plain', body: 'done' }

describe.each(HOSTS)('the intercept on $name', ({ start, parsesAfterOnly, dropsLateStreams, neverCompresses }) => {
  let running: Running | undefined
  afterEach(async () => {
    await running?.close()
    running = undefined
  })

  interface App {
    readonly origin: string
    readonly seen: Seen[]
    /** URLs of requests that reached a route and failed the application's own check. */
    readonly refused: string[]
    readonly events: ShimEvent[]
    /** Events that tell of every webhook that is let in. */
    readonly arrivals: ShimEvent[]
  }

  type Options = Partial<Omit<AppSetup, 'options'>> & { readonly options?: Partial<InterceptOptions> }

  async function open({ options, handle, ...setup }: Options = {}): Promise<App> {
    const app = { seen: [] as Seen[], refused: [] as string[], events: [] as ShimEvent[], arrivals: [] as ShimEvent[] }
    const reply = ({ route }: Seen): AppReply =>
      route === '/voice/answer' || route === '/voice/menu' ? { how: 'send', body: MENU } : DONE
    running = await start({
      ...setup,
      options: {
        plivo: { authToken: PLIVO_TOKEN },
        vobiz: { authToken: VOBIZ_TOKEN },
        publicUrl: PUBLIC,
        onEvent: (event) => {
          if (ARRIVALS.has(event.name)) app.arrivals.push(event)
          else app.events.push(event)
        },
        ...options,
      },
      onRefused: (url) => app.refused.push(url),
      handle: (seen) => {
        app.seen.push(seen)
        return (handle ?? reply)(seen)
      },
    })
    return { ...app, origin: running.origin }
  }

  const at = (app: App, provider: 'plivo' | 'vobiz', path = '/voice/answer') => ({ provider, origin: app.origin, path })
  const codeOf = ({ body }: Answer): unknown => JSON.parse(body).code
  const namesOf = (app: App): readonly string[] => app.events.map(({ name }) => name)
  const until = async (isTrue: () => boolean): Promise<void> => {
    while (!isTrue()) await sleep(5)
  }

  describe('gives the application what Plivo would have sent', () => {
    it.each(['before', 'after'] as const)('to a body parser %s it', async (parser) => {
      if (parser === 'before' && parsesAfterOnly !== undefined) return
      const app = await open({ parser })
      const answer = await deliver(at(app, 'vobiz', '/voice/answer?tenant=7'), `${recorded('vobiz-21')}&X-VH-Ö=ä+1`)
      expect(app.refused).toEqual([])
      expect(answer.status).toBe(200)
      expect(answer.body).toContain('<Gather ')
      expect(Number(answer.headers['content-length'])).toBe(Buffer.byteLength(answer.body))
      expect(app.seen).toHaveLength(1)
      expect(app.seen[0]).toMatchObject({
        url: '/voice/answer?tenant=7',
        query: { tenant: '7' },
        body: { Event: 'StartApp', 'X-VH-Ticket': '4821', 'X-PH-Ticket': '4821', 'X-PH-Ö': 'ä 1' },
      })
      expect(Object.keys(app.seen[0]?.headers ?? {}).filter((name) => name.includes('vobiz'))).toEqual([])
    })

    it('by GET, its own query included', async () => {
      const app = await open({ options: { routes: ROUTES } })
      const path = `/voice/menu?tenant=7&To=x&${recorded('vobiz-01')}&X-VH-Id=9`
      const answer = await send(app.origin, path, { method: 'GET', headers: signVobiz({ url: PUBLIC + path }) })
      expect(app.refused).toEqual([])
      expect(answer.status).toBe(200)
      expect(app.seen[0]).toMatchObject({
        route: '/voice/answer',
        query: { tenant: '7', 'X-PH-Id': '9', Event: 'StartApp' },
      })
    })

    it('from JSON of the first generation', async () => {
      const app = await open({ options: { routes: ROUTES } })
      const answer = await deliver(at(app, 'vobiz'), recorded('vobiz-23'), { type: 'application/json' })
      expect(answer.status).toBe(200)
      expect(app.seen[0]).toMatchObject({ route: '/voice/hangup', body: { CallStatus: 'completed', Event: 'Hangup' } })
    })

    it('at the route of its event, whatever the URL, known or not', async () => {
      const app = await open({ options: { routes: ROUTES } })
      for (const [name, route] of [
        ['vobiz-03', '/voice/ring'],
        ['vobiz-01', '/voice/answer'],
        ['vobiz-04', '/voice/hangup'],
      ] as const) {
        for (const path of ['/voice/ring', '/voice/answer?x=1', '/voice/hangup', '/elsewhere']) {
          const { length } = app.seen
          await deliver(at(app, 'vobiz', path), recorded(name).replace('7c1e4b20', `${length}`))
          expect(app.seen[length]?.route).toBe(route)
        }
      }
      expect(app.refused).toEqual([])
    })

    it('below a path', async () => {
      const routes = { answer: '/api/voice/answer', hangup: '/api/voice/hangup' }
      const app = await open({ mount: '/api', options: { routes } })
      expect((await deliver(at(app, 'vobiz', '/api/voice/answer?t=1'), recorded('vobiz-01'))).status).toBe(200)
      expect((await deliver(at(app, 'vobiz', '/api/voice/answer'), recorded('vobiz-04'))).status).toBe(200)
      expect(app.refused).toEqual([])
      expect(app.seen.map(({ url }) => url)).toEqual(['/api/voice/answer?t=1', '/api/voice/hangup'])
      expect((await deliver(at(app, 'plivo', '/api/voice/answer'), recorded('plivo-02'))).status).toBe(200)
    })

    it('behind a proxy it is told to trust, and behind no other', async () => {
      for (const [trustProxy, status] of [
        [1, 200],
        [0, 403],
      ] as const) {
        // exactOptionalPropertyTypes wants publicUrl absent, and `open` sets it
        const app = await open({ options: { publicUrl: undefined as unknown as string, trustProxy } })
        const headers = {
          ...signVobiz({ url: `${PUBLIC}/voice/answer` }),
          'x-forwarded-proto': 'https',
          'x-forwarded-host': 'voice.example.com',
        }
        expect((await send(app.origin, '/voice/answer', { body: recorded('vobiz-01'), headers })).status).toBe(status)
        expect(app.refused).toEqual([])
        await running?.close()
      }
    })

    it.skipIf(parsesAfterOnly !== undefined)(
      `or says what to change when the body is gone${parsesAfterOnly ? ` (${parsesAfterOnly})` : ''}`,
      async () => {
        const app = await open({ parser: 'drained' })
        const answer = await deliver(at(app, 'vobiz'), recorded('vobiz-01'))
        expect(answer.status).toBe(500)
        expect(codeOf(answer)).toBe('body-consumed')
        expect(app.events[0]).toMatchObject({ message: expect.stringMatching(/before whatever reads the body/) })
        expect(app.seen).toEqual([])
      },
    )

    it('once, for logs and metrics of the framework as well', async () => {
      let responses = 0
      const app = await open({
        options: { routes: ROUTES },
        onResponse: () => {
          responses += 1
        },
      })
      await deliver(at(app, 'vobiz', '/voice/menu'), recorded('vobiz-04'))
      await until(() => responses > 0)
      await sleep(20)
      expect(responses).toBe(1)
    })
  })

  describe('lets through untouched', () => {
    it('what Plivo sends', async () => {
      const app = await open({ options: { routes: ROUTES } })
      const answer = await deliver(at(app, 'plivo'), recorded('plivo-02'))
      expect(answer).toMatchObject({ status: 200, body: MENU })
      const hangup = await deliver(at(app, 'plivo'), recorded('plivo-04'))
      expect(hangup.status).toBe(200)
      expect(app.seen.map(({ route }) => route)).toEqual(['/voice/answer', '/voice/answer'])
      expect(app.seen[0]?.body).toEqual(Object.fromEntries(new URLSearchParams(recorded('plivo-02'))))
      expect(app.refused).toEqual([])
      expect(app.events).toEqual([])
      await until(() => app.arrivals.length === 2)
      expect(app.arrivals).toMatchObject([
        { provider: 'plivo', event: 'answer', proof: 'none' },
        { provider: 'plivo', event: 'hangup', proof: 'none' },
      ])
    })

    it("and leaves Plivo's forgeries to the application", async () => {
      const app = await open()
      const headers = signPlivo({ url: `${PUBLIC}/voice/answer`, body: recorded('plivo-02'), token: 'other' })
      const answer = await send(app.origin, '/voice/answer', { body: recorded('plivo-02'), headers })
      expect(answer).toMatchObject({ status: 403, body: 'bad Plivo signature' })
    })

    it.each(['GET', 'HEAD'])('%s of anything else', async (method) => {
      const app = await open({ options: { paths: ['/voice'] } })
      const answer = await send(app.origin, '/health', { method })
      expect(answer).toMatchObject({ status: 200, body: method === 'HEAD' ? '' : 'ok' })
    })
  })

  describe('translates replies', () => {
    it.each<[string, AppReply]>([
      ["the framework's call", { how: 'send', body: MENU }],
      ["the framework's call with text/xml", { how: 'send', type: 'text/xml', body: MENU }],
      ['bytes', { how: 'send bytes', body: MENU }],
      ['a stream', { how: 'stream', body: MENU }],
      ["Node's response", { how: 'raw', body: MENU }],
    ])('given by %s', async (_, reply) => {
      const app = await open({ handle: () => reply })
      const vobiz = await deliver(at(app, 'vobiz'), recorded('vobiz-01'))
      expect(vobiz.status).toBe(200)
      expect(vobiz.type).toMatch(/xml/)
      expect(vobiz.body).toMatch(/^<Response><Gather .*<\/Gather><\/Response>$/)
      expect((await deliver(at(app, 'plivo'), recorded('plivo-02'))).body).toBe(MENU)
    })

    it.each<[string, AppReply, Partial<Answer>]>([
      ['JSON', { how: 'json', type: 'application/json', body: '{"ok":true}' }, { status: 200, body: '{"ok":true}' }],
      ['text', { how: 'send', type: 'text/plain', body: 'fine' }, { status: 200, body: 'fine' }],
      ['an error', { how: 'send', status: 418, type: 'text/plain', body: 'no' }, { status: 418, body: 'no' }],
      ['an error with XML', { how: 'send', status: 500, body: MENU }, { status: 500, body: MENU }],
    ])('but leaves %s alone', async (_, reply, expected) => {
      const app = await open({ handle: () => reply })
      expect(await deliver(at(app, 'vobiz'), recorded('vobiz-01'))).toMatchObject(expected)
    })

    const why = neverCompresses === undefined ? '' : ` (not tested: ${neverCompresses})`
    it.skipIf(neverCompresses !== undefined).each(['before', 'after'] as const)(
      `and is not blinded by compression %s it${why}`,
      async (compression) => {
        const app = await open({ compression })
        const gzip = { 'accept-encoding': 'gzip, deflate' }
        const body = recorded('vobiz-01')
        const headers = { ...signVobiz({ url: `${PUBLIC}/voice/answer` }), ...gzip }
        const answer = await send(app.origin, '/voice/answer', { body, headers })
        expect(answer.headers['content-encoding']).toBeUndefined()
        expect(answer.body).toContain('<Gather ')
        const plivos = recorded('plivo-02')
        const signed = signPlivo({ url: `${PUBLIC}/voice/answer`, body: plivos })
        const zipped = await send(app.origin, '/voice/answer', { body: plivos, headers: { ...signed, ...gzip } })
        expect(zipped.headers['content-encoding']).toBe('gzip')
      },
    )

    it('into the empty acknowledgement where XML would start a new leg', async () => {
      const app = await open({ handle: () => ({ how: 'send', body: MENU }) })
      expect(await deliver(at(app, 'vobiz'), recorded('vobiz-04'))).toMatchObject({ status: 200, body: ACK })
    })

    it('and says so when it cannot, or speaks the fallback', async () => {
      const broken = (): AppReply => ({ how: 'send', body: '<Response><Speak>' })
      const app = await open({ handle: broken })
      const answer = await deliver(at(app, 'vobiz'), recorded('vobiz-01'))
      expect(answer.status).toBe(500)
      expect(codeOf(answer)).toBe('bad-reply')
      await running?.close()
      const kind = await open({
        handle: broken,
        options: { fallbackXml: '<Response><GetDigits numDigits="1"/></Response>' },
      })
      const spoken = await deliver(at(kind, 'vobiz'), recorded('vobiz-01'))
      expect(spoken).toMatchObject({ status: 200, type: 'application/xml', body: expect.stringContaining('<Gather') })
    })
  })

  describe('handles each delivery once', () => {
    it('however a hangup comes', async () => {
      const app = await open({ options: { routes: ROUTES } })
      const answers = await Promise.all(
        ['/voice/hangup', '/voice/answer', '/voice/hangup', '/voice/answer'].map((path) =>
          deliver(at(app, 'vobiz', path), recorded('vobiz-04')),
        ),
      )
      expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 200])
      expect(app.seen.map(({ route }) => route)).toEqual(['/voice/hangup'])
    })

    it('and plays the reply back, also to one whose first connection broke off', async () => {
      let reply: (value: AppReply) => void = () => {}
      const app = await open({
        handle: () =>
          new Promise((resolve) => {
            reply = resolve
          }),
      })
      const nonce = createNonce()
      const { hostname, port } = new URL(app.origin)
      const headers = {
        ...signVobiz({ url: `${PUBLIC}/voice/answer`, nonce }),
        'content-type': 'application/x-www-form-urlencoded',
      }
      const first = request({ hostname, port, method: 'POST', path: '/voice/answer', headers })
      first.on('error', () => {})
      first.end(recorded('vobiz-01'))
      await until(() => app.seen.length > 0)
      first.destroy()
      await sleep(20)
      reply({ how: 'send', body: MENU })
      await until(() => namesOf(app).includes('call.handled'))
      const again = await deliver(at(app, 'vobiz'), recorded('vobiz-01'), { nonce })
      expect(again).toMatchObject({ status: 200, body: expect.stringContaining('<Gather ') })
      expect(app.seen).toHaveLength(1)
    })

    it('but again when the route threw', async () => {
      let runs = 0
      const app = await open({
        options: { routes: ROUTES },
        handle: () => {
          runs += 1
          if (runs === 1) throw new Error('database away')
          return DONE
        },
      })
      const nonce = createNonce()
      const failed = await deliver(at(app, 'vobiz'), recorded('vobiz-04'), { nonce })
      expect(failed.status).toBe(500)
      expect(app.events).toMatchObject([{ name: 'handler.failed', code: 'handler-failed', event: 'hangup' }])
      expect((await deliver(at(app, 'vobiz'), recorded('vobiz-04'), { nonce })).status).toBe(200)
      expect(runs).toBe(2)
    })
  })

  describe('after the deadline', () => {
    const SORRY = '<Response><GetDigits numDigits="1"/></Response>'
    /** An application whose first route waits until it is told to go on. */
    const openSlow = async (
      options: Partial<InterceptOptions>,
      reply: () => AppReply,
    ): Promise<App & { readonly goOn: () => void }> => {
      let goOn: () => void = () => {}
      let runs = 0
      const app = await open({
        options: { routes: ROUTES, deadlines: { replyMs: 60, ackMs: 60 }, ...options },
        handle: () => {
          runs += 1
          if (runs > 1) return DONE
          return new Promise((resolve, reject) => {
            goOn = () => {
              try {
                resolve(reply())
              } catch (error) {
                reject(error)
              }
            }
          })
        },
      })
      return { ...app, goOn: () => goOn() }
    }

    it('gives the fallback, and reports what comes late', async () => {
      const app = await openSlow({ fallbackXml: SORRY }, () => ({ how: 'send', body: MENU }))
      const answer = await deliver(at(app, 'vobiz'), recorded('vobiz-01'))
      expect(answer).toMatchObject({ status: 200, type: 'application/xml', body: expect.stringContaining('<Gather') })
      expect(app.events).toMatchObject([{ name: 'handler.failed', code: 'handler-timeout', event: 'answer' }])
      app.goOn()
      await until(() => namesOf(app).includes('handler.late'))
      expect(app.events.at(-1)).toMatchObject({ name: 'handler.late', event: 'answer', error: undefined })
      expect((await send(app.origin, '/health', { method: 'GET' })).body).toBe('ok')
    })

    it.each<[string, () => AppReply]>([
      ['streams', () => ({ how: 'stream', body: MENU })],
      ["writes to Node's response", () => ({ how: 'raw', body: MENU })],
    ])('and takes no harm from a route that %s late', async (_, reply) => {
      const app = await openSlow({ fallbackXml: SORRY }, reply)
      expect((await deliver(at(app, 'vobiz'), recorded('vobiz-01'))).status).toBe(200)
      app.goOn()
      if (dropsLateStreams === undefined) await until(() => namesOf(app).includes('handler.late'))
      expect((await send(app.origin, '/health', { method: 'GET' })).body).toBe('ok')
    })

    it('or that throws late', async () => {
      const app = await openSlow({}, () => {
        throw new Error('database away')
      })
      const answer = await deliver(at(app, 'vobiz'), recorded('vobiz-01'))
      expect(answer.status).toBe(504)
      expect(codeOf(answer)).toBe('handler-timeout')
      app.goOn()
      await until(() => namesOf(app).includes('handler.late'))
      expect(app.events.at(-1)).toMatchObject({ error: { code: 'handler-failed' } })
    })

    it('lets the next delivery run the route', async () => {
      const app = await openSlow({ fallbackXml: SORRY }, () => DONE)
      const late = await deliver(at(app, 'vobiz'), recorded('vobiz-04'))
      expect(late.status).toBe(504)
      expect((await deliver(at(app, 'vobiz'), recorded('vobiz-04'))).status).toBe(200)
      expect(app.seen).toHaveLength(2)
    })
  })

  describe('lets nothing unverified in', () => {
    it.each<[string, () => Record<string, string>, string]>([
      ['another token', () => signVobiz({ url: `${PUBLIC}/voice/answer`, token: 'x' }), 'bad-signature'],
      ['a nonce alone', () => ({ 'x-vobiz-signature-v3-nonce': '1' }), 'partial-signature'],
      ['no signature', () => ({}), 'unsigned'],
      [
        "both platforms' headers",
        () => ({ ...signVobiz({ url: `${PUBLIC}/voice/answer` }), ...signPlivo({ url: '' }) }),
        'ambiguous-provider',
      ],
    ])('with %s', async (_, sign, code) => {
      const app = await open({ options: { paths: ['/voice'] } })
      const answer = await send(app.origin, '/voice/answer', { body: recorded('vobiz-01'), headers: sign() })
      expect(answer.status).toBe(403)
      expect(codeOf(answer)).toBe(code)
      expect([...app.seen, ...app.refused]).toEqual([])
      expect(app.events).toMatchObject([{ name: 'request.rejected', code }])
    })

    it('by HEAD, however well it is signed', async () => {
      const app = await open()
      const headers = signVobiz({ url: `${PUBLIC}/voice/answer` })
      const answer = await send(app.origin, '/voice/answer', { method: 'HEAD', headers })
      expect(answer).toMatchObject({ status: 405, body: '' })
      expect(app.seen).toEqual([])
    })

    it('with a nonce that came with another body', async () => {
      const app = await open()
      const nonce = createNonce()
      await deliver(at(app, 'vobiz'), recorded('vobiz-01'), { nonce })
      const altered = await deliver(at(app, 'vobiz'), recorded('vobiz-02'), { nonce })
      expect(altered.status).toBe(403)
      expect(codeOf(altered)).toBe('replayed')
      expect(app.seen).toHaveLength(1)
    })
  })

  it('tells of a recording when its file is there: the action first, then the callback URL', async () => {
    const app = await open()
    await deliver(at(app, 'vobiz'), recorded('vobiz-01'))
    expect((await deliver(at(app, 'vobiz', '/voice/done?t=1'), recorded('vobiz-13'))).body).toBe(ACK)
    await deliver(at(app, 'vobiz', '/voice/ready'), recorded('vobiz-14'))
    await deliver(at(app, 'vobiz', '/voice/ready'), recorded('vobiz-14'))
    expect(app.seen.map(({ route }) => route)).toEqual(['/voice/answer', '/voice/done', '/voice/ready'])
    expect(app.seen[1]?.body).toMatchObject({ RecordUrl: 'https://media.example.com/rec-v-0001.mp3' })
    expect(app.refused).toEqual([])
  })
})
