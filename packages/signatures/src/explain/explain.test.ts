import { createHmac } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { readVectors } from '../vectors.fixture.ts'
import type { Provider, VerifyOptions, WebhookRequest } from '../verification.ts'
import { CAUSES } from './causes.ts'
import { explain } from './explain.ts'

// The worked example of the vendors' documentation: these digests come from their packages, not from this one.
const NONCE = '12345678901234567890'
const PLIVO_POST = 'J2cbWo5gi8+T3L5tcmIWcJjT2BwuSKv4H1g4W/O/4Mo='
const PLIVO_POST_NO_QUERY = 'aIG1SFQSzIQ6SBdUwQzX1YJD1kk/B4tQ9DBRo1X7c54='
const PLIVO_GET = 'WInUIFHTZtfJji80oEqS3T2sRIfc66aLtHyzjNyJNEE='
const PLIVO_V1 = 'c3bZvoVo14mF5s4lcdctW7uKJ+E='
const V2 = 'kRYbaSbTV+ewVlOyRHvs9TXrsgkVzl48uvDdLSp/CIo='
const VOBIZ = 'LFpyZ4xuoKXPqVopoai5AnQje6tHnS1jx2q9ey225tg='
const BODY = '0e5b4e2f069e99ee6f87013e588d8ff1f4d7615109d1e3abf06126e6813ca8c7'
const SIGNALWIRE_FORM = 'fxQ45zyPzUOOX/n61l5AeQ3A4OM='
const SIGNALWIRE_JSON = '54c48927c5c54b521eddcb0ed8fa51c8a21af872'
const NOW = 1767225600
const URL = 'https://h.example/cb?b=2&a=1'
const PARAMS = { To: '2', From: '1' }

const sha256 = (text: string): string => createHmac('sha256', 'demo-token').update(text).digest('base64')

type Headers = Record<string, string | string[]>
const plivo = (signature: string): Headers => ({
  'x-plivo-signature-v3': signature,
  'x-plivo-signature-v3-nonce': NONCE,
})
const vobiz = (signature: string): Headers => ({
  'x-vobiz-signature-v3': signature,
  'x-vobiz-signature-v3-nonce': NONCE,
})
const voicebip = (signature: string): Headers => ({
  'x-voicebip-signature': signature,
  'x-voicebip-timestamp': String(NOW),
})
const jambonz = { 'jambonz-signature': `t=${NOW},v1=${BODY}` }

interface Case extends Partial<WebhookRequest> {
  readonly name: string
  readonly provider: Provider
  readonly headers: Headers
  readonly options?: Partial<VerifyOptions>
  readonly causes: readonly string[]
}

const SECRETS: Readonly<Record<Provider, string>> = {
  plivo: 'demo-token',
  vobiz: 'demo-token',
  voicebip: 'demo-secret',
  jambonz: 'demo-secret',
  signalwire: 'demo-key',
  enablex: 'demo-app',
}

function ask({ provider, options, name: _name, causes: _causes, ...request }: Case) {
  const whole = { method: 'POST', url: URL, ...request }
  return explain(provider, whole, { secrets: SECRETS[provider], now: NOW, ...options })
}

