/** Nothing a remote sender controls may throw, hang or allocate without bound. */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { explain } from './explain/explain.ts'
import { HEADER_NAMES } from './generated/header-names.ts'
import { detectProvider } from './header-reader.ts'
import type { HeaderFields, Provider, WebhookRequest } from './verification.ts'
import { sign, verify } from './verify.ts'

const PROVIDERS = ['plivo', 'vobiz', 'voicebip', 'jambonz', 'signalwire', 'enablex'] as const
const SCHEMES = [undefined, ['v1'], ['v2'], ['basic'], ['form'], ['json'], ['body-sha256']] as const
const REASONS = [
  'missing-signature',
  'missing-nonce',
  'missing-timestamp',
  'malformed',
  'mismatch',
  'stale',
  'unsupported-scheme',
  'ambiguous-provider',
  'bad-secret',
  'undecryptable',
]
const URL = 'https://h.example/cb?a=1'

/** Every way of judging a request; none may throw, and none may say yes. */
function refuseAll(request: WebhookRequest): void {
  for (const provider of PROVIDERS)
    for (const schemes of SCHEMES)
      for (const compat of [false, true]) {
        const verdict = verify(provider, request, {
          secrets: ['one', 'two'],
          mainSecrets: 'main',
          compat,
          ...(schemes && { schemes }),
        })
        expect(verdict.ok).toBe(false)
        expect(REASONS).toContain(verdict.ok ? '' : verdict.reason)
      }
  expect(['ambiguous', undefined, ...PROVIDERS]).toContain(detectProvider(request.headers))
}

const names = Object.values(HEADER_NAMES).flatMap((provider) => Object.values(provider))
const all = (value: (name: string) => string | string[] | undefined): HeaderFields =>
  Object.fromEntries([...names, 'Authorization'].map((name) => [name, value(name)]))
const own = (provider: Provider, value: string): HeaderFields =>
  Object.fromEntries(Object.values(HEADER_NAMES[provider]).map((name) => [name, value]))

const odd = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 80 }),
  fc.stringMatching(/^[A-Za-z0-9+/]{43}=$/),
  fc.constantFrom(
    '',
    ' ',
    ',',
    '=',
    't=,v1=',
    't=1,v1',
    'v1=v1=',
    'sha256=',
    'Basic Og==',
    '\0',
    '\ud800',
    '%',
    '__proto__',
  ),
)
const field = fc.oneof(fc.constantFrom(...names, ...names.map((name) => name.toLowerCase()), 'authorization'), odd)
const headers = fc.dictionary(field, fc.oneof(odd, fc.array(odd, { maxLength: 3 }), fc.constant(undefined)), {
  maxKeys: 12,
})
const nested = fc.jsonValue({ maxDepth: 3 })
const params = fc.oneof(
  fc.constant(undefined),
  fc.dictionary(
    fc.oneof(odd, fc.constantFrom('__proto__', 'constructor', 'hasOwnProperty', 'a')),
    fc.oneof(odd, nested),
    { maxKeys: 8 },
  ),
  nested,
)
const rawBody = fc.oneof(
  fc.constant(undefined),
  odd,
  fc.uint8Array({ maxLength: 200 }),
  nested.map((value) => JSON.stringify(value)),
)
const url = fc.oneof(
  odd,
  fc.webUrl({ withFragments: true, withQueryParameters: true }),
  odd.map((text) => `https://h.example/${text}?${text}=${text}`),
)

describe('random requests', () => {
  it('are refused', () => {
    fc.assert(
      fc.property(fc.record({ method: odd, url, headers, params, rawBody }), (request) => {
        refuseAll(request as unknown as WebhookRequest)
      }),
      { numRuns: 300 },
    )
  })

  it('are explained without a throw', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...PROVIDERS),
        fc.record({ method: odd, url, headers, params, rawBody }),
        (provider, request) => {
          expect(explain(provider, request as unknown as WebhookRequest, { secrets: 'one' }).causes).toEqual([])
        },
      ),
      { numRuns: 60 },
    )
  })
})

describe('a signed request with one byte changed', () => {
  const body = fc.constantFrom('{"a":"é"}', '{"a":"b"}')
  it.each(['voicebip', 'jambonz'] as const)('is refused by %s', (provider) => {
    fc.assert(
      fc.property(body, fc.nat(), fc.integer({ min: 1, max: 255 }), (text, position, change) => {
        const bytes = Buffer.from(text)
        const request = { method: 'POST', url: URL, headers: {}, rawBody: bytes }
        const signed = { ...request, headers: sign(provider, request, { secret: 's', timestamp: 1000 }) }
        expect(verify(provider, signed, { secrets: 's', now: 1000 }).ok).toBe(true)
        const changed = Buffer.from(bytes)
        const at = position % bytes.length
        changed[at] = (changed[at] ?? 0) ^ change
        expect(verify(provider, { ...signed, rawBody: changed }, { secrets: 's', now: 1000 }).ok).toBe(false)
      }),
    )
  })
})

