import { createHash, createHmac } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import type { HeaderFields, VerifyOptions, WebhookRequest } from './verification.ts'
import { sign, verify } from './verify.ts'

const NOW = 1767225600
const BODY = '{"a":1}'
const DIGEST = '0e5b4e2f069e99ee6f87013e588d8ff1f4d7615109d1e3abf06126e6813ca8c7'
const REQUEST: WebhookRequest = { method: 'POST', url: 'https://h.example/cb', headers: {}, rawBody: BODY }

const NAMES = ['X-Voicebip-Signature', 'X-Voicebip-Timestamp'] as const
const voicebip = (
  signature: string | string[] | undefined,
  timestamp: string | string[] | undefined = String(NOW),
) => ({
  [NAMES[0]]: signature,
  [NAMES[1]]: timestamp,
})

describe('Voicebip', () => {
  const right = voicebip(`sha256=${DIGEST}`)
  const ask = (headers: HeaderFields, options: Partial<VerifyOptions> = {}, part: Partial<WebhookRequest> = {}) =>
    verify('voicebip', { ...REQUEST, headers, ...part }, { secrets: 'demo-secret', now: NOW, ...options })

  it.each([
    ['as documented', {}, {}, 0],
    ['the second secret', { secrets: ['x', 'demo-secret'] }, {}, 1],
    ['bytes', {}, { rawBody: Buffer.from(BODY) }, 0],
    ['another method and URL', {}, { method: 'PUT', url: 'nowhere' }, 0],
    ['the edge of the window', { now: NOW + 300 }, {}, 0],
    ['the other edge', { now: NOW - 300 }, {}, 0],
    ['a wider window', { now: NOW + 900, toleranceSeconds: 900 }, {}, 0],
    ['its scheme by name', { schemes: ['v1'] }, {}, 0],
    ['a main secret nobody needs', { mainSecrets: '' }, {}, 0],
  ])('accepts %s', (_, options, part, secretIndex) => {
    expect(ask(right, options, part)).toEqual({
      ok: true,
      provider: 'voicebip',
      scheme: 'v1',
      secretIndex,
      account: 'own',
    })
  })

  it.each([
    ['no headers', {}, {}, {}, 'missing-signature'],
    ['no signature', voicebip(undefined), {}, {}, 'missing-signature'],
    ['an empty signature', voicebip(''), {}, {}, 'missing-signature'],
    ['no timestamp', { [NAMES[0]]: `sha256=${DIGEST}` }, {}, {}, 'missing-timestamp'],
    ['a signature that is there twice', voicebip(['a', 'b']), {}, {}, 'malformed'],
    ['a timestamp that is there twice', voicebip('a', ['1', '1']), {}, {}, 'malformed'],
    ['no body', right, {}, { rawBody: undefined as unknown as string }, 'malformed'],
    ['another body', right, {}, { rawBody: '{"a": 1}' }, 'mismatch'],
    ['another timestamp', voicebip(`sha256=${DIGEST}`, String(NOW + 1)), {}, {}, 'mismatch'],
    ['another secret', right, { secrets: 'other' }, {}, 'mismatch'],
    ['a second too old', right, { now: NOW + 301 }, {}, 'stale'],
    ['a second too young', right, { now: NOW - 301 }, {}, 'stale'],
    ['a narrower window', right, { now: NOW + 11, toleranceSeconds: 10 }, {}, 'stale'],
    ['another scheme', right, { schemes: ['v2'] }, {}, 'unsupported-scheme'],
    ['no secret', right, { secrets: [] }, {}, 'bad-secret'],
    ['a main secret alone', right, { secrets: [], mainSecrets: 'demo-secret' }, {}, 'bad-secret'],
    ['headers of two platforms', { ...right, 'Jambonz-Signature': 'x' }, {}, {}, 'ambiguous-provider'],
    ['headers of another platform', { 'Jambonz-Signature': 'x' }, {}, {}, 'missing-signature'],
  ])('refuses %s', (_, headers, options, part, reason) => {
    expect(ask(headers as HeaderFields, options, part)).toMatchObject({ ok: false, provider: 'voicebip', reason })
  })

  it('minds headers of two platforms in strict mode alone', () => {
    const headers = { ...right, 'Jambonz-Signature': 'x' }
    expect(ask(headers, { compat: true }).ok).toBe(true)
    expect(ask(headers, { compat: false })).toMatchObject({ reason: 'ambiguous-provider' })
  })

  it('goes by the clock of the machine unless told otherwise', () => {
    const seconds = Math.floor(Date.now() / 1000)
    const signed = (timestamp: number) => ({
      ...REQUEST,
      headers: voicebip(
        `sha256=${createHmac('sha256', 's').update(`${timestamp}.${BODY}`).digest('hex')}`,
        String(timestamp),
      ),
    })
    expect(verify('voicebip', signed(seconds), { secrets: 's' }).ok).toBe(true)
    expect(verify('voicebip', signed(seconds - 400), { secrets: 's' })).toMatchObject({ reason: 'stale' })
    expect(verify('voicebip', signed(seconds + 400), { secrets: 's' })).toMatchObject({ reason: 'stale' })
    expect(Number(sign('voicebip', REQUEST, { secret: 's' })[NAMES[1]])).toBeGreaterThanOrEqual(seconds)
  })

  it('signs', () => {
    const options = { secret: 'demo-secret', timestamp: NOW }
    expect(sign('voicebip', REQUEST, options)).toEqual(right)
    expect(sign('voicebip', REQUEST, { ...options, scheme: 'v1', account: 'own' })).toEqual(right)
    expect(sign('voicebip', { ...REQUEST, rawBody: Buffer.from(BODY) }, options)).toEqual(right)
    const { rawBody: _, ...bare } = REQUEST
    const digest = createHmac('sha256', 'demo-secret').update(`${NOW}.`).digest('hex')
    expect(sign('voicebip', bare, options)).toEqual(voicebip(`sha256=${digest}`))
  })

  it.each([
    [{ secret: '' }, 'missing-secret'],
    [{ secret: 's', scheme: 'v3' }, 'bad-option'],
    [{ secret: 's', account: 'main' }, 'bad-option'],
  ] as const)('does not sign with %j', (options, code) => {
    expect(() => sign('voicebip', REQUEST, options)).toThrow(expect.objectContaining({ code }))
    expect(() => sign('voicebip', REQUEST, options)).toThrow(/voicebip has no scheme v[13]|needs a secret/)
  })
})

