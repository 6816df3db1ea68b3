import { createRequire } from 'node:module'
import { verifyJambonzSignature } from '@plivo-to-vobiz/signatures/jambonz'
import { validateRequest, webhook } from '@plivo-to-vobiz/signatures/signalwire'
import type { RequestHandler } from 'express'
import express from 'express'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type RunningApp, toRunningApp } from '../contract/webhook/host.ts'
import { send } from '../contract/webhook/send.ts'
import { type Signed, VENDORS } from '../contract/webhook/vendor-signer.ts'

// Neither package has types for these, nor named exports that both Node and vitest see.
const require = createRequire(import.meta.url)
const { RestClient }: { RestClient: SignalWireHelpers } = require('@signalwire/compatibility-api')
const { WebhookResponse }: { WebhookResponse: JambonzHelpers } = require('@jambonz/node-client')

interface SignalWireHelpers {
  validateRequest(key: string, header: string, url: string, params: object): boolean
  webhook(key: string, options: { url: string }): RequestHandler
}

interface JambonzHelpers {
  verifyJambonzSignature(secret: string): RequestHandler
}

const KEY = 'demo-key'

const name = fc.stringMatching(/^[A-Z][A-Za-z]{0,8}$/)
const text = fc.string({ unit: fc.constantFrom(...'abcXYZ019 -_.+@:/é日&=%'), maxLength: 8 })
const url = fc
  .record({
    scheme: fc.constantFrom('https', 'http'),
    host: fc.constantFrom('h.example', 'voice.example'),
    port: fc.constantFrom('', '', '', ':443', ':80', ':8443'),
    path: fc.stringMatching(/^\/[a-z0-9/_.-]{0,12}$/),
    query: fc.constantFrom('', '', '?leg=1', '?b=2&a=1', '?x=%20y'),
  })
  .map(({ scheme, host, port, path, query }) => `${scheme}://${host}${port}${path}${query}`)

/** What differs between what was signed and what arrives. */
const change = fc.constantFrom('nothing', 'nothing', 'port', 'key', 'path', 'field', 'signature')

describe('validateRequest, against @signalwire/compatibility-api', () => {
  it('gives the same verdict on form callbacks', () => {
    let accepted = 0
    let refused = 0
    const call = fc.record({ url, params: fc.dictionary(name, text, { maxKeys: 6 }), change })
    fc.assert(
      fc.property(call, (input) => {
        const body = new URLSearchParams(input.params).toString()
        const signed = VENDORS.signalwire({ url: input.url, body, secret: KEY }).headers['X-SignalWire-Signature'] ?? ''
        const key = input.change === 'key' ? `${KEY}x` : KEY
        const header = input.change === 'signature' ? `A${signed.slice(1)}` : signed
        const changed = new Map<string, string>([
          ['port', input.url.replace(/(\.example)(:\d+)?/, input.url.startsWith('https') ? '$1:443' : '$1:80')],
          ['path', `${input.url}x`],
        ])
        const received = changed.get(input.change) ?? input.url
        const params = input.change === 'field' ? { ...input.params, Z: '1' } : input.params
        const theirs = RestClient.validateRequest(key, header, received, params)
        expect(validateRequest(key, header, received, params)).toBe(theirs)
        if (theirs) accepted += 1
        else refused += 1
      }),
      { numRuns: 3000 },
    )
    expect(Math.min(accepted, refused)).toBeGreaterThan(500)
  })

  it('keeps the order of repeated fields, as the package does', () => {
    const params = { A: ['2', '1'], B: '3' }
    const header = VENDORS.signalwire({ url: 'https://h.example/a', body: 'A=2&A=1&B=3', secret: KEY }).headers[
      'X-SignalWire-Signature'
    ]
    for (const one of [params, { ...params, A: ['1', '2'] }]) {
      expect(validateRequest(KEY, header, 'https://h.example/a', one)).toBe(
        RestClient.validateRequest(KEY, header ?? '', 'https://h.example/a', one),
      )
    }
  })
})

/** Starts an application of one verifying middleware and an answer. */
async function start(...middleware: readonly RequestHandler[]): Promise<RunningApp> {
  const app = express()
  for (const one of middleware) app.use(one)
  app.use((_request, response) => {
    response.send('handled')
  })
  app.use(((_error, _request, response, _next) => {
    response.status(500).send('failed')
  }) satisfies express.ErrorRequestHandler)
  return toRunningApp(app.listen(0, '127.0.0.1'))
}

