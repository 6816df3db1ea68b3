import { createServer, type RequestListener } from 'node:http'
import type { AddressInfo } from 'node:net'
import { gzipSync } from 'node:zlib'
import { createMemoryStore, type InterceptOptions, type ShimEvent, type Store } from '@plivo-to-vobiz/shim'
import { expressIntercept } from '@plivo-to-vobiz/shim/express'
import express5, { type Express, type NextFunction, type Request, type Response } from 'express'
import express4 from 'express4'
import plivo from 'plivo'
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
} from './adapter-callbacks.ts'

const MENU = '<Response><GetDigits action="https://voice.example.com/voice/menu" numDigits="1"></GetDigits></Response>'

/** What the application saw of one request that passed its own check with Plivo's package. */
interface Seen {
  readonly route: string
  readonly body: Readonly<Record<string, string>>
  readonly query: Readonly<Record<string, unknown>>
  readonly headers: Request['headers']
  readonly rawHeaders: readonly string[]
  readonly rawBody: string | undefined
  readonly url: string
}

type Parsing = 'urlencoded' | 'before the intercept' | 'text' | 'by hand'

interface Setup {
  readonly options?: Partial<InterceptOptions>
  readonly parsing?: Parsing
  readonly mount?: string
  readonly extend?: (app: Express) => void
  /** Middleware between the intercept and the routes. */
  readonly between?: (request: Request, response: Response, next: NextFunction) => void
}

const HOSTS = [
  { name: 'express 5', express: express5 },
  // Express 4 shares everything used here; the types of 5 stand for both.
  { name: 'express 4', express: express4 as unknown as typeof express5 },
]