const withForm = { params: PARAMS }
const CASES: readonly Case[] = [
  {
    name: 'http behind TLS',
    provider: 'plivo',
    headers: plivo(PLIVO_POST),
    ...withForm,
    url: 'http://h.example/cb?b=2&a=1',
    causes: ['http-https'],
  },
  {
    name: 'a WebSocket upgrade',
    provider: 'vobiz',
    headers: vobiz(sha256(`wss://h.example/cb.${NONCE}`)),
    causes: ['http-https'],
  },
  {
    name: 'a port of the proxy',
    provider: 'plivo',
    headers: plivo(PLIVO_POST),
    ...withForm,
    url: 'https://h.example:443/cb?b=2&a=1',
    causes: ['port'],
  },
  {
    name: 'a usual port written out',
    provider: 'vobiz',
    headers: vobiz(sha256(`https://h.example:443/cb.${NONCE}`)),
    causes: ['port'],
  },
  {
    name: 'a port known from the Host header',
    provider: 'vobiz',
    headers: { ...vobiz(sha256(`https://h.example:8443/cb.${NONCE}`)), host: 'h.example:8443' },
    causes: ['port'],
  },
  {
    name: 'a slash too many',
    provider: 'vobiz',
    headers: vobiz(VOBIZ),
    url: 'https://h.example/cb/',
    causes: ['trailing-slash'],
  },
  {
    name: 'a slash too few',
    provider: 'vobiz',
    headers: vobiz(sha256(`https://h.example/cb/.${NONCE}`)),
    causes: ['trailing-slash'],
  },
  {
    name: 'a query that was not signed',
    provider: 'plivo',
    headers: plivo(PLIVO_POST_NO_QUERY),
    ...withForm,
    causes: ['query'],
  },
  {
    name: 'credentials in the URL',
    provider: 'vobiz',
    headers: vobiz(VOBIZ),
    url: 'https://user:pa55@h.example/cb',
    causes: ['credentials'],
  },
  {
    name: 'credentials presented',
    provider: 'vobiz',
    headers: { ...vobiz(sha256(`https://user:pa55@h.example/cb.${NONCE}`)), authorization: 'Basic dXNlcjpwYTU1' },
    causes: ['credentials'],
  },
  {
    name: 'a proxy that says where it stands',
    provider: 'plivo',
    headers: { ...plivo(PLIVO_POST), 'x-forwarded-proto': 'https', 'x-forwarded-host': 'h.example' },
    ...withForm,
    url: 'http://10.0.0.7:3000/cb?b=2&a=1',
    causes: ['proxy-headers'],
  },
  {
    name: 'two proxies, the outer one right',
    provider: 'plivo',
    headers: { ...plivo(PLIVO_POST), 'x-forwarded-proto': 'https, http', 'x-forwarded-host': 'h.example, inner' },
    ...withForm,
    url: 'http://10.0.0.7:3000/cb?b=2&a=1',
    causes: ['proxy-headers'],
  },
  {
    name: 'a proxy with a port',
    provider: 'vobiz',
    headers: {
      ...vobiz(sha256(`https://h.example:8443/cb.${NONCE}`)),
      'x-forwarded-proto': 'https',
      'x-forwarded-host': 'h.example',
      'x-forwarded-port': '8443',
    },
    url: 'http://10.0.0.7:3000/cb',
    causes: ['proxy-headers'],
  },
  {
    name: 'a proxy that writes Forwarded',
    provider: 'plivo',
    headers: { ...plivo(PLIVO_POST), forwarded: 'for=1.2.3.4;host=h.example;proto=https' },
    ...withForm,
    url: 'http://10.0.0.7:3000/cb?b=2&a=1',
    causes: ['proxy-headers'],
  },
  {
    name: 'the host of the Host header',
    provider: 'vobiz',
    headers: { ...vobiz(VOBIZ), host: 'h.example' },
    url: 'https://inner/cb',
    causes: ['host'],
  },
  {
    name: 'the case of the host',
    provider: 'vobiz',
    headers: vobiz(VOBIZ),
    url: 'https://H.Example/cb',
    causes: ['host'],
  },
  {
    name: 'a blank in the path',
    provider: 'vobiz',
    headers: vobiz(sha256(`https://h.example/a+b.${NONCE}`)),
    url: 'https://h.example/a%20b',
    causes: ['blanks'],
  },
  {
    name: 'a blank in the query',
    provider: 'signalwire',
    headers: {
      'x-signalwire-signature': createHmac('sha1', 'demo-key').update('https://h.example/cb?a=%20').digest('base64'),
    },
    params: {},
    url: 'https://h.example/cb?a=+',
    causes: ['blanks'],
  },
  {
    name: 'JSON printed again',
    provider: 'jambonz',
    headers: jambonz,
    rawBody: '{\n  "a": 1\n}',
    causes: ['parsed-body'],
  },
  {
    name: 'JSON printed without its blanks',
    provider: 'voicebip',
    headers: voicebip(`sha256=${createHmac('sha256', 'demo-secret').update(`${NOW}.{"a": [1, "é"]}`).digest('hex')}`),
    rawBody: '{"a":[1,"é"]}',
    causes: ['parsed-body'],
  },
  {
    name: 'JSON printed without its indent',
    provider: 'voicebip',
    headers: voicebip(`sha256=${createHmac('sha256', 'demo-secret').update(`${NOW}.{\n  "a": 1\n}`).digest('hex')}`),
    rawBody: '{"a":1}',
    causes: ['parsed-body'],
  },
  {
    name: 'JSON printed without its escapes',
    provider: 'voicebip',
    headers: voicebip(`sha256=${createHmac('sha256', 'demo-secret').update(`${NOW}.{"a":"\\u00e9"}`).digest('hex')}`),
    rawBody: '{"a":"é"}',
    causes: ['parsed-body'],
  },
  {
    name: 'a body saved by an editor',
    provider: 'voicebip',
    headers: voicebip(`sha256=${BODY}`),
    rawBody: '{"a":1}\n',
    causes: ['parsed-body'],
  },
  {
    name: 'a line break that was cut',
    provider: 'voicebip',
    headers: voicebip(`sha256=${createHmac('sha256', 'demo-secret').update(`${NOW}.{"a":1}\n`).digest('hex')}`),
    rawBody: '{"a":1}',
    causes: ['parsed-body'],
  },
  {
    name: 'fields a parser changed',
    provider: 'plivo',
    headers: plivo(PLIVO_POST),
    params: { To: '2', From: '' },
    rawBody: 'To=2&From=1',
    causes: ['parsed-body'],
  },
  {
    name: 'fields that hold the query as well',
    provider: 'plivo',
    headers: plivo(PLIVO_POST),
    params: { ...PARAMS, a: '1', b: '2' },
    causes: ['parsed-body'],
  },
  {
    name: 'fields with a + for a blank',
    provider: 'plivo',
    headers: plivo(sha256(`https://h.example/cb?a=1&b=2.Namea b.${NONCE}`)),
    params: { Name: 'a+b' },
    causes: ['parsed-body'],
  },
  {
    name: 'fields not yet decoded',
    provider: 'plivo',
    headers: plivo(sha256(`https://h.example/cb?a=1&b=2.To+1.${NONCE}`)),
    params: { To: '%2B1' },
    causes: ['parsed-body'],
  },
  {
    name: 'fields where none were sent',
    provider: 'plivo',
    headers: plivo(PLIVO_GET),
    params: { id: '7' },
    method: 'GET',
    causes: ['parsed-body'],
  },
  {
    name: 'the other method',
    provider: 'plivo',
    headers: plivo(sha256(`https://h.example/cb?From=1&To=2&a=1&b=2.${NONCE}`)),
    ...withForm,
    causes: ['method'],
  },
  {
    name: 'the token of the main account',
    provider: 'vobiz',
    headers: { 'x-vobiz-signature-ma-v3': VOBIZ, 'x-vobiz-signature-v3-nonce': NONCE },
    causes: ['wrong-account'],
  },
  {
    name: 'the token of the sub-account as main token',
    provider: 'vobiz',
    headers: vobiz(VOBIZ),
    options: { secrets: [], mainSecrets: 'demo-token' },
    causes: ['wrong-account'],
  },
  {
    name: 'headers of the other platform',
    provider: 'vobiz',
    headers: plivo(PLIVO_POST),
    ...withForm,
    causes: ['wrong-provider'],
  },
  {
    name: 'headers of both platforms',
    provider: 'vobiz',
    headers: { ...vobiz(VOBIZ), ...plivo('x') },
    causes: ['wrong-provider'],
  },
  {
    name: 'a header that was renamed only',
    provider: 'vobiz',
    headers: vobiz(PLIVO_POST),
    ...withForm,
    causes: ['wrong-scheme'],
  },
  { name: 'the older scheme under the newer name', provider: 'vobiz', headers: vobiz(V2), causes: ['wrong-scheme'] },
  {
    name: 'a scheme that is not accepted',
    provider: 'plivo',
    headers: { 'x-plivo-signature': PLIVO_V1 },
    ...withForm,
    causes: ['wrong-scheme'],
  },
  {
    name: 'a form checked as JSON',
    provider: 'signalwire',
    headers: { 'x-signalwire-signature': SIGNALWIRE_FORM },
    ...withForm,
    options: { schemes: ['json'] },
    causes: ['wrong-scheme'],
  },
  {
    name: 'a line break after the secret',
    provider: 'vobiz',
    headers: vobiz(VOBIZ),
    options: { secrets: 'demo-token\n' },
    causes: ['secret-whitespace'],
  },
  {
    name: 'quotes around the main secret',
    provider: 'vobiz',
    headers: { 'x-vobiz-signature-ma-v3': VOBIZ, 'x-vobiz-signature-v3-nonce': NONCE },
    options: { secrets: [], mainSecrets: '"demo-token"' },
    causes: ['secret-whitespace'],
  },
  { name: 'a blank after the signature', provider: 'vobiz', headers: vobiz(`${VOBIZ} `), causes: ['header-cut'] },
  { name: 'a signature without its =', provider: 'vobiz', headers: vobiz(VOBIZ.slice(0, -1)), causes: ['header-cut'] },
  {
    name: 'URL-safe base64',
    provider: 'vobiz',
    headers: vobiz(sha256(`https://h.example/x.${NONCE}`).replaceAll('+', '-').replaceAll('/', '_')),
    url: 'https://h.example/x',
    causes: ['header-cut'],
  },
  {
    name: 'upper-case hex',
    provider: 'voicebip',
    headers: voicebip(`sha256=${BODY.toUpperCase()}`),
    rawBody: '{"a":1}',
    causes: ['header-cut'],
  },
  { name: 'a lost prefix', provider: 'voicebip', headers: voicebip(BODY), rawBody: '{"a":1}', causes: ['header-cut'] },
  { name: 'a signature cut short', provider: 'vobiz', headers: vobiz(VOBIZ.slice(0, 20)), causes: ['header-cut'] },
  {
    name: 'a signature without its beginning',
    provider: 'jambonz',
    headers: { 'jambonz-signature': jambonz['jambonz-signature'].slice(0, 60) },
    rawBody: '{"a":1}',
    causes: ['header-cut'],
  },
  {
    name: 'a JSON signature cut short',
    provider: 'signalwire',
    headers: { 'x-signalwire-signature': SIGNALWIRE_JSON.slice(0, 30) },
    rawBody: '{"a":1}',
    url: 'https://h.example/cb',
    causes: ['header-cut'],
  },
  {
    name: 'a header that is there twice',
    provider: 'vobiz',
    headers: { ...vobiz(VOBIZ), 'x-vobiz-signature-v3': ['x', VOBIZ] },
    causes: ['header-repeated'],
  },
  {
    name: 'headers a proxy joined',
    provider: 'vobiz',
    headers: { 'x-vobiz-signature-v3': `${VOBIZ}, ${VOBIZ}`, 'x-vobiz-signature-v3-nonce': `${NONCE}, ${NONCE}` },
    causes: ['header-repeated'],
  },
  {
    name: 'a slow clock',
    provider: 'jambonz',
    headers: jambonz,
    rawBody: '{"a":1}',
    options: { now: NOW + 1000 },
    causes: ['clock'],
  },
  {
    name: 'a fast clock',
    provider: 'voicebip',
    headers: voicebip(`sha256=${BODY}`),
    rawBody: '{"a":1}',
    options: { now: NOW - 1000 },
    causes: ['clock'],
  },
  {
    name: 'scheme and port',
    provider: 'plivo',
    headers: plivo(PLIVO_POST),
    ...withForm,
    url: 'http://h.example:8080/cb?b=2&a=1',
    causes: ['http-https', 'port'],
  },
  {
    name: 'port and slash',
    provider: 'vobiz',
    headers: vobiz(VOBIZ),
    url: 'https://h.example:8080/cb/',
    causes: ['port', 'trailing-slash'],
  },
]

