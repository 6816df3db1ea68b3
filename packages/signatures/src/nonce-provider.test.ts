import { createHmac } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import type { HeaderFields, VerifyOptions, WebhookRequest } from './verification.ts'
import { sign, verify } from './verify.ts'

const NONCE = '12345678901234567890'
const BASE = 'https://h.example/cb'
const hash = (secret: string, text: string): string => createHmac('sha256', secret).update(text).digest('base64')
const v3 = (secret: string): string => hash(secret, `${BASE}.${NONCE}`)
const v2 = (secret: string): string => hash(secret, BASE + NONCE)

const P3 = 'X-Plivo-Signature-V3'
const P2 = 'X-Plivo-Signature-V2'
const V3 = 'X-Vobiz-Signature-V3'
const V2 = 'X-Vobiz-Signature-V2'
const MA = 'X-Vobiz-Signature-MA-V3'
const NONCE3 = { 'X-Vobiz-Signature-V3-Nonce': NONCE }
const NONCE2 = { 'X-Vobiz-Signature-V2-Nonce': NONCE }
const PNONCE3 = { 'X-Plivo-Signature-V3-Nonce': NONCE }

const REQUEST: WebhookRequest = { method: 'POST', url: BASE, headers: {} }
const ask = (provider: 'plivo' | 'vobiz', headers: HeaderFields, options: Partial<VerifyOptions> = {}) =>
  verify(provider, { ...REQUEST, headers }, { secrets: 'own', ...options })

describe('what is accepted', () => {
  it.each([
    ['the own token', { [V3]: v3('own'), ...NONCE3 }, {}, 'v3', 0, 'own'],
    ['the second of two tokens', { [V3]: v3('new'), ...NONCE3 }, { secrets: ['own', 'new'] }, 'v3', 1, 'own'],
    ['the first of two equals', { [V3]: v3('own'), ...NONCE3 }, { secrets: ['own', 'own'] }, 'v3', 0, 'own'],
    ['the main token', { [MA]: v3('main'), ...NONCE3 }, { mainSecrets: 'main' }, 'v3', 0, 'main'],
    ['a main token alone', { [MA]: v3('b'), ...NONCE3 }, { secrets: [], mainSecrets: ['a', 'b'] }, 'v3', 1, 'main'],
    [
      'the main token where the own one fails',
      { [V3]: v3('x'), [MA]: v3('main'), ...NONCE3 },
      { mainSecrets: 'main' },
      'v3',
      0,
      'main',
    ],
    [
      'the own token where the main one fails',
      { [V3]: v3('own'), [MA]: v3('x'), ...NONCE3 },
      { mainSecrets: 'main' },
      'v3',
      0,
      'own',
    ],
    [
      'an empty plain header beside the main one',
      { [V3]: '', [MA]: v3('main'), ...NONCE3 },
      { mainSecrets: 'main' },
      'v3',
      0,
      'main',
    ],
    ['V2', { [V2]: v2('own'), ...NONCE2 }, {}, 'v2', 0, 'own'],
    [
      'V2 where V3 is not accepted',
      { [V3]: v3('own'), ...NONCE3, [V2]: v2('own'), ...NONCE2 },
      { schemes: ['v2'] },
      'v2',
      0,
      'own',
    ],
    ['V3 where both are there', { [V3]: v3('own'), ...NONCE3, [V2]: v2('x'), ...NONCE2 }, {}, 'v3', 0, 'own'],
    [
      'the longest nonce',
      { [V3]: hash('own', `${BASE}.${'1'.repeat(256)}`), 'X-Vobiz-Signature-V3-Nonce': '1'.repeat(256) },
      {},
      'v3',
      0,
      'own',
    ],
    [
      'headers of two platforms in compat mode',
      { [V3]: v3('own'), ...NONCE3, [P3]: 'x' },
      { compat: true },
      'v3',
      0,
      'own',
    ],
  ])('%s', (_, headers, options, scheme, secretIndex, account) => {
    expect(ask('vobiz', headers, options)).toEqual({ ok: true, provider: 'vobiz', scheme, secretIndex, account })
  })

  it.each([
    ['one of several', `${v3('other')},${v3('own')}`],
    ['the first of several', `${v3('own')},${v3('other')}`],
    ['one after a comma and blanks', `${v3('other')}, \t${v3('own')} `],
    ['one with blanks around it', ` ${v3('own')}\t`],
  ])('Plivo lists a signature per token: %s', (_, list) => {
    expect(ask('plivo', { [P3]: list, ...PNONCE3 }).ok).toBe(true)
  })

  it('the longest list Plivo could send, and no longer one', () => {
    const entry = `${v3('own')},`
    const list = (length: number): string => ','.repeat(length - entry.length) + entry
    expect(ask('plivo', { [P3]: list(4096), ...PNONCE3 }).ok).toBe(true)
    expect(ask('plivo', { [P3]: list(4097), ...PNONCE3 })).toMatchObject({ ok: false, reason: 'malformed' })
  })
})