describe('jambonz', () => {
  const ask = (signature: unknown, options: Partial<VerifyOptions> = {}, part: Partial<WebhookRequest> = {}) => {
    const headers = { 'Jambonz-Signature': signature as string }
    return verify('jambonz', { ...REQUEST, headers, ...part }, { secrets: 'demo-secret', now: NOW, ...options })
  }
  const right = `t=${NOW},v1=${DIGEST}`

  it.each([
    ['as documented', right, {}, 0],
    ['the second secret', right, { secrets: ['x', 'demo-secret'] }, 1],
    ['any of several signatures', `t=${NOW},v1=${'0'.repeat(64)},v1=${DIGEST},v1=x`, {}, 0],
    ['the timestamp last', `v1=${DIGEST},t=${NOW}`, {}, 0],
    ['other keys beside', `v0=x,t=${NOW},v1=${DIGEST},v2,tt=1,=,`, {}, 0],
    ['the edge of the window', right, { now: NOW + 300 }, 0],
    ['the longest header', `${right},${'x'.repeat(4096 - right.length - 1)}`, {}, 0],
    ['both schemes accepted', right, { schemes: ['basic', 'v1'] }, 0],
  ])('accepts %s', (_, signature, options, secretIndex) => {
    expect(ask(signature, options)).toEqual({
      ok: true,
      provider: 'jambonz',
      scheme: 'v1',
      secretIndex,
      account: 'own',
    })
  })

  it.each([
    ['nothing', undefined, {}, {}, 'missing-signature'],
    ['an empty header', '', {}, {}, 'missing-signature'],
    ['a header that is there twice', [right, right], {}, {}, 'malformed'],
    ['a header too long', `${right},${'x'.repeat(4096 - right.length)}`, {}, {}, 'malformed'],
    ['two timestamps', `t=1,${right}`, {}, {}, 'malformed'],
    ['two equal timestamps', `t=${NOW},${right}`, {}, {}, 'malformed'],
    ['no timestamp', `v1=${DIGEST}`, {}, {}, 'missing-timestamp'],
    ['no signature', `t=${NOW}`, {}, {}, 'missing-signature'],
    ['a blank after the comma', `t=${NOW}, v1=${DIGEST}`, {}, {}, 'missing-signature'],
    ['another version', `t=${NOW},v0=${DIGEST}`, {}, {}, 'missing-signature'],
    ['more behind the signature', `t=${NOW},v1=${DIGEST}=x`, {}, {}, 'mismatch'],
    ['upper case', `t=${NOW},v1=${DIGEST.toUpperCase()}`, {}, {}, 'mismatch'],
    ['another body', right, {}, { rawBody: '{"a": 1}' }, 'mismatch'],
    ['no body', right, {}, { rawBody: undefined as unknown as string }, 'malformed'],
    ['a second too old', right, { now: NOW + 301 }, {}, 'stale'],
    ['a second too young', right, { now: NOW - 301 }, {}, 'stale'],
    ['another scheme', right, { schemes: ['v2'] }, {}, 'unsupported-scheme'],
    ['no secret', right, { secrets: '' }, {}, 'bad-secret'],
    [
      'credentials alone, unless asked for',
      undefined,
      {},
      { headers: { authorization: 'Basic dTpw' } },
      'missing-signature',
    ],
  ])('refuses %s', (_, signature, options, part, reason) => {
    expect(ask(signature, options, part)).toMatchObject({ ok: false, provider: 'jambonz', reason })
  })

  it('says in compat mode too why it refuses', () => {
    expect(ask(`t=${NOW},v1=x`, { compat: true })).toMatchObject({ ok: false, reason: 'mismatch', scheme: 'v1' })
    expect(ask(right, { compat: true })).toMatchObject({ ok: true, scheme: 'v1', secretIndex: 0 })
  })

  it('says how it was signed', () => {
    expect(sign('jambonz', REQUEST, { secret: 'demo-secret', timestamp: NOW })).toEqual({ 'Jambonz-Signature': right })
    const { rawBody: _, ...bare } = REQUEST
    expect(sign('jambonz', bare, { secret: 's', timestamp: 1 })['Jambonz-Signature']).toBe(
      `t=1,v1=${createHmac('sha256', 's').update('1.').digest('hex')}`,
    )
    expect(() => sign('jambonz', REQUEST, { secret: '' })).toThrow(expect.objectContaining({ code: 'missing-secret' }))
    expect(() => sign('jambonz', REQUEST, { secret: 's', scheme: 'v9' })).toThrow(/jambonz has no scheme v9.*v1, basic/)
  })
})