describe('explain names the cause', () => {
  it.each(CASES)('$name', (row) => {
    const explanation = ask(row)
    expect(explanation.verdict.ok).toBe(false)
    expect(explanation.causes, explanation.message).toEqual(row.causes)
    expect(explanation.message).toMatch(/^The signature matches when .+: .+\.$/)
    expect(explanation.message.split('. ')).toHaveLength(1)
    expect(explanation.tried.at(-1)).toMatchObject({ matches: true, causes: row.causes })
    expect(explanation.tried.filter(({ matches }) => matches)).toHaveLength(1)
  })

  it('has a case for every cause', () => {
    expect(new Set(CASES.flatMap(({ causes }) => causes))).toEqual(new Set(CAUSES.map(({ cause }) => cause)))
  })

  it.each(CASES)('and holds no secret, signature or password: $name', (row) => {
    const { message, tried } = ask(row)
    const text = JSON.stringify([message, tried])
    for (const secret of [
      'demo-token',
      'demo-secret',
      'demo-key',
      'pa55',
      PLIVO_POST,
      VOBIZ,
      V2,
      BODY,
      SIGNALWIRE_FORM,
    ])
      expect(text).not.toContain(secret)
  })
})

describe('explain says no more than it knows', () => {
  it('when the signature is right', () => {
    const { causes, message, tried } = ask({ name: '', provider: 'vobiz', headers: vobiz(VOBIZ), causes: [] })
    expect({ causes, tried }).toEqual({ causes: [], tried: [] })
    expect(message).toBe('The signature is right: scheme v3, own account, secret number 1.')
  })

  it.each([
    { name: 'another token', provider: 'vobiz', headers: vobiz(VOBIZ), options: { secrets: 'other' } },
    { name: 'another body', provider: 'voicebip', headers: voicebip(`sha256=${BODY}`), rawBody: '{"a":2}' },
    { name: 'no headers', provider: 'vobiz', headers: {} },
    { name: 'no URL', provider: 'plivo', headers: plivo(PLIVO_POST), url: '/cb' },
    { name: 'no body', provider: 'jambonz', headers: jambonz },
    { name: 'an empty secret', provider: 'vobiz', headers: vobiz(VOBIZ), options: { secrets: '' } },
    { name: 'two characters of a signature', provider: 'vobiz', headers: vobiz(VOBIZ.slice(0, 2)) },
  ] as const)('about $name', (row) => {
    const { causes, message, tried, verdict } = ask({ ...row, causes: [] })
    expect(causes).toEqual([])
    expect(message).toMatch(/^None of \d+ plausible changes makes the signature match/)
    expect(message).toContain(verdict.ok ? '?' : verdict.message)
    expect(tried.every(({ matches }) => !matches)).toBe(true)
  })

  it('and never throws on a vector', () => {
    for (const file of ['plivo-v2', 'plivo-v3', 'vobiz', 'voicebip', 'jambonz', 'signalwire', 'enablex'])
      for (const { scheme, input } of readVectors(file)) {
        const provider = scheme.split('-')[0] as Provider
        expect(() => explain(provider, input, { secrets: 'other', now: NOW })).not.toThrow()
      }
  })
})
