import { createServer, type RequestListener } from 'node:http'
import type { AddressInfo } from 'node:net'
import { setImmediate as turn } from 'node:timers/promises'
import { gzipSync } from 'node:zlib'
import { createMemoryStore, createStoredMode, type Mode, type ShimEvent } from '@plivo-to-vobiz/shim'
import { expressIntercept, type InterceptOptions } from '@plivo-to-vobiz/shim/express'
import { createGateway } from '@plivo-to-vobiz/shim/gateway'
import express from 'express'
import plivo from 'plivo'
import { afterEach, describe, expect, it } from 'vitest'
import { deliver, PLIVO_TOKEN, PUBLIC, recorded, send, signPlivo, signVobiz, VOBIZ_TOKEN } from './adapter-callbacks.ts'

const MENU = '<Response><GetDigits action="/voice/menu" numDigits="1"><Speak>Press 1</Speak></GetDigits></Response>'
const REAL = {
  plivo: { authToken: PLIVO_TOKEN },
  vobiz: { authToken: VOBIZ_TOKEN },
  publicUrl: PUBLIC,
  paths: ['/voice'],
}
const FORMS = ['express intercept', 'gateway'] as const

describe.each(FORMS)('in front of an application, as %s', (form) => {
  const closing: (() => Promise<void>)[] = []
  afterEach(async () => {
    for (const close of closing.splice(0).reverse()) await close()
  })

  async function listen(listener: RequestListener | ReturnType<typeof createGateway>): Promise<string> {
    const server = typeof listener === 'function' ? createServer(listener) : listener
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    closing.push(async () => {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    })
    return `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  }

  /** An application that checks Plivo's signatures with Plivo's package and knows nothing of Vobiz. */
  async function open(options: Partial<InterceptOptions> = {}, reply = MENU) {
    const events: ShimEvent[] = []
    const seen: { path: string; body: unknown; headers: unknown }[] = []
    const all = { ...REAL, onEvent: (event: ShimEvent) => void events.push(event), ...options }
    const app = express()
    if (form === 'express intercept') app.use(expressIntercept(all))
    app.use(express.urlencoded({ extended: false }))
    app.use('/voice', (request, response) => {
      const { method, originalUrl, headers } = request
      seen.push({ path: originalUrl, body: { ...request.body }, headers: { ...headers } })
      const nonce = String(headers['x-plivo-signature-v3-nonce'] ?? '-')
      const signature = String(headers['x-plivo-signature-v3'] ?? '-')
      if (!plivo.validateV3Signature(method, PUBLIC + originalUrl, nonce, PLIVO_TOKEN, signature, { ...request.body }))
        return void response.status(403).send('bad Plivo signature')
      response.type('application/xml')
      if (request.query.zip === undefined) return void response.send(reply)
      response.setHeader('content-encoding', 'gzip')
      response.end(gzipSync(reply))
    })
    const upstream = await listen(app as unknown as RequestListener)
    const origin = form === 'gateway' ? await listen(createGateway({ ...all, upstream })) : upstream
    const names = () => events.map(({ name }) => name)
    /** Waits until an event has been told: some are told after the reply has gone. */
    const until = async (name: ShimEvent['name']): Promise<ShimEvent> => {
      for (;;) {
        const found = events.find((event) => event.name === name)
        if (found !== undefined) return found
        await turn()
      }
    }
    return { origin, events, names, seen, until }
  }

  const answer = (origin: string, provider: 'plivo' | 'vobiz', path = '/voice/answer') =>
    deliver({ provider, origin, path }, recorded(provider === 'plivo' ? 'plivo-02' : 'vobiz-01'))

  describe('dryRun', () => {
    it('lets the application alone decide, and reports what it would have done', async () => {
      const { origin, seen, until, names } = await open({ dryRun: true })
      const reply = await answer(origin, 'vobiz')
      expect(reply).toMatchObject({ status: 403, body: 'bad Plivo signature' })
      expect(seen[0]?.headers).toMatchObject({ 'x-vobiz-signature-v3': expect.any(String) })
      expect(seen[0]?.body).toEqual(Object.fromEntries(new URLSearchParams(recorded('vobiz-01'))))
      expect(await until('delivery.received')).toMatchObject({
        provider: 'vobiz',
        event: 'answer',
        proof: 'signature',
        dryRun: true,
      })
      expect(names()).not.toContain('call.handled')
    })

    it.each([
      ['without a signature', '/voice/answer', () => ({}), 'unsigned'],
      ['with a wrong one', '/voice/answer', () => signVobiz({ url: `${PUBLIC}/x`, token: 'x' }), 'bad-signature'],
      ['with a wrong one of Plivo', '/voice/answer', () => signPlivo({ url: PUBLIC, token: 'x' }), 'bad-signature'],
      [
        'with those of both',
        '/voice/answer',
        () => ({ ...signVobiz({ url: PUBLIC }), ...signPlivo({ url: PUBLIC }) }),
        'ambiguous-provider',
      ],
    ])('refuses nothing: a request %s reaches the application', async (_, path, headers, code) => {
      const { origin, seen, until } = await open({ dryRun: true })
      const body = recorded('vobiz-01')
      expect(await send(origin, path, { body, headers: headers() })).toMatchObject({ body: 'bad Plivo signature' })
      expect(seen[0]?.body).toEqual(Object.fromEntries(new URLSearchParams(body)))
      expect(await until('request.rejected')).toMatchObject({ code, dryRun: true })
    })

    it('neither is a body in its way that is too large to look at', async () => {
      const { origin, seen, until } = await open({ dryRun: true, bodyLimit: 100 })
      const body = recorded('plivo-02')
      const reply = await deliver({ provider: 'plivo', origin, path: '/voice/answer' }, body)
      expect(reply).toMatchObject({ status: 200, body: MENU })
      expect(seen[0]?.body).toEqual(Object.fromEntries(new URLSearchParams(body)))
      expect(await until('request.rejected')).toMatchObject({ code: 'body-too-large', dryRun: true })
    })

    it.each(['/voice/answer', '/voice/answer?zip=1'])(
      'tells what translating the reply to Plivo at %s would say',
      async (path) => {
        const { origin, until } = await open({ dryRun: true })
        await answer(origin, 'plivo', path)
        const said = await until('reply.translated')
        expect(said).toMatchObject({ provider: 'plivo', event: 'answer', dryRun: true })
        expect(said.name === 'reply.translated' && said.findings.length).toBeGreaterThan(0)
      },
    )

    it('tells of a reply that cannot be translated, and gives it all the same', async () => {
      const { origin, until } = await open({ dryRun: true }, '<Response><Speak>')
      expect(await answer(origin, 'plivo')).toMatchObject({ status: 200, body: '<Response><Speak>' })
      expect(await until('reply.untranslatable')).toMatchObject({ provider: 'plivo', event: 'answer' })
    })

    it('is off by default', async () => {
      const { origin, until } = await open()
      expect((await answer(origin, 'vobiz')).status).toBe(200)
      expect(await until('delivery.received')).toMatchObject({ dryRun: false })
    })
  })

  describe('mode', () => {
    it.each([
      ['both', 200, 200],
      ['plivo', 200, 503],
      ['vobiz', 503, 200],
    ] as const)('%s takes new calls accordingly', async (mode, plivoStatus, vobizStatus) => {
      const { origin } = await open({ mode })
      expect((await answer(origin, 'plivo')).status).toBe(plivoStatus)
      expect((await answer(origin, 'vobiz')).status).toBe(vobizStatus)
    })

    it.each([false, true])('lets calls of Plivo under way go on, verifyPlivo %s', async (verifyPlivo) => {
      let mode: Mode = 'both'
      const { origin, seen } = await open({ verifyPlivo, mode: () => mode })
      await answer(origin, 'plivo')
      mode = 'vobiz'
      for (const name of ['plivo-07', 'plivo-10', 'plivo-04']) {
        expect((await deliver({ provider: 'plivo', origin, path: '/voice/x' }, recorded(name))).status, name).toBe(200)
      }
      const refused = await answer(origin, 'plivo')
      expect(refused.status).toBe(503)
      expect(JSON.parse(refused.body).code).toBe('mode-off')
      expect(seen).toHaveLength(4)
    })

    it('is switched for all by the store', async () => {
      const store = createMemoryStore()
      const mode = createStoredMode(store, { cacheMs: 0 })
      const { origin, until } = await open({ mode: mode.get, store })
      expect((await answer(origin, 'plivo')).status).toBe(200)
      expect((await answer(origin, 'vobiz')).status).toBe(200)
      await store.put('mode', 'vobiz', 60_000)
      expect((await answer(origin, 'plivo')).status).toBe(503)
      expect((await answer(origin, 'vobiz')).status).toBe(200)
      expect(await until('mode.changed')).toEqual({ name: 'mode.changed', mode: 'vobiz', previous: 'both' })
    })
  })

  describe("Plivo's own webhooks, which pass untouched", () => {
    it('are told of when the reply has gone', async () => {
      const { origin, until } = await open()
      expect((await answer(origin, 'plivo', '/voice/answer?tenant=9')).status).toBe(200)
      expect(await until('delivery.received')).toMatchObject({
        provider: 'plivo',
        path: '/voice/answer',
        proof: 'none',
        event: 'answer',
        number: expect.stringMatching(/^…\d{3}$/),
      })
    })

    it('are told of with all that is known when they are verified', async () => {
      const { origin, until } = await open({ verifyPlivo: true })
      await answer(origin, 'plivo')
      expect(await until('delivery.received')).toMatchObject({
        event: 'answer',
        proof: 'signature',
        number: expect.stringMatching(/^…\d{3}$/),
      })
    })

    it('lend nothing to what is told when the application has refused them', async () => {
      const { origin, until } = await open()
      const headers = signPlivo({ url: PUBLIC, token: 'x' })
      await send(origin, '/voice/made-up', { body: recorded('plivo-02'), headers })
      expect(await until('delivery.received')).toMatchObject({
        event: 'unknown',
        callUuid: '',
        number: undefined,
        path: '(refused by the application)',
      })
    })
  })
})