describe.each(HOSTS)('the intercept on $name', ({ express }) => {
  let close: (() => Promise<void>) | undefined
  afterEach(async () => {
    await close?.()
    close = undefined
  })

  interface App {
    readonly origin: string
    readonly seen: Seen[]
    /** Requests that reached the routes and failed the application's own check. */
    readonly refused: string[]
    readonly events: ShimEvent[]
  }

  /** An application as Plivo teams write them: verifies with Plivo's package, one route per URL. */
  async function open({ options, parsing = 'urlencoded', mount = '/', extend, between }: Setup = {}): Promise<App> {
    const seen: Seen[] = []
    const refused: string[] = []
    const events: ShimEvent[] = []
    const app = express()
    if (parsing === 'before the intercept') app.use(express.urlencoded({ extended: false }), express.json())
    app.use(
      mount,
      expressIntercept({
        plivo: { authToken: PLIVO_TOKEN },
        vobiz: { authToken: VOBIZ_TOKEN },
        publicUrl: PUBLIC,
        onEvent: (event) => events.push(event),
        ...options,
      }),
    )
    if (between !== undefined) app.use(between)
    app.get('/health', (_request, response) => void response.send('ok'))
    app.post('/upload', express.raw({ type: '*/*' }), (request, response) => void response.send(request.body))
    const keep = (request: object, _response: unknown, bytes: Buffer): void => {
      Object.assign(request, { rawBody: bytes.toString() })
    }
    if (parsing === 'urlencoded') app.use(express.urlencoded({ extended: false, verify: keep }))
    if (parsing === 'text') app.use(express.text({ type: '*/*' }), parseText)
    if (parsing === 'by hand') app.use(parseByHand)
    app.use('/voice', (request, response, next) => {
      const url = PUBLIC + request.originalUrl
      const nonce = String(request.headers['x-plivo-signature-v3-nonce'] ?? '-')
      const signature = String(request.headers['x-plivo-signature-v3'] ?? '-')
      const params = request.method === 'POST' ? { ...request.body } : {}
      if (plivo.validateV3Signature(request.method, url, nonce, PLIVO_TOKEN, signature, params)) return next()
      refused.push(request.originalUrl)
      response.status(403).send('bad Plivo signature')
    })
    extend?.(app)
    const route =
      (name: string, reply: (response: Response) => void) =>
      (request: Request, response: Response): void => {
        const { body = {}, query, headers, rawHeaders, originalUrl: url } = request
        const rawBody = 'rawBody' in request ? String(request.rawBody) : undefined
        seen.push({ route: name, body, query, headers: { ...headers }, rawHeaders: [...rawHeaders], rawBody, url })
        reply(response)
      }
    const xml = (document: string) => (response: Response) => void response.type('application/xml').send(document)
    app.all('/voice/answer', route('answer', xml(MENU)))
    app.all(
      '/voice/hangup',
      route('hangup', (response) => void response.sendStatus(200)),
    )
    app.all(
      '/voice/ring',
      route('ring', (response) => void response.sendStatus(200)),
    )
    app.all('/voice/menu', route('menu', xml('<Response><Speak>Hello</Speak></Response>')))
    const server = createServer(app as unknown as RequestListener)
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    close = async () => {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    }
    return { origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, seen, refused, events }
  }

  const ROUTES = { answer: '/voice/answer', ring: '/voice/ring', hangup: '/voice/hangup' }
  const at = (app: App, provider: 'plivo' | 'vobiz', path = '/voice/answer') => ({ provider, origin: app.origin, path })

  describe('gives the application what Plivo would have sent', () => {
    it.each<Parsing>(['urlencoded', 'before the intercept', 'text', 'by hand'])('with the body %s', async (parsing) => {
      const app = await open({ parsing })
      const answer = await deliver(at(app, 'vobiz', '/voice/answer?tenant=7'), `${recorded('vobiz-21')}&X-VH-Ö=ä+1`)
      expect(app.refused).toEqual([])
      expect(answer.status).toBe(200)
      expect(answer.body).toContain('<Gather ')
      expect(Number(answer.headers['content-length'])).toBe(Buffer.byteLength(answer.body))
      const [seen] = app.seen
      expect(seen?.body).toMatchObject({
        Event: 'StartApp',
        'X-VH-Ticket': '4821',
        'X-PH-Ticket': '4821',
        'X-PH-Ö': 'ä 1',
      })
      expect(seen?.query).toEqual({ tenant: '7' })
      expect(Object.keys(seen?.headers ?? {}).filter((name) => name.includes('vobiz'))).toEqual([])
      expect(seen?.rawHeaders.join().toLowerCase()).not.toContain('vobiz')
      expect(seen?.headers['x-plivo-signature-v3']).toMatch(/^[\w+/]{43}=$/)
      expect(seen?.headers['x-plivo-signature-v2']).toMatch(/^[\w+/]{43}=$/)
    })

    it('and bytes that agree with the fields', async () => {
      const app = await open()
      await deliver(at(app, 'vobiz'), recorded('vobiz-04'))
      expect(Object.fromEntries(new URLSearchParams(app.seen[0]?.rawBody))).toEqual({ ...app.seen[0]?.body })
      expect(app.seen[0]?.headers['content-length']).toBe(String(app.seen[0]?.rawBody?.length))
    })

    it('by GET, its own query included', async () => {
      const app = await open({ options: { routes: ROUTES } })
      const path = `/voice/other?tenant=7&To=x&${recorded('vobiz-01')}&X-VH-Id=9`
      const answer = await send(app.origin, path, { method: 'GET', headers: signVobiz({ url: PUBLIC + path }) })
      expect(answer.status).toBe(200)
      expect(app.refused).toEqual([])
      expect(app.seen[0]).toMatchObject({ route: 'answer', query: { tenant: '7', 'X-PH-Id': '9', Event: 'StartApp' } })
    })

    it('from JSON of the first generation', async () => {
      const app = await open({ options: { routes: ROUTES } })
      const answer = await deliver(at(app, 'vobiz'), recorded('vobiz-23'), { type: 'application/json' })
      expect(answer.status).toBe(200)
      expect(app.seen[0]).toMatchObject({ route: 'hangup', body: { CallStatus: 'completed', Event: 'Hangup' } })
    })

    it.each(['main', 'v2'] as const)('with the signature of %s as well', async (kind) => {
      const app = await open({ options: { plivo: { authToken: [PLIVO_TOKEN, 'old'], mainAuthToken: 'main-token' } } })
      await deliver(at(app, 'vobiz'), recorded('vobiz-01'))
      const headers = app.seen[0]?.headers ?? {}
      const get = (name: string): string => String(headers[name])
      const url = `${PUBLIC}/voice/answer`
      if (kind === 'v2') {
        const [nonce, signature] = [get('x-plivo-signature-v2-nonce'), get('x-plivo-signature-v2')]
        expect(plivo.validateSignature(url, nonce, signature, PLIVO_TOKEN)).toBe(true)
        return
      }
      const [nonce, signature] = [get('x-plivo-signature-v3-nonce'), get('x-plivo-signature-ma-v3')]
      const params = { ...app.seen[0]?.body }
      expect(plivo.validateV3Signature('POST', url, nonce, 'main-token', signature, params)).toBe(true)
    })

    it('below a path', async () => {
      const app = await open({ mount: '/voice', options: { routes: ROUTES } })
      expect((await deliver(at(app, 'vobiz', '/voice/answer'), recorded('vobiz-04'))).status).toBe(200)
      expect(app.refused).toEqual([])
      expect(app.seen[0]).toMatchObject({ route: 'hangup', url: '/voice/hangup' })
    })

    it.each(['/voice/answer', '/voice/hang'])('and says so when a route lies outside %s', async (mount) => {
      const app = await open({ mount, options: { routes: ROUTES } })
      const answer = await deliver(at(app, 'vobiz', mount), recorded('vobiz-04'))
      expect(JSON.parse(answer.body).code).toBe('route-outside-mount')
    })
  })

  describe('finds the route of an event', () => {
    it.each([
      ['vobiz-03', 'ring'],
      ['vobiz-04', 'hangup'],
      ['vobiz-01', 'answer'],
      ['vobiz-02', 'answer'],
    ])('%s goes to %s from any URL', async (name, route) => {
      const app = await open({ options: { routes: ROUTES } })
      for (const path of ['/voice/ring', '/voice/answer?x=1', '/voice/hangup', '/elsewhere']) {
        await deliver(at(app, 'vobiz', path), recorded(name).replace('7c1e4b20', `${app.seen.length}`))
      }
      expect(new Set(app.seen.map((seen) => seen.route))).toEqual(new Set([route]))
      expect(app.refused).toEqual([])
    })

    it('leaves events of elements, and all without routes, where they were sent', async () => {
      const app = await open({ options: { routes: ROUTES } })
      await deliver(at(app, 'vobiz', '/voice/menu'), recorded('vobiz-07'))
      expect(app.seen.map((seen) => seen.route)).toEqual(['menu'])
      await close?.()
      const plain = await open()
      await deliver(at(plain, 'vobiz', '/voice/menu'), recorded('vobiz-01'))
      expect(plain.seen.map((seen) => seen.route)).toEqual(['menu'])
    })

    it('runs the route of a hangup once, however it comes', async () => {
      const app = await open({ options: { routes: ROUTES } })
      const answers = await Promise.all(
        ['/voice/hangup', '/voice/answer', '/voice/hangup', '/voice/answer'].map((path) =>
          deliver(at(app, 'vobiz', path), recorded('vobiz-04')),
        ),
      )
      expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 200])
      expect(app.seen.map((seen) => seen.route)).toEqual(['hangup'])
      const late = await deliver(at(app, 'vobiz'), recorded('vobiz-04'))
      expect(late).toMatchObject({ status: 200, type: 'application/xml', body: ACK })
      expect(app.seen).toHaveLength(1)
    })

    it('plays a reply back to a delivery that comes again, and refuses an altered one', async () => {
      const app = await open()
      const nonce = createNonce()
      const first = await deliver(at(app, 'vobiz'), recorded('vobiz-01'), { nonce })
      const second = await deliver(at(app, 'vobiz'), recorded('vobiz-01'), { nonce })
      expect(second).toMatchObject({ status: 200, body: first.body, type: first.type })
      const altered = await deliver(at(app, 'vobiz'), recorded('vobiz-02'), { nonce })
      expect(JSON.parse(altered.body).code).toBe('replayed')
      expect(app.seen).toHaveLength(1)
    })

    it('lets a route that failed be tried again', async () => {
      let runs = 0
      const app = await open({
        options: { routes: ROUTES },
        between: (request, response, next) => {
          if (!request.path.includes('hangup')) return next()
          runs += 1
          if (runs === 1) return void response.status(503).send('away')
          next()
        },
      })
      const nonce = createNonce()
      const failed = await deliver(at(app, 'vobiz'), recorded('vobiz-04'), { nonce })
      expect(failed).toMatchObject({ status: 503, body: 'away' })
      expect((await deliver(at(app, 'vobiz'), recorded('vobiz-04'), { nonce })).status).toBe(200)
      expect(runs).toBe(2)
    })

    describe('does not dial again when a Dial without action has ended (C31)', () => {
      const DIAL = '<Response><Dial><Number>14155550133</Number></Dial><Speak>Bye</Speak></Response>'
      const answers = async (document: string, body: string, path = '/voice/answer'): Promise<[string, number]> => {
        let runs = 0
        const app = await open({
          extend: (each) =>
            void each.post(['/voice/answer', '/voice/other'], (_request, response) => {
              runs += 1
              response.type('xml').send(document)
            }),
        })
        await deliver(at(app, 'vobiz', '/voice/answer?t=1'), recorded('vobiz-01'))
        const { body: reply } = await deliver(at(app, 'vobiz', path), body)
        await close?.()
        return [reply, runs]
      }
      const REDIRECT = recorded('vobiz-19')
      const RESULT = recorded('vobiz-12')

      it.each([
        ['its result', RESULT],
        ['a redirect', REDIRECT],
      ])('and the answer URL gets %s', async (_, body) => {
        expect(await answers(DIAL, body)).toEqual([ACK, 1])
      })

      it.each([
        [
          'the Dial has an action',
          DIAL.replace('<Dial>', '<Dial action="https://voice.example.com/voice/answer">'),
          RESULT,
        ],
        ['the document redirects', DIAL.replace('<Speak>Bye</Speak>', '<Redirect>/voice/answer</Redirect>'), REDIRECT],
        ['there was no Dial', MENU, REDIRECT],
      ])('but runs the route when %s', async (_, document, body) => {
        expect((await answers(document, body))[1]).toBe(2)
      })

      it('but runs the route of another URL', async () => {
        expect((await answers(DIAL, REDIRECT, '/voice/other'))[1]).toBe(2)
      })
    })

    it('keeps the announcement of a recording from the route that waits for the file', async () => {
      const app = await open()
      const early = await deliver(at(app, 'vobiz', '/voice/menu'), recorded('vobiz-13'))
      expect(early).toMatchObject({ status: 200, type: 'application/xml', body: ACK })
      expect(app.seen).toEqual([])
      await deliver(at(app, 'vobiz', '/voice/menu'), recorded('vobiz-14'))
      expect(app.seen[0]?.body.RecordUrl).toBe('https://media.example.com/rec-v-0001.mp3')
    })
  })

  describe('tells of a recording when its file is there', () => {
    const RECORD = (attributes: string): string => `<Response><Record ${attributes}/></Response>`
    const DONE = 'https://voice.example.com/voice/done'

    it('the action first, then the callback URL, each once and as Plivo does', async () => {
      const told: Record<string, string>[] = []
      const note =
        (status: number) =>
        (request: Request, response: Response): void => {
          told.push({ path: request.path, ...request.body })
          response.status(status).send('<Response></Response>')
        }
      let status = 500
      const app = await open({
        extend: (each) => {
          each.post('/voice/done', (request, response) => note(status)(request, response))
          each.post('/voice/ready', note(200))
        },
      })
      await deliver(at(app, 'vobiz'), recorded('vobiz-01'))
      expect((await deliver(at(app, 'vobiz', '/voice/done?t=1'), recorded('vobiz-13'))).body).toBe(ACK)
      expect(told).toEqual([])
      // An action that fails is told again, and the callback URL waits for it.
      expect((await deliver(at(app, 'vobiz', '/voice/ready'), recorded('vobiz-14'))).status).toBe(500)
      expect(told.map(({ path }) => path)).toEqual(['/voice/done'])
      status = 200
      expect((await deliver(at(app, 'vobiz', '/voice/ready'), recorded('vobiz-14'))).status).toBe(200)
      expect((await deliver(at(app, 'vobiz', '/voice/ready'), recorded('vobiz-14'))).status).toBe(200)
      expect(told.map(({ path }) => path)).toEqual(['/voice/done', '/voice/done', '/voice/ready'])
      expect(told[1]).toMatchObject({
        RecordUrl: 'https://media.example.com/rec-v-0001.mp3',
        RecordingDuration: '42',
        From: '919800000001',
        Direction: 'inbound',
      })
      expect(told[1]?.Event).toBeUndefined()
      expect(app.refused).toEqual([])
    })

    it('the action alone, where there is no callback URL', async () => {
      const told: Record<string, string>[] = []
      const app = await open({
        extend: (each) => {
          each.post('/voice/answer', (_request, response) => void response.type('xml').send(RECORD(`action="${DONE}"`)))
          each.post('/voice/done', (request, response) => {
            told.push({ ...request.body })
            response.sendStatus(200)
          })
        },
      })
      const answer = await deliver(at(app, 'vobiz'), recorded('vobiz-01'))
      expect(answer.body).toContain(`callbackUrl="${DONE}"`)
      await deliver(at(app, 'vobiz', '/voice/done'), recorded('vobiz-13'))
      await deliver(at(app, 'vobiz', '/voice/done'), recorded('vobiz-14'))
      expect(told.map(({ RecordUrl }) => RecordUrl)).toEqual(['https://media.example.com/rec-v-0001.mp3'])
    })
  })

  describe('translates replies', () => {
    const REPLIES: readonly [string, (response: Response) => void][] = [
      ['send', (response) => void response.type('xml').send(MENU)],
      ['send without a type', (response) => void response.send(MENU)],
      ['send of bytes', (response) => void response.type('text/xml').send(Buffer.from(MENU))],
      ['end', (response) => void response.type('xml').end(MENU)],
      ['end with encoding and callback', (response) => void response.type('xml').end(MENU, 'utf8', () => {})],
      [
        'write and end',
        (response) => {
          response.type('xml').write(MENU.slice(0, 30))
          response.end(MENU.slice(30))
        },
      ],
      ['writeHead', (response) => void response.writeHead(200, { 'Content-Type': 'text/xml' }).end(MENU)],
      [
        'writeHead with length',
        (response) =>
          void response
            .writeHead(200, 'OK', ['Content-Type', 'text/xml', 'Content-Length', String(MENU.length)])
            .end(MENU),
      ],
      [
        'set length',
        (response) =>
          void response.set({ 'content-type': 'application/xml', 'content-length': String(MENU.length) }).end(MENU),
      ],
      ['later', (response) => void setTimeout(() => response.type('xml').send(MENU), 10)],
    ]

    it.each(REPLIES)('given by %s', async (_, reply) => {
      const app = await open({
        extend: (each) => void each.post('/voice/answer', (_request, response) => reply(response)),
      })
      const vobiz = await deliver(at(app, 'vobiz'), recorded('vobiz-01'))
      expect(vobiz.status).toBe(200)
      expect(vobiz.type).toMatch(/xml/)
      expect(vobiz.body).toMatch(/^<Response><Gather .*<\/Gather><\/Response>$/)
      expect(vobiz.headers.etag).toBeUndefined()
      const plivos = await deliver(at(app, 'plivo'), recorded('plivo-02'))
      expect(plivos.body).toBe(MENU)
    })

    it.each<[string, (response: Response) => void, Partial<Answer>]>([
      ['JSON', (response) => void response.json({ ok: true }), { status: 200, body: '{"ok":true}' }],
      ['text', (response) => void response.send('fine'), { status: 200, body: 'fine' }],
      ['a page', (response) => void response.send('<html><body>GetDigits</body></html>'), { status: 200 }],
      [
        'an error with XML',
        (response) => void response.status(500).type('xml').send(MENU),
        { status: 500, body: MENU },
      ],
      ['a redirect', (response) => void response.redirect('/voice/menu'), { status: 302 }],
      ['nothing', (response) => void response.status(204).end(), { status: 204, body: '' }],
    ])('but leaves %s alone', async (_, reply, expected) => {
      const app = await open({
        extend: (each) => void each.post('/voice/answer', (_request, response) => reply(response)),
      })
      expect(await deliver(at(app, 'vobiz'), recorded('vobiz-01'))).toMatchObject(expected)
      expect(app.refused).toEqual([])
    })

    it('and leaves binary replies byte for byte', async () => {
      const bytes = Buffer.from([0xff, 0xfe, 0x00, 0x80])
      const app = await open({
        extend: (each) =>
          void each.post('/voice/answer', (_request, response) => void response.type('audio/wav').send(bytes)),
      })
      expect((await deliver(at(app, 'vobiz'), recorded('vobiz-01'))).headers['content-length']).toBe('4')
    })

    it('into the empty acknowledgement where XML would start a new leg', async () => {
      const app = await open()
      const answer = await deliver(at(app, 'vobiz'), recorded('vobiz-04'))
      expect(app.seen.map((seen) => seen.route)).toEqual(['answer'])
      expect(answer).toMatchObject({ status: 200, type: expect.stringMatching(/^application\/xml/), body: ACK })
    })

    it('and tells Vobiz to fall back when it cannot', async () => {
      const broken = (each: Express): void =>
        void each.post('/voice/answer', (_request, response) => void response.type('xml').send('<Response><Speak>'))
      const app = await open({ extend: broken })
      const answer = await deliver(at(app, 'vobiz'), recorded('vobiz-01'))
      expect(answer.status).toBe(500)
      expect(JSON.parse(answer.body).code).toBe('bad-reply')
      await close?.()
      const kind = await open({ extend: broken, options: { fallbackXml: '<Response><Speak>Sorry</Speak></Response>' } })
      const spoken = await deliver(at(kind, 'vobiz'), recorded('vobiz-01'))
      expect(spoken.status).toBe(200)
      expect(spoken.body).toContain('Sorry')
    })
  })

  describe('lets nothing unverified in', () => {
    it.each([
      ['another token', () => signVobiz({ url: `${PUBLIC}/voice/answer`, token: 'x' }), 'bad-signature'],
      ['a nonce alone', () => ({ 'x-vobiz-signature-v3-nonce': '1' }), 'partial-signature'],
      ['no signature but the User-Agent', () => ({ 'user-agent': 'Vobiz-Webhook/1.0' }), 'unsigned'],
      ['another header of Vobiz', () => ({ 'x-vobiz-event': 'Hangup' }), 'unsigned'],
      [
        "both platforms' headers",
        () => ({ ...signVobiz({ url: `${PUBLIC}/voice/answer` }), ...signPlivo({ url: '' }) }),
        'ambiguous-provider',
      ],
    ])('with %s', async (_, sign, code) => {
      const app = await open()
      const answer = await send(app.origin, '/voice/answer', { body: recorded('vobiz-01'), headers: sign() })
      expect(answer.status).toBe(403)
      expect(JSON.parse(answer.body).code).toBe(code)
      expect([...app.seen, ...app.refused]).toEqual([])
      expect(app.events).toMatchObject([{ name: 'request.rejected', code }])
    })

    it('without any header to its paths, however they are spelt', async () => {
      const app = await open({ options: { paths: ['/voice', /^\/hooks\/\d+$/] } })
      for (const path of [
        '/voice',
        '/voice/answer',
        '/VOICE/answer',
        '/%76oice/answer',
        '/voice/answer?x=/health',
        '/hooks/12',
      ]) {
        const answer = await send(app.origin, path, { body: recorded('vobiz-01') })
        expect(answer.status, path).toBe(403)
      }
      expect([...app.seen, ...app.refused]).toEqual([])
      expect((await send(app.origin, '/voicemail', { body: 'a=1' })).status).toBe(404)
    })

    it('unless unsigned requests are allowed', async () => {
      const app = await open({ options: { paths: ['/voice'], unsigned: { allow: true, from: ['127.0.0.0/8'] } } })
      expect((await send(app.origin, '/voice/answer', { body: recorded('vobiz-01') })).status).toBe(200)
      expect(app.seen).toHaveLength(1)
      // Plivo always signs: what seems to be Plivo without signature is the application's to refuse.
      expect((await send(app.origin, '/voice/answer', { body: recorded('plivo-02') })).body).toBe('bad Plivo signature')
    })

    it('too large', async () => {
      const app = await open({ options: { bodyLimit: 100 } })
      expect((await deliver(at(app, 'vobiz'), recorded('vobiz-01'))).status).toBe(413)
    })
  })

  describe('leaves alone', () => {
    it('a Plivo webhook, down to the bytes', async () => {
      const app = await open()
      const body = `${recorded('plivo-17')}&odd=%7e+%2a`
      const answer = await deliver(at(app, 'plivo', '/voice/answer?b=2&a=1'), body)
      expect(answer).toMatchObject({ status: 200, body: MENU })
      expect(app.seen[0]?.rawBody).toBe(body)
      expect(app.refused).toEqual([])
    })

    it("a bad Plivo signature, which is the application's business, unless it is told otherwise", async () => {
      const headers = () => signPlivo({ url: `${PUBLIC}/voice/answer`, token: 'x' })
      const app = await open()
      const answer = await send(app.origin, '/voice/answer', { body: 'a=1', headers: headers() })
      expect(answer).toMatchObject({ status: 403, body: 'bad Plivo signature' })
      await close?.()
      const strict = await open({ options: { verifyPlivo: true } })
      const refused = await send(strict.origin, '/voice/answer', { body: 'a=1', headers: headers() })
      expect(JSON.parse(refused.body).code).toBe('bad-signature')
      expect(strict.refused).toEqual([])
      const body = recorded('plivo-02')
      expect(await deliver(at(strict, 'plivo'), body)).toMatchObject({ status: 200, body: MENU })
      expect(strict.seen[0]?.rawBody).toBe(body)
    })

    it('everything that is no webhook', async () => {
      const app = await open({ options: { paths: ['/voice'] } })
      expect((await send(app.origin, '/health', { method: 'GET' })).body).toBe('ok')
      expect((await send(app.origin, '/health', { method: 'HEAD' })).status).toBe(200)
      const bytes = Buffer.alloc(70_000, 'x')
      const answer = await send(app.origin, '/upload', { body: bytes, type: 'application/octet-stream' })
      expect(answer.body).toBe(bytes.toString())
      expect(app.events).toEqual([])
    })
  })

  describe('when the store fails', () => {
    const createFailing = (fails: (method: string, key: string) => boolean): Store => {
      const store = createMemoryStore()
      const check = (method: string, key: string): void => {
        if (fails(method, key)) throw new Error('connection lost')
      }
      return {
        claim: async (key, value, ttlMs) => {
          check('claim', key)
          return store.claim(key, value, ttlMs)
        },
        get: async (key) => {
          check('get', key)
          return store.get(key)
        },
        put: async (key, value, ttlMs) => {
          check('put', key)
          return store.put(key, value, ttlMs)
        },
        release: store.release,
      }
    }

    it('refuses before the route has run', async () => {
      const app = await open({
        options: { storeFailure: 'refuse', store: createFailing((method) => method === 'claim') },
      })
      const answer = await deliver(at(app, 'vobiz'), recorded('vobiz-01'))
      expect(answer.status).toBe(503)
      expect(JSON.parse(answer.body).code).toBe('store-unavailable')
      expect(app.seen).toEqual([])
    })

    it('gives the reply all the same once it has', async () => {
      const app = await open({
        options: { storeFailure: 'refuse', store: createFailing((method) => method === 'put') },
      })
      const answer = await deliver(at(app, 'vobiz'), recorded('vobiz-01'))
      expect(answer.status).toBe(200)
      expect(answer.body).toContain('<Gather ')
      expect(app.events.map((event) => event.name)).toContain('store.failed')
    })
  })

  it('is not blinded by compression after it', async () => {
    const app = await open({
      between: (request, response, next) => {
        const { end } = response
        // As compression middleware does: encodes when the request says that it may.
        response.end = ((chunk: string | Buffer, encoding: BufferEncoding) => {
          if (!/gzip/.test(String(request.headers['accept-encoding']))) return end.call(response, chunk, encoding)
          response.removeHeader('content-length')
          response.setHeader('content-encoding', 'gzip')
          return end.call(response, gzipSync(chunk), 'binary')
        }) as typeof end
        next()
      },
    })
    const body = recorded('vobiz-01')
    const headers = { ...signVobiz({ url: `${PUBLIC}/voice/answer` }), 'accept-encoding': 'gzip, deflate' }
    const answer = await send(app.origin, '/voice/answer', { body, headers })
    expect(answer.headers['content-encoding']).toBeUndefined()
    expect(answer.body).toContain('<Gather ')
  })

  it('works with what wraps the response after it', async () => {
    const finished: string[] = []
    const app = await open({
      between: (_request, response, next) => {
        // As session and compression middleware do: a wrapper that acts once.
        const { end } = response
        let ended = false
        response.end = ((...args: Parameters<typeof end>) => {
          if (ended) return response
          ended = true
          response.setHeader('x-wrapped', 'yes')
          return end.apply(response, args)
        }) as typeof end
        response.on('finish', () => finished.push('finish'))
        next()
      },
    })
    const answer = await deliver(at(app, 'vobiz'), recorded('vobiz-01'))
    expect(answer.headers['x-wrapped']).toBe('yes')
    expect(answer.body).toContain('<Gather ')
    expect(finished).toEqual(['finish'])
  })
})

function parseText(request: Request, _response: Response, next: NextFunction): void {
  request.body = Object.fromEntries(new URLSearchParams(String(request.body)))
  next()
}

/** Reads the stream as an application without body parser does. */
function parseByHand(request: Request, _response: Response, next: NextFunction): void {
  let text = ''
  request.setEncoding('utf8')
  request.on('data', (chunk) => {
    text += chunk
  })
  request.on('end', () => {
    request.body = Object.fromEntries(new URLSearchParams(text))
    next()
  })
}
