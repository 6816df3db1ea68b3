import fc from 'fast-check'
import { expect, it } from 'vitest'
import { changed, recorded, signed } from './app.fixture.ts'
import type { ShimEvent } from './events.ts'
import { createFlow } from './flow.ts'
import type { Incoming } from './incoming.ts'

// Whatever a remote controls: it gets a refusal or an answer, never a 5xx, and nothing is thrown.

const OPTIONS = {
  plivo: { authToken: 'plivo-token' },
  vobiz: { authToken: 'vobiz-token' },
  publicUrl: 'https://voice.example.com',
} as const

const xml = (): string => '<Response><Speak>Hello</Speak></Response>'
const HANDLERS = {
  ring: xml,
  answer: xml,
  hangup: xml,
  fallback: xml,
  input: xml,
  dial: xml,
  dialEvent: xml,
  record: xml,
  conference: xml,
  stream: xml,
  machine: xml,
  redirect: xml,
  transfer: xml,
  unknown: xml,
}

const NAMES = [
  ...new URLSearchParams(recorded('vobiz-04')).keys(),
  ...new URLSearchParams(recorded('vobiz-16')).keys(),
  ...new URLSearchParams(recorded('plivo-11')).keys(),
  '__proto__',
  'constructor',
  'toString',
  'X-VH-',
  'x-vh-__proto__',
]
const VALUES = [
  '',
  'Hangup',
  'StartApp',
  'RecordStop',
  'exit',
  'enter',
  '-1',
  '1e400',
  'NaN',
  '__proto__',
  '{}',
  '[',
  '\0',
]
const name = fc.oneof({ weight: 4, arbitrary: fc.constantFrom(...NAMES) }, fc.string({ unit: 'binary' }))
const value = fc.oneof(fc.constantFrom(...VALUES), fc.string({ unit: 'binary', maxLength: 200 }))

const body = fc.oneof(
  fc.uint8Array({ maxLength: 500 }).map((bytes) => Buffer.from(bytes)),
  fc.string({ unit: 'binary', maxLength: 500 }).map((text) => Buffer.from(text)),
  fc.json().map((text) => Buffer.from(text)),
  fc.array(fc.tuple(name, value), { maxLength: 20 }).map((pairs) => Buffer.from(new URLSearchParams(pairs).toString())),
  fc.dictionary(name, value).map((changes) => Buffer.from(changed('vobiz-04', changes))),
  fc
    .dictionary(name, fc.anything())
    .map((fields) => Buffer.from(JSON.stringify(fields, (_, each) => (typeof each === 'bigint' ? `${each}` : each)))),
)

const HEADERS = [
  'x-vobiz-signature-v3',
  'x-vobiz-signature-v3-nonce',
  'x-vobiz-signature-v2',
  'x-vobiz-signature-ma-v3',
  'x-plivo-signature-v3',
  'x-plivo-signature-v3-nonce',
  'content-type',
  'content-length',
  'content-encoding',
  'authorization',
  'x-forwarded-for',
  'x-forwarded-host',
  'x-forwarded-proto',
  'forwarded',
  'host',
  'user-agent',
]
const header = fc.oneof(
  fc.constantFrom(
    'application/json',
    'application/x-www-form-urlencoded',
    'gzip',
    'identity',
    '',
    ', ,',
    'A'.repeat(5000),
  ),
  fc.string({ unit: 'binary', maxLength: 100 }),
)
const headers = fc.dictionary(fc.constantFrom(...HEADERS), fc.oneof(header, fc.array(header, { maxLength: 3 })))
const path = fc.oneof(
  fc.constantFrom('/answer', '/hangup', '/fallback', '/answer?x=%', '/answer?Event=Hangup&CallUUID=1'),
  fc.webPath(),
  fc.string({ unit: 'binary', maxLength: 100 }).map((text) => `/${text}`),
)

interface Sent {
  readonly method: string
  readonly path: string
  readonly headers: Record<string, string | string[]>
  readonly body: Buffer
  /** Signs it as that platform does, on top of the headers. */
  readonly signer: 'plivo' | 'vobiz' | undefined
}

const sent: fc.Arbitrary<Sent> = fc.record({
  method: fc.oneof({ weight: 8, arbitrary: fc.constant('POST') }, fc.constantFrom('GET', 'HEAD', 'PUT', 'x', '')),
  path,
  headers,
  body,
  signer: fc.constantFrom('plivo' as const, 'vobiz' as const, undefined),
})

const toIncoming = ({ method, path, headers: own, body, signer }: Sent): Incoming => ({
  method,
  path,
  secure: true,
  headers: { ...own, ...(signer !== undefined && signed(signer, path, body.toString())) },
  host: 'voice.example.com',
  remoteAddress: '203.0.113.9',
  readBody: async () => ({ bytes: body }),
})

it.each([
  ['as it is', {}],
  ['behind a proxy', { trustProxy: 1 }],
  ['with unsigned requests let in', { unsigned: { allow: true, from: ['0.0.0.0/0', '::/0'] } }],
  ['with credentials', { basicAuth: { username: 'a', password: 'b' } }],
] as const)('never throws and never answers 5xx, %s', async (_case, options) => {
  const events: ShimEvent[] = []
  const flow = createFlow({ ...OPTIONS, ...options, handlers: HANDLERS, onEvent: (event) => events.push(event) })
  await fc.assert(
    fc.asyncProperty(sent, async (each) => {
      events.length = 0
      const { status, body: text } = await flow(toIncoming(each))
      const failures = events.filter(({ name }) => name === 'handler.failed')
      expect(status, JSON.stringify([...events])).toBeLessThan(500)
      expect(failures).toEqual([])
      if (status >= 400) {
        expect(events.map(({ name }) => name)).toContain('request.rejected')
        expect(Object.keys(JSON.parse(text))).toEqual(['code', 'message'])
      }
    }),
    { numRuns: 800 },
  )
  expect(Object.keys(Object.prototype)).toEqual([])
})