/** The vendor's middleware and ours, asked the same over real sockets. */
function describePair(
  pair: string,
  create: () => Promise<{ theirs: RunningApp; ours: RunningApp }>,
  suite: (ask: (signed: Signed) => Promise<{ theirs: boolean; ours: boolean }>) => void,
): void {
  describe(pair, () => {
    let apps: { theirs: RunningApp; ours: RunningApp }
    beforeAll(async () => {
      apps = await create()
    })
    afterAll(() => Promise.all([apps?.theirs.close(), apps?.ours.close()]))
    suite(async (signed) => {
      const [theirs, ours] = await Promise.all(
        [apps.theirs, apps.ours].map(({ port }) => send({ port, path: '/answer?leg=1', ...signed })),
      )
      return { theirs: theirs?.status === 200, ours: ours?.status === 200 }
    })
  })
}

const PUBLIC = 'https://voice.example/answer?leg=1'

describePair(
  'webhook(), against @signalwire/compatibility-api',
  async () => ({
    theirs: await start(express.urlencoded({ extended: false }), RestClient.webhook(KEY, { url: PUBLIC })),
    // The package knows no replays: the same request is asked about again and again here.
    ours: await start(webhook({ url: PUBLIC, replay: false }, KEY)),
  }),
  (ask) => {
    it('lets the same form callbacks through', async () => {
      const seen = { true: 0, false: 0 }
      const call = fc.record({ params: fc.dictionary(name, text, { maxKeys: 5 }), change })
      await fc.assert(
        fc.asyncProperty(call, async (input) => {
          const body = new URLSearchParams(input.params).toString()
          const signedUrl = input.change === 'path' ? 'https://voice.example/other' : PUBLIC
          const { headers } = VENDORS.signalwire({
            url: signedUrl,
            body,
            secret: input.change === 'key' ? 'other' : KEY,
          })
          const { 'X-SignalWire-Signature': signature = '', ...rest } = headers
          const header = input.change === 'signature' ? signature.slice(1) : signature
          const verdict = await ask({
            headers: { ...rest, [input.change === 'port' ? 'X-Twilio-Signature' : 'X-SignalWire-Signature']: header },
            body: input.change === 'field' ? `${body}&Z=1` : body,
          })
          expect(verdict.ours).toBe(verdict.theirs)
          seen[`${verdict.ours}`] += 1
        }),
        { numRuns: 300 },
      )
      expect(Math.min(seen.true, seen.false)).toBeGreaterThan(50)
    })
  },
)

describePair(
  'verifyJambonzSignature(), against @jambonz/node-client',
  async () => ({
    theirs: await start(express.json({ strict: false }), WebhookResponse.verifyJambonzSignature(KEY)),
    ours: await start(verifyJambonzSignature(KEY)),
  }),
  (ask) => {
    const now = Math.floor(Date.now() / 1000)
    // The package takes any time to come; we do not. Bodies are the compact JSON the platform sends.
    const call = fc.record({
      body: fc.dictionary(name, text, { maxKeys: 5 }).map((value) => JSON.stringify({ call_sid: 'c', ...value })),
      timestamp: fc.constantFrom(now, now - 100, now - 250, now - 3600, 1),
      change: fc.constantFrom('nothing', 'nothing', 'key', 'body', 'signature', 'more', 'other'),
    })

    it('lets the same hooks through', async () => {
      const seen = { true: 0, false: 0 }
      await fc.assert(
        fc.asyncProperty(call, async (input) => {
          const secret = input.change === 'key' ? 'other' : KEY
          const { headers, body } = VENDORS.jambonz({ url: PUBLIC, ...input, secret })
          const signature = headers['Jambonz-Signature'] ?? ''
          const changed = new Map<string, string>([
            ['signature', signature.replace(/v1=./, 'v1=')],
            ['more', `${signature},v1=${'0'.repeat(64)}`],
            ['other', signature.replace('v1', 'v0')],
          ])
          const header = changed.get(input.change)
          const sent = input.change === 'body' ? body.replace('"c"', '"d"') : body
          const verdict = await ask({ headers: { ...headers, 'Jambonz-Signature': header ?? signature }, body: sent })
          expect(verdict.ours).toBe(verdict.theirs)
          seen[`${verdict.ours}`] += 1
        }),
        { numRuns: 300 },
      )
      expect(Math.min(seen.true, seen.false)).toBeGreaterThan(50)
    })

    it.each([
      ['a time to come', { body: '{"call_sid":"c"}', timestamp: now + 3600 }],
      ['a time that is no number', { body: '{"call_sid":"c"}', timestamp: Number.NaN }],
    ])('is stricter on %s', async (_, input) => {
      expect(await ask(VENDORS.jambonz({ url: PUBLIC, secret: KEY, ...input }))).toEqual({ theirs: true, ours: false })
    })

    it('is more lenient on JSON that is not compact, which the package cannot check', async () => {
      const signed = VENDORS.jambonz({ url: PUBLIC, secret: KEY, body: '{ "call_sid": "c", "rate": 1.0 }' })
      expect(await ask(signed)).toEqual({ theirs: false, ours: true })
    })
  },
)
