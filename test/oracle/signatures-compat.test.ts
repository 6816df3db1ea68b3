import { createHash, createHmac } from 'node:crypto'
import { createRequire } from 'node:module'
import { verify } from '@plivo-to-vobiz/signatures'
import fc from 'fast-check'
import { expect, it, vi } from 'vitest'

// Neither package has types for these.
const require = createRequire(import.meta.url)
const { RestClient }: { RestClient: SignalWireHelpers } = require('@signalwire/compatibility-api')
const { WebhookResponse }: { WebhookResponse: JambonzHelpers } = require('@jambonz/node-client')

interface SignalWireHelpers {
  validateRequest(key: string, header: string, url: string, params: unknown, suppressWarning: boolean): boolean
  validateRequestWithBody(key: string, header: string, url: string, body: string): boolean
}

interface JambonzHelpers {
  verifyJambonzSignature(secret: string | string[]): (request: object, response: object, next: () => void) => void
}

const RUNS = 3000
const KEY = 'demo-key'

/** Verdict of a package; a throw is a refusal. */
function ask(question: () => boolean): boolean {
  try {
    return question()
  } catch {
    return false
  }
}

/** Random calls must be accepted often and refused often, or comparing them says nothing. */
function compare<T>(calls: fc.Arbitrary<T>, decide: (call: T) => { theirs: boolean; ours: boolean }): void {
  const seen = { true: 0, false: 0 }
  fc.assert(
    fc.property(calls, (call) => {
      const { theirs, ours } = decide(call)
      expect(ours).toBe(theirs)
      seen[`${theirs}`] += 1
    }),
    { numRuns: RUNS },
  )
  expect(Math.min(seen.true, seen.false)).toBeGreaterThan(RUNS / 20)
}

const text = fc.string({ unit: fc.constantFrom(...'abcXYZ019 -_.+@:/é日&=%?#'), maxLength: 8 })
const segment = fc.stringMatching(/^[a-zA-Z0-9._~%+;@:é-]{0,8}$/)
const url = fc
  .record({
    scheme: fc.constantFrom('https://', 'http://', 'HTTPS://', 'wss://', 'ws://'),
    credentials: fc.constantFrom(
      '',
      '',
      '',
      'user:pa55@',
      'user@',
      ':pa55@',
      'u:p%40q@',
      'u:%zz@',
      'ü:p@',
      'a@b:c@',
      'u:@',
    ),
    host: fc.constantFrom('h.example', 'H.Example', '10.0.0.1', '[2001:db8::17]', 'localhost'),
    port: fc.constantFrom('', '', ':443', ':80', ':8443', ':0', ':0443', ':'),
    path: fc.array(segment, { maxLength: 3 }).map((segments) => segments.map((one) => `/${one}`).join('')),
    query: fc.constantFrom('', '', '?', '?leg=1', '?b=2&a=1', '?x=%20y+z', '?u=joe@x.com', '?next=/a/b:c'),
    fragment: fc.constantFrom('', '', '', '#rc=2', '#a?b/c'),
  })
  .map((parts) => Object.values(parts).join(''))
const key = fc.oneof(
  fc.stringMatching(/^[A-Z][A-Za-z]{0,8}$/),
  text,
  fc.constantFrom('__proto__', 'constructor', 'toString'),
)
const fields = (value: fc.Arbitrary<unknown>) => fc.dictionary(key, value, { maxKeys: 6 })