describe('jambonz with HTTP basic authentication', () => {
  const encode = (text: string): string => `Basic ${Buffer.from(text).toString('base64')}`
  const ask = (headers: HeaderFields, options: Partial<VerifyOptions> = {}) =>
    verify(
      'jambonz',
      { ...REQUEST, headers },
      { secrets: ['old:one', 'hook:pa:55é'], schemes: ['basic'], now: NOW, ...options },
    )

  it.each([
    ['as sent', { Authorization: encode('hook:pa:55é') }],
    ['with the scheme in another case', { authorization: encode('hook:pa:55é').replace('Basic', 'bASIC') }],
    ['with two blanks', { authorization: encode('hook:pa:55é').replace(' ', '  ') }],
    ['in web Headers', new Headers({ authorization: encode('hook:pa:55é') })],
  ])('accepts credentials %s', (_, headers) => {
    expect(ask(headers)).toEqual({ ok: true, provider: 'jambonz', scheme: 'basic', secretIndex: 1, account: 'own' })
  })

  it.each([
    ['none', {}, 'missing-signature'],
    ['another password', { authorization: encode('hook:pa:56é') }, 'mismatch'],
    ['a part', { authorization: encode('hook:pa:55') }, 'mismatch'],
    ['no colon', { authorization: encode('hook') }, 'malformed'],
    ['another scheme', { authorization: 'Bearer aG9vazpw' }, 'malformed'],
    ['no base64', { authorization: 'Basic ???' }, 'malformed'],
    ['something behind', { authorization: `${encode('hook:pa:55é')} x` }, 'malformed'],
    ['something before', { authorization: `x ${encode('hook:pa:55é')}` }, 'malformed'],
    ['two', { authorization: [encode('old:one'), encode('old:one')] }, 'malformed'],
  ])('refuses %s', (_, headers, reason) => {
    expect(ask(headers as HeaderFields)).toMatchObject({ ok: false, scheme: 'basic', reason })
  })

  it('never lets credentials make up for a wrong signature', () => {
    const headers = { authorization: encode('old:one'), 'Jambonz-Signature': `t=${NOW},v1=x` }
    expect(ask(headers, { schemes: ['v1', 'basic'] })).toMatchObject({ ok: false, scheme: 'v1', reason: 'mismatch' })
    expect(ask({ authorization: encode('old:one') }, { schemes: ['v1', 'basic'] })).toMatchObject({ ok: true })
  })

  it('does not take a secret without colon for credentials', () => {
    expect(ask({ authorization: encode('secret') }, { secrets: 'secret' })).toMatchObject({ ok: false })
  })

  it('signs', () => {
    expect(sign('jambonz', REQUEST, { secret: 'hook:pa:55é', scheme: 'basic' })).toEqual({
      Authorization: encode('hook:pa:55é'),
    })
  })
})