describe('what is refused', () => {
  const right = { [V3]: v3('own'), ...NONCE3 }

  it.each([
    ['nothing', {}, {}, 'missing-signature'],
    ['a nonce alone', NONCE3, {}, 'missing-signature'],
    ['an empty signature', { ...right, [V3]: '' }, {}, 'missing-signature'],
    ['no nonce', { [V3]: v3('own') }, {}, 'missing-nonce'],
    [
      'an empty nonce, even a signed one',
      { [V3]: hash('own', `${BASE}.`), 'X-Vobiz-Signature-V3-Nonce': '' },
      {},
      'missing-nonce',
    ],
    ['the nonce of the other version', { [V3]: v3('own'), ...NONCE2 }, {}, 'missing-nonce'],
    ['a nonce too long', { [V3]: v3('own'), 'X-Vobiz-Signature-V3-Nonce': '1'.repeat(257) }, {}, 'malformed'],
    ['a signature that is there twice', { ...right, [V3]: [v3('own'), v3('own')] }, {}, 'malformed'],
    ['a main signature that is there twice', { ...right, [MA]: ['a', 'b'] }, {}, 'malformed'],
    ['a nonce that is there twice', { ...right, 'x-vobiz-signature-v3-nonce': NONCE }, {}, 'malformed'],
    ['another token', { ...right, [V3]: v3('other') }, {}, 'mismatch'],
    ['another nonce', { ...right, 'X-Vobiz-Signature-V3-Nonce': '2' }, {}, 'mismatch'],
    ['a list, which only Plivo sends', { ...right, [V3]: `${v3('own')},${v3('own')}` }, {}, 'mismatch'],
    ['a blank after the signature', { ...right, [V3]: `${v3('own')} ` }, {}, 'mismatch'],
    ['V2 text under V3 names', { ...right, [V3]: v2('own') }, {}, 'mismatch'],
    ['V3 text under V2 names', { [V2]: v3('own'), ...NONCE2 }, {}, 'mismatch'],
    ['a wrong V3 beside a right V2', { ...right, [V3]: v3('x'), [V2]: v2('own'), ...NONCE2 }, {}, 'mismatch'],
    ['a V3 without nonce beside a right V2', { [V3]: v3('own'), [V2]: v2('own'), ...NONCE2 }, {}, 'missing-nonce'],
    ['a V3 nonce alone beside a right V2', { ...NONCE3, [V2]: v2('own'), ...NONCE2 }, {}, 'missing-signature'],
    [
      'a main V3 alone beside a right V2',
      { [MA]: v3('x'), ...NONCE3, [V2]: v2('own'), ...NONCE2 },
      {},
      'missing-signature',
    ],
    ['the main token on the plain header', { ...right, [V3]: v3('main') }, { mainSecrets: 'main' }, 'mismatch'],
    ['the own token on the main header', { [MA]: v3('own'), ...NONCE3 }, { mainSecrets: 'main' }, 'mismatch'],
    ['a main header without main token', { [MA]: v3('own'), ...NONCE3 }, {}, 'missing-signature'],
    ['a plain header without own token', right, { secrets: [], mainSecrets: 'own' }, 'missing-signature'],
    ['V1 alone', { 'X-Vobiz-Signature': v3('own') }, {}, 'unsupported-scheme'],
    ['V1 asked for by name', { 'X-Vobiz-Signature': v3('own') }, { schemes: ['v1'] }, 'unsupported-scheme'],
    ['a scheme that is not accepted', right, { schemes: ['v2'] }, 'unsupported-scheme'],
    ['every scheme', right, { schemes: [] }, 'unsupported-scheme'],
    ['headers of Plivo alone', { [P3]: v3('own'), ...PNONCE3 }, {}, 'missing-signature'],
    ['headers of both platforms', { ...right, [P3]: 'x' }, {}, 'ambiguous-provider'],
    ['an empty token', right, { secrets: '' }, 'bad-secret'],
    ['an empty token among others', right, { secrets: ['own', ''] }, 'bad-secret'],
    ['an empty main token', right, { mainSecrets: '' }, 'bad-secret'],
    ['no token', right, { secrets: [] }, 'bad-secret'],
    ['no token of either account', right, { secrets: [], mainSecrets: [] }, 'bad-secret'],
    ['a token that is no text', right, { secrets: [undefined as unknown as string] }, 'bad-secret'],
    ['a token read from a variable that is not set', right, { secrets: undefined as unknown as string }, 'bad-secret'],
  ])('%s', (_, headers, options, reason) => {
    const verdict = ask('vobiz', headers as HeaderFields, options)
    expect(verdict).toMatchObject({ ok: false, provider: 'vobiz', reason })
    expect(verdict.ok ? '' : verdict.message).toMatch(/^[A-Z].{20,}\.$/)
    expect(JSON.stringify(verdict)).not.toContain(v3('own'))
  })

  it('a URL that is none, in V2', () => {
    for (const url of ['/cb', 'https://'])
      for (const [provider, headers] of [
        ['plivo', { [P2]: v2('own'), 'X-Plivo-Signature-V2-Nonce': NONCE }],
        ['vobiz', { [V2]: v2('own'), ...NONCE2 }],
      ] as const)
        expect(verify(provider, { ...REQUEST, url, headers }, { secrets: 'own' })).toMatchObject({
          reason: 'malformed',
          scheme: 'v2',
        })
  })

  it('names the scheme it judged, and what it saw', () => {
    expect(ask('vobiz', { ...right, [V3]: v3('x') })).toMatchObject({ scheme: 'v3' })
    expect(ask('vobiz', { [V2]: v2('x'), ...NONCE2 })).toMatchObject({ scheme: 'v2' })
    expect(ask('vobiz', {})).not.toHaveProperty('scheme')
    const message = (headers: HeaderFields) =>
      expect(ask('plivo', headers)).toHaveProperty('message', expect.anything())
    message({})
    expect(ask('vobiz', { ...right, [V3]: ['a', 'b'] })).toHaveProperty(
      'message',
      expect.stringMatching(/Seen: .*twice/),
    )
    expect(ask('vobiz', { ...right, [V3]: 'x'.repeat(5000) })).toHaveProperty(
      'message',
      expect.stringMatching(/Seen: a signature of 5000 characters/),
    )
    expect(ask('vobiz', { ...right, 'X-Vobiz-Signature-V3-Nonce': 'x'.repeat(300) })).toHaveProperty(
      'message',
      expect.stringMatching(/Seen: a nonce of 300 characters/),
    )
    expect(verify('vobiz', { ...REQUEST, url: '/cb', headers: right }, { secrets: 'own' })).toHaveProperty(
      'message',
      expect.stringMatching(/Seen: a URL without scheme/),
    )
  })

  it.each(['/cb', 'h.example/cb', '', 'https://', 'https:///cb'])('a URL that is none: %j', (url) => {
    for (const provider of ['plivo', 'vobiz'] as const) {
      const headers = provider === 'plivo' ? { [P3]: v3('own'), ...PNONCE3 } : right
      expect(verify(provider, { ...REQUEST, url, headers }, { secrets: 'own' })).toMatchObject({ reason: 'malformed' })
    }
  })
})