describe('sizes', () => {
  const MEGABYTE = 1_000_000
  const huge = 'x'.repeat(MEGABYTE)

  it.each([
    ['letters', huge],
    ['commas', ','.repeat(MEGABYTE)],
    ['blanks', `a${' '.repeat(MEGABYTE)}b`],
    ['equals signs', '='.repeat(MEGABYTE)],
    ['digits', '1'.repeat(MEGABYTE)],
    ['letters of two bytes', 'é'.repeat(MEGABYTE)],
    ['pairs', 't=1,v1=a,'.repeat(MEGABYTE / 10)],
    ['credentials', `Basic ${'QUFB'.repeat(MEGABYTE / 4)}`],
  ])('headers of a megabyte of %s', (_, value) => {
    refuseAll({ method: 'POST', url: URL, headers: all(() => value), params: {}, rawBody: '{}' })
    for (const provider of PROVIDERS)
      refuseAll({ method: 'POST', url: URL, headers: own(provider, value), params: {}, rawBody: '{}' })
  })

  it('ten thousand headers', () => {
    const many = Object.fromEntries(Array.from({ length: 10_000 }, (_, index) => [`x-plivo-signature-v${index}`, 'a']))
    refuseAll({ method: 'POST', url: URL, headers: many })
  })

  it.each([
    ['different names', (index: number) => `k${index}=v${index}`],
    ['one name', (index: number) => `k=v${index}`],
    ['one pair', () => 'k=v'],
    ['names of an object’s parts', (index: number) => `${['__proto__', 'constructor', 'toString'][index % 3]}=v`],
    ['no values', () => '&'],
  ])('ten thousand parameters with %s, in body, query and both', (_, print) => {
    const text = Array.from({ length: 10_000 }, (_value, index) => print(index)).join('&')
    for (const provider of ['plivo', 'signalwire'] as const)
      for (const method of ['GET', 'POST'])
        for (const request of [
          { url: `https://h.example/cb?${text}`, rawBody: text },
          { url: 'https://h.example/cb', rawBody: text },
          { url: `https://h.example/cb?${text}` },
        ]) {
          const whole = { method, headers: {}, ...request }
          const signed = { ...whole, headers: sign(provider, whole, { secret: 's' }) }
          expect(verify(provider, signed, { secrets: 's' }).ok).toBe(true)
          expect(verify(provider, { ...signed, rawBody: `${text}x=y` }, { secrets: 's' }).ok).toBe(false)
        }
  })

  it.each([
    ['JSON', `{"a":"${'x'.repeat(10 * MEGABYTE)}"}`],
    ['nested JSON', '['.repeat(5 * MEGABYTE) + ']'.repeat(5 * MEGABYTE)],
    ['a nested object', `${'{"a":'.repeat(MEGABYTE)}1${'}'.repeat(MEGABYTE)}`],
    ['hex for EnableX', `{"encrypted_data":"${'ab'.repeat(5 * MEGABYTE)}"}`],
    ['base64 for EnableX', `{"encrypted_data":"${'QUFB'.repeat(2.5 * MEGABYTE)}"}`],
    ['form', `a=${'%41'.repeat(3 * MEGABYTE)}`],
    ['bytes that are no UTF-8', Buffer.alloc(10 * MEGABYTE, 0xff)],
  ])('a body of ten megabytes of %s', (_, body) => {
    const formats = ['hex', 'base64']
    for (const format of formats)
      expect(
        verify(
          'enablex',
          {
            method: 'POST',
            url: URL,
            headers: { 'x-algoritm': 'aes-256-cbc', 'x-format': format, 'x-encoding': 'utf8' },
            rawBody: body,
          },
          { secrets: 's' },
        ).ok,
      ).toBe(false)
    for (const provider of ['plivo', 'vobiz', 'signalwire', 'jambonz', 'voicebip'] as const)
      for (const compat of [false, true]) {
        const request = {
          method: 'POST',
          url: URL,
          headers: sign('signalwire', { method: 'POST', url: URL, headers: {} }, { secret: 'x' }),
          rawBody: body,
        }
        const headers = provider === 'signalwire' ? request.headers : own(provider, '1')
        expect(verify(provider, { ...request, headers }, { secrets: 's', compat }).ok).toBe(false)
      }
  })

  it('a URL of a megabyte', () => {
    for (const text of [
      `https://${huge}/`,
      `https://h/${huge}`,
      `https://h/?${'a&'.repeat(MEGABYTE / 2)}`,
      `https://${'a@'.repeat(MEGABYTE / 2)}h/`,
      `https://${':1'.repeat(MEGABYTE / 2)}`,
      `${huge}://h/`,
      `${' '.repeat(MEGABYTE)}x`,
    ])
      for (const provider of PROVIDERS)
        for (const compat of [false, true])
          expect(
            verify(provider, { method: 'GET', url: text, headers: own(provider, 'a') }, { secrets: 's', compat }).ok,
          ).toBe(false)
  })
})

describe('names that could pollute a prototype', () => {
  it('reach no prototype', () => {
    const request: WebhookRequest = {
      method: 'GET',
      url: 'https://h.example/cb?__proto__=a&constructor=b&__proto__[polluted]=c',
      headers: JSON.parse(
        '{"__proto__":{"x-plivo-signature-v3":"a"},"x-plivo-signature-v3":"a","x-plivo-signature-v3-nonce":"1"}',
      ),
      params: JSON.parse('{"__proto__":{"polluted":"d"},"constructor":"e","__proto__[polluted]":"f"}'),
      rawBody: '{"__proto__":{"polluted":"g"}}',
    }
    refuseAll(request)
    expect({}).not.toHaveProperty('polluted')
    expect(Object.prototype).not.toHaveProperty('a')
  })
})