describe('SignalWire', () => {
  const FORM = { To: '2', From: '1' }
  const URL = 'https://h.example/cb?b=2&a=1'
  const sha1 = (text: string, encoding: 'base64' | 'hex' = 'base64'): string =>
    createHmac('sha1', 'demo-key').update(text).digest(encoding)
  const JSON_DIGEST = '54c48927c5c54b521eddcb0ed8fa51c8a21af872'
  const ask = (signature: unknown, part: Partial<WebhookRequest> = {}, options: Partial<VerifyOptions> = {}) => {
    const headers = { 'X-SignalWire-Signature': signature as string }
    return verify('signalwire', { method: 'POST', url: URL, headers, ...part }, { secrets: 'demo-key', ...options })
  }
  const hash = createHash('sha256').update(BODY).digest('hex')
  const hashed = `https://h.example/cb?bodySHA256=${hash}`
  const form = { params: FORM }
  const json = { url: 'https://h.example/cb', rawBody: BODY }

  it.each([
    ['form', 'the worked example', 'fxQ45zyPzUOOX/n61l5AeQ3A4OM=', form],
    ['form', 'a form read from the body', 'fxQ45zyPzUOOX/n61l5AeQ3A4OM=', { rawBody: 'To=2&From=1' }],
    [
      'form',
      'fields beside a body that looks like JSON',
      'fxQ45zyPzUOOX/n61l5AeQ3A4OM=',
      { params: FORM, rawBody: '{"x":1}' },
    ],
    ['form', 'a body with a brace in it', sha1(`${URL}a{`), { rawBody: 'a={' }],
    ['json', 'fields signed as a form, after blanks', sha1(`${URL}a1`), { rawBody: ' \n{"a":"1"}' }],
    ['form', 'nothing but a URL', sha1(URL), {}],
    ['form', 'a repeated field, in its order', sha1(`${URL}k2k1`), { params: { k: ['2', '1'] } }],
    ['form', 'a port that was signed', sha1('https://h.example:443/cb?b=2&a=1From1To2'), form],
    [
      'form',
      'a port that was not signed',
      sha1(`${URL}From1To2`),
      { ...form, url: 'https://h.example:8443/cb?b=2&a=1' },
    ],
    [
      'form',
      'an upper-case host as written',
      sha1('https://H.Example/From1To2'),
      { ...form, url: 'https://H.Example/' },
    ],
    ['form', 'a bare host as written', sha1('https://h.exampleFrom1To2'), { ...form, url: 'https://h.example' }],
    ['json', 'the worked example', JSON_DIGEST, json],
    ['json', 'bytes', JSON_DIGEST, { ...json, rawBody: Buffer.from(BODY) }],
    ['json', 'a body that is no JSON', sha1(`${URL}x`, 'hex'), { rawBody: 'x' }],
    ['json', 'blanks before the body', sha1(`${URL} \n[1]`, 'hex'), { rawBody: ' \n[1]' }],
    ['json', 'fields signed as a form', sha1(`${URL}a1btruec2c1`), { rawBody: '{"c":["2","1"],"a":1,"b":true}' }],
    ['json', 'the longest fields', sha1(`${URL}a${'x'.repeat(65_528)}`), { rawBody: `{"a":"${'x'.repeat(65_528)}"}` }],
    ['body-sha256', 'a body with its hash', sha1(hashed), { url: hashed, rawBody: BODY }],
    ['body-sha256', 'bytes with their hash', sha1(hashed), { url: hashed, rawBody: Buffer.from(BODY) }],
  ])('accepts %s: %s', (scheme, _, signature, part) => {
    expect(ask(signature, part)).toEqual({ ok: true, provider: 'signalwire', scheme, secretIndex: 0, account: 'own' })
    expect(ask(signature, part, { secrets: ['x', 'demo-key'], schemes: [scheme] })).toMatchObject({
      ok: true,
      secretIndex: 1,
    })
    expect(ask(signature, part, { secrets: 'other' })).toMatchObject({ ok: false, reason: 'mismatch', scheme })
  })

  it.each([
    ['nothing', undefined, form, {}, 'missing-signature'],
    ['an empty header', '', form, {}, 'missing-signature'],
    ['a header that is there twice', ['a', 'b'], form, {}, 'malformed'],
    ['another field', 'fxQ45zyPzUOOX/n61l5AeQ3A4OM=', { params: { ...FORM, X: '' } }, {}, 'mismatch'],
    ['nested fields', sha1(`${URL}a[object Object]`), { params: { a: {} as unknown as string } }, {}, 'malformed'],
    ['nested JSON signed as a form', sha1(`${URL}a[object Object]`), { rawBody: '{"a":{}}' }, {}, 'mismatch'],
    ['JSON text signed as a form', sha1(`${URL}0a`), { rawBody: '"a"' }, { schemes: ['json'] }, 'mismatch'],
    ['a JSON list signed as a form', sha1(`${URL}0a`), { rawBody: '["a"]' }, {}, 'mismatch'],
    [
      'JSON fields signed as a form, too many',
      sha1(`${URL}a${'x'.repeat(65_536)}`),
      { rawBody: `{"a":"${'x'.repeat(65_536)}"}` },
      {},
      'mismatch',
    ],
    ['JSON null signed as a form', sha1(URL), { rawBody: 'null' }, { schemes: ['json'] }, 'mismatch'],
    ['a hexadecimal form', sha1(`${URL}From1To2`, 'hex'), form, {}, 'malformed'],
    ['JSON signed in base64', sha1(`https://h.example/cb${BODY}`), json, {}, 'mismatch'],
    ['a port in a JSON signature', sha1(`https://h.example:443/cb${BODY}`, 'hex'), json, {}, 'mismatch'],
    ['a JSON scheme without body', JSON_DIGEST, { url: 'https://h.example/cb' }, {}, 'malformed'],
    ['a body that its hash does not fit', sha1(hashed), { url: hashed, rawBody: '{"a":2}' }, {}, 'mismatch'],
    ['a hash without body', sha1(hashed), { url: hashed }, {}, 'mismatch'],
    [
      'two hashes',
      sha1(`${hashed}&bodySHA256=${hash}`),
      { url: `${hashed}&bodySHA256=${hash}`, rawBody: BODY },
      {},
      'mismatch',
    ],
    [
      'an empty hash',
      sha1('https://h.example/cb?bodySHA256='),
      { url: 'https://h.example/cb?bodySHA256=', rawBody: BODY },
      {},
      'mismatch',
    ],
    ['no hash where one is asked for', sha1(URL), { rawBody: BODY }, { schemes: ['body-sha256'] }, 'mismatch'],
    ['no URL', sha1('/cbFrom1To2'), { ...form, url: '/cb' }, {}, 'malformed'],
    ['a scheme that does not exist', 'x', form, { schemes: ['v1'] }, 'unsupported-scheme'],
    ['no scheme', 'x', form, { schemes: [] }, 'unsupported-scheme'],
    ['no key', 'x', form, { secrets: '' }, 'bad-secret'],
  ])('refuses %s', (_, signature, part, options, reason) => {
    expect(ask(signature, part, options)).toMatchObject({ ok: false, provider: 'signalwire', reason })
  })

  it.each(['a'.repeat(41), `x${'a'.repeat(40)}`, 'A'.repeat(40)])(
    'takes %s for the signature of a form',
    (signature) => {
      expect(ask(signature, form)).toMatchObject({ reason: 'mismatch', scheme: 'form' })
    },
  )

  it('takes 40 hexadecimal digits for the signature of a JSON body', () => {
    expect(ask('a'.repeat(40), { ...form, rawBody: 'x' })).toMatchObject({ reason: 'mismatch', scheme: 'json' })
  })

  it('does not throw in compat mode on a value without text', () => {
    const params = { a: Object.create(null) as string }
    expect(ask(sha1(URL), { params }, { compat: true })).toMatchObject({ ok: false, reason: 'malformed' })
  })

  it('prefers its own header name to the older one', () => {
    const right = 'fxQ45zyPzUOOX/n61l5AeQ3A4OM='
    const both = (own: string, legacy: string) => ({
      ...form,
      headers: { 'X-SignalWire-Signature': own, 'X-Twilio-Signature': legacy },
    })
    expect(ask('', both(right, 'x')).ok).toBe(true)
    expect(ask('', both('x', right)).ok).toBe(false)
    expect(ask('', { ...form, headers: { 'X-Twilio-Signature': right } }).ok).toBe(true)
  })

  it.each([
    ['form', form, 'fxQ45zyPzUOOX/n61l5AeQ3A4OM='],
    ['json', json, JSON_DIGEST],
    ['body-sha256', { url: hashed, rawBody: BODY }, sha1(hashed)],
  ])('signs %s', (scheme, part, signature) => {
    const request = { method: 'POST', url: URL, headers: {}, ...part }
    const headers = { 'X-SignalWire-Signature': signature }
    expect(sign('signalwire', request, { secret: 'demo-key' })).toEqual(headers)
    expect(sign('signalwire', request, { secret: 'demo-key', scheme })).toEqual(headers)
  })

  it.each([
    ['no URL', { ...form, url: '/cb' }, {}, 'unsignable'],
    ['nested fields', { params: { a: {} as unknown as string } }, {}, 'unsignable'],
    ['a hash that does not fit', { url: hashed, rawBody: 'x' }, {}, 'unsignable'],
    ['no hash', json, { scheme: 'body-sha256' }, 'unsignable'],
    ['an unknown scheme', form, { scheme: 'v1' }, 'bad-option'],
    ['a main account', form, { account: 'main' }, 'bad-option'],
    ['no key', form, { secret: '' }, 'missing-secret'],
  ] as const)('does not sign %s', (_, part, options, code) => {
    const request = { method: 'POST', url: URL, headers: {}, ...part }
    expect(() => sign('signalwire', request, { secret: 'demo-key', ...options })).toThrow(
      expect.objectContaining({ code }),
    )
  })
})