describe('Plivo, strictly', () => {
  const judge = (request: Partial<WebhookRequest>, text: string, options: Partial<VerifyOptions> = {}) =>
    verify(
      'plivo',
      { ...REQUEST, ...request, headers: { [P3]: hash('own', text), ...PNONCE3 } },
      { secrets: 'own', ...options },
    )

  it.each([
    ['lower-case method', { method: 'post', params: { b: '2', a: '1' } }, `${BASE}?a1b2.${NONCE}`],
    ['array values sorted', { params: { k: ['b', 'a', 'a'] } }, `${BASE}?kakakb.${NONCE}`],
    [
      'numbers and booleans',
      { params: { n: 7, t: true, l: [2, 10] } as unknown as Record<string, string> },
      `${BASE}?l10l2n7ttrue.${NONCE}`,
    ],
    [
      'a GET pair that the query holds already',
      { method: 'GET', url: `${BASE}?a=1`, params: { a: '1' } },
      `${BASE}?a=1.${NONCE}`,
    ],
    [
      'a GET number that the query holds already',
      { method: 'GET', url: `${BASE}?a=1`, params: { a: 1 } as unknown as Record<string, string> },
      `${BASE}?a=1.${NONCE}`,
    ],
    [
      'GET values of one name from both',
      { method: 'GET', url: `${BASE}?a=2&a=3`, params: { a: ['1', '3'] } },
      `${BASE}?a=1&a=2&a=3.${NONCE}`,
    ],
    ['GET parameters without query', { method: 'GET', params: { b: '2', a: '' } }, `${BASE}?a=&b=2.${NONCE}`],
    ['GET with nothing', { method: 'GET', params: {} }, `${BASE}.${NONCE}`],
    ['POST with an empty query', { url: `${BASE}?` }, `${BASE}.${NONCE}`],
    ['POST with query and form', { url: `${BASE}?b=2&a=1`, params: { k: 'v' } }, `${BASE}?a=1&b=2.kv.${NONCE}`],
    ['POST with query alone', { url: `${BASE}?b=2&a=1`, params: {} }, `${BASE}?a=1&b=2.${NONCE}`],
    ['a form read from the body', { rawBody: 'b=%C3%A9+x&a=' }, `${BASE}?abé x.${NONCE}`],
    [
      'names of an object’s parts',
      { params: JSON.parse('{"__proto__":"1","constructor":"2"}') },
      `${BASE}?__proto__1constructor2.${NONCE}`,
    ],
  ])('signs %s', (_, request, text) => {
    expect(judge(request, text).ok).toBe(true)
    expect(judge(request, `${text}x`).ok).toBe(false)
  })

  it.each([
    ['null', { k: null }],
    ['an object', { k: { a: '1' } }],
    ['an object without prototype', { k: Object.create(null) }],
    ['a list of objects', { k: [{}] }],
    ['a list of lists', { k: [['a']] }],
    ['undefined', { k: undefined }],
  ])('refuses parameters that are not flat: %s', (_, params) => {
    for (const method of ['GET', 'POST'])
      for (const url of [BASE, `${BASE}?k=1`])
        expect(judge({ method, url, params: params as unknown as Record<string, string> }, '')).toMatchObject({
          ok: false,
          reason: 'malformed',
        })
  })

  it.each(['PUT', 'DELETE', 'HEAD', '', 'GETX', 'POST '])('refuses the method %j', (method) => {
    expect(judge({ method }, `${BASE}.${NONCE}`)).toMatchObject({ reason: 'malformed' })
  })

  it('never reads V1 unless it is asked for', () => {
    const headers = { 'X-Plivo-Signature': createHmac('sha1', 'own').update(`${BASE}ab`).digest('base64') }
    const request = { ...REQUEST, params: { a: 'b' }, headers }
    expect(verify('plivo', request, { secrets: 'own' })).toMatchObject({ reason: 'unsupported-scheme' })
    for (const compat of [false, true])
      expect(verify('plivo', request, { secrets: 'own', schemes: ['v1'], compat })).toMatchObject({
        ok: true,
        scheme: 'v1',
      })
    const wrong = { ...request, headers: { 'X-Plivo-Signature': 'x' } }
    expect(verify('plivo', wrong, { secrets: 'own', schemes: ['v1'] })).toMatchObject({
      reason: 'mismatch',
      scheme: 'v1',
    })
    const nested = { ...request, params: { a: {} } as unknown as Record<string, string> }
    expect(verify('plivo', nested, { secrets: 'own', schemes: ['v1'] })).toMatchObject({ reason: 'malformed' })
    expect(verify('plivo', { ...request, url: '/cb' }, { secrets: 'own', schemes: ['v1'] })).toMatchObject({
      reason: 'malformed',
    })
  })

  it('reads V2 lists as well', () => {
    const headers = { [P2]: `${v2('x')}, ${v2('own')}`, 'X-Plivo-Signature-V2-Nonce': NONCE }
    expect(verify('plivo', { ...REQUEST, headers }, { secrets: 'own' })).toMatchObject({ ok: true, scheme: 'v2' })
    expect(verify('plivo', { ...REQUEST, headers }, { secrets: 'own', compat: true })).toMatchObject({ ok: false })
  })
})