/** The URLs a sender may have signed: the received one and ways to write the same. */
const respell = (received: string, change: string): string =>
  ({
    lower: received.toLowerCase(),
    'with 443': received.replace(/(\.example|localhost)(?=[/?#]|$)/i, '$1:443'),
    'with 80': received.replace(/(\.example|localhost)(?=[/?#]|$)/i, '$1:80'),
    'without port': received.replace(/(\.example|localhost|\]):\d*/i, '$1'),
    slash: received.replace(/^([a-z]+:\/\/[^/?#]*)(?=[?#]|$)/i, '$1/'),
    path: `${received}x`,
  })[change] ?? received
const change = fc.constantFrom('none', 'none', 'lower', 'with 443', 'with 80', 'without port', 'slash', 'path', 'key')
const sha1 = (message: string, change: string): string =>
  createHmac('sha1', change === 'key' ? 'other' : KEY)
    .update(message)
    .digest('base64')

/** What the sender would have signed. */
const joined = (params: Readonly<Record<string, unknown>>): string =>
  Object.keys(params)
    .sort()
    .map((name) =>
      [params[name]]
        .flat(9)
        .map((value) => `${name}${value}`)
        .join(''),
    )
    .join('')

it('SignalWire forms get the verdict of @signalwire/compatibility-api, in compat mode', () => {
  const value = fc.oneof(
    { weight: 6, arbitrary: text },
    fc.array(text, { maxLength: 3 }),
    fc.constantFrom<unknown>(null, 7, true, [['a'], 'b'], {}, ''),
  )
  compare(fc.record({ url, params: fields(value), change }), (call) => {
    const signature = sha1(respell(call.url, call.change) + joined(call.params), call.change)
    const theirs = ask(() => RestClient.validateRequest(KEY, signature, call.url, call.params, true))
    const headers = { 'X-SignalWire-Signature': signature }
    const request = { method: 'POST', url: call.url, headers, params: call.params as Record<string, string> }
    return { theirs, ours: verify('signalwire', request, { secrets: KEY, schemes: ['form'], compat: true }).ok }
  })
})

it('SignalWire forms with flat fields and usual URLs get the same verdict in strict mode', () => {
  const usual = fc
    .record({
      scheme: fc.constantFrom('https://', 'http://'),
      host: fc.constantFrom('h.example', 'h.example:443', 'h.example:80', 'h.example:8443'),
      path: fc.stringMatching(/^\/[a-z0-9/_.-]{0,12}$/),
      query: fc.constantFrom('', '?leg=1'),
    })
    .map((parts) => Object.values(parts).join(''))
  compare(
    fc.record({ url: usual, params: fields(fc.oneof(text, fc.array(text, { minLength: 1 }))), change }),
    (call) => {
      const signature = sha1(respell(call.url, call.change) + joined(call.params), call.change)
      const theirs = ask(() => RestClient.validateRequest(KEY, signature, call.url, call.params, true))
      const request = {
        method: 'POST',
        url: call.url,
        headers: { 'X-SignalWire-Signature': signature },
        params: call.params as Record<string, string>,
      }
      const ours = verify('signalwire', request, { secrets: KEY }).ok
      // The one thing the package refuses and we do not: the URL exactly as it was configured.
      return { theirs: theirs || (call.change === 'none' && ours), ours }
    },
  )
})

it('SignalWire bodies with a hash in the URL get the verdict of @signalwire/compatibility-api', () => {
  const body = fc.jsonValue({ maxDepth: 2 }).map((value) => JSON.stringify(value))
  const call = fc.record({
    path: segment,
    body,
    change,
    hash: fc.constantFrom('right', 'right', 'upper', 'cut', 'other', 'none'),
  })
  compare(call, (call) => {
    const right = createHash('sha256').update(call.body).digest('hex')
    const hash = { right, upper: right.toUpperCase(), cut: right.slice(1), other: right.replace(/./g, '0'), none: '' }[
      call.hash
    ]
    const url = `https://h.example/${call.path.replaceAll('%', '')}?leg=1${call.hash === 'none' ? '' : `&bodySHA256=${hash}`}`
    const signature = sha1(respell(url, call.change), call.change)
    const theirs = ask(() => RestClient.validateRequestWithBody(KEY, signature, url, call.body))
    const request = { method: 'POST', url, headers: { 'X-Twilio-Signature': signature }, rawBody: call.body }
    return { theirs, ours: verify('signalwire', request, { secrets: KEY, schemes: ['body-sha256'] }).ok }
  })
})

it('jambonz headers get the verdict of @jambonz/node-client, in compat mode', () => {
  const NOW = 1_767_225_600
  vi.setSystemTime(NOW * 1000)
  const timestamp = fc.constantFrom(
    'right',
    'right',
    'right',
    String(NOW - 300),
    String(NOW - 301),
    String(NOW + 9999),
    'soon',
    '',
    '0x1',
    '-1',
    '1e9',
  )
  const entry = fc.oneof(
    { weight: 4, arbitrary: fc.constantFrom('t', 'v1', 'v1', 'wrong') },
    fc.constantFrom(
      'v0=a',
      ' v1=b',
      'v1',
      't',
      'v1=',
      't=',
      '',
      '=',
      'constructor=1',
      'toString=1',
      'valueOf',
      '__proto__=1',
      'hasOwnProperty=1',
      'x=1=2',
    ),
  )
  const body = fc.oneof(
    fc.jsonValue({ maxDepth: 3 }).map((value) => JSON.stringify(value)),
    fc
      .dictionary(text, fc.oneof(text, fc.double(), fc.boolean()), { maxKeys: 4 })
      .map((value) => JSON.stringify(value, undefined, 2)),
  )
  const secrets = fc.constantFrom<string[]>([KEY], ['old', KEY], ['old'])
  const call = fc.record({
    timestamp,
    entries: fc.array(entry, { maxLength: 3 }),
    order: fc.boolean(),
    body,
    secrets,
    compact: fc.boolean(),
  })
  compare(call, (call) => {
    const t = call.timestamp === 'right' ? String(NOW) : call.timestamp
    const signed = call.compact ? JSON.stringify(JSON.parse(call.body)) : call.body
    const v1 = createHmac('sha256', KEY).update(`${t}.${signed}`).digest('hex')
    const known = new Map([
      ['t', `t=${t}`],
      ['v1', `v1=${v1}`],
      ['wrong', `v1=${'0'.repeat(64)}`],
    ])
    const pairs = [...call.entries.map((one) => known.get(one) ?? one), `t=${t}`, `v1=${v1}`]
    const header = (call.order ? pairs : pairs.reverse()).join(',')
    const theirs = ask(() => {
      let passed = false
      WebhookResponse.verifyJambonzSignature(call.secrets)(
        { url: '/', body: JSON.parse(call.body), get: () => header },
        {},
        () => {
          passed = true
        },
      )
      return passed
    })
    const request = {
      method: 'POST',
      url: 'https://h.example/',
      headers: { 'Jambonz-Signature': header },
      rawBody: call.body,
    }
    return { theirs, ours: verify('jambonz', request, { secrets: call.secrets, now: NOW, compat: true }).ok }
  })
  vi.useRealTimers()
})