describe('sign', () => {
  it('makes the headers of the strongest scheme', () => {
    expect(sign('vobiz', REQUEST, { secret: 'own', nonce: NONCE })).toEqual({ [V3]: v3('own'), ...NONCE3 })
    expect(sign('plivo', REQUEST, { secret: 'own', nonce: NONCE })).toEqual({ [P3]: v3('own'), ...PNONCE3 })
  })

  it.each([
    ['V2', { scheme: 'v2' }, { [V2]: v2('own'), ...NONCE2 }],
    ['the main account', { account: 'main' }, { [MA]: v3('own'), ...NONCE3 }],
    ['the own account', { account: 'own' }, { [V3]: v3('own'), ...NONCE3 }],
  ] as const)('makes those of %s', (_, options, headers) => {
    expect(sign('vobiz', REQUEST, { secret: 'own', nonce: NONCE, ...options })).toEqual(headers)
  })

  it('makes V1 without nonce', () => {
    const signature = createHmac('sha1', 'own').update(`${BASE}?q=1a2k+1`).digest('base64')
    expect(
      sign('plivo', { ...REQUEST, url: `${BASE}?q=1`, params: { 'k+': '1', a: '2' } }, { secret: 'own', scheme: 'v1' }),
    ).toEqual({
      'X-Plivo-Signature': signature,
    })
  })

  it('makes a new nonce of twenty digits each time', () => {
    const nonces = Array.from(
      { length: 50 },
      () => sign('vobiz', REQUEST, { secret: 'own' })['X-Vobiz-Signature-V3-Nonce'],
    )
    for (const nonce of nonces) expect(nonce).toMatch(/^[0-9]{20}$/)
    expect(new Set(nonces).size).toBe(50)
    expect(new Set(nonces.join('')).size).toBe(10)
  })

  it.each([
    ['an empty secret', REQUEST, { secret: '' }, 'missing-secret'],
    ['Vobiz V1', REQUEST, { secret: 'own', scheme: 'v1' }, 'bad-option'],
    ['an unknown scheme', REQUEST, { secret: 'own', scheme: 'v9' }, 'bad-option'],
    ['a scheme named like a header key', REQUEST, { secret: 'own', scheme: 'v3-nonce' }, 'bad-option'],
    ['no URL', { ...REQUEST, url: '/cb' }, { secret: 'own' }, 'unsignable'],
  ] as const)('throws on %s', (_, request, options, code) => {
    expect(() => sign('vobiz', request, options)).toThrow(expect.objectContaining({ name: 'WebhookError', code }))
  })

  it('throws on V1 of the main account, which does not exist', () => {
    expect(() => sign('plivo', REQUEST, { secret: 'own', scheme: 'v1', account: 'main' })).toThrow(
      /no scheme v1 for the main/,
    )
  })
})
