import { createHmac } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import * as either from './either.ts'
import * as plivo from './plivo.ts'
import { readVectors } from './vectors.fixture.ts'
import * as vobiz from './vobiz.ts'

const NONCE = '12345678901234567890'
const URL = 'https://h.example/cb'
const PARAMS = { To: '2', From: '1' }
const hash = (token: string, text: string): string => createHmac('sha256', token).update(text).digest('base64')
const ofPlivo = (token: string): string => hash(token, `${URL}?From1To2.${NONCE}`)
const ofVobiz = (token: string): string => hash(token, `${URL}.${NONCE}`)
const ofEither = (token: string): string => hash(token, URL + NONCE)

const MODULES = [
  { name: 'plivo', module: plivo, signature: ofPlivo },
  { name: 'vobiz', module: vobiz, signature: ofVobiz },
  { name: 'either, from Plivo', module: either, signature: ofPlivo },
  { name: 'either, from Vobiz', module: either, signature: ofVobiz },
]

describe.each(MODULES)('$name', ({ module, signature }) => {
  const { validateV3Signature, validateSignature } = module

  it('accepts a right V3 signature', () => {
    expect(validateV3Signature('POST', URL, NONCE, 't', signature('t'), PARAMS)).toBe(true)
    expect(validateV3Signature('POST', URL, NONCE, ['a', 't'], signature('t'), PARAMS)).toBe(true)
  })

  it('accepts a right V2 signature', () => {
    expect(validateSignature(URL, NONCE, ofEither('t'), 't')).toBe(true)
    expect(validateSignature(`${URL}?q=1`, NONCE, ofEither('t'), ['a', 't'])).toBe(true)
  })

  it('refuses another token, nonce, URL or version', () => {
    expect(validateV3Signature('POST', URL, NONCE, 't', signature('x'), PARAMS)).toBe(false)
    expect(validateV3Signature('POST', URL, '1', 't', signature('t'), PARAMS)).toBe(false)
    expect(validateV3Signature('POST', `${URL}/`, NONCE, 't', signature('t'), PARAMS)).toBe(false)
    expect(validateV3Signature('POST', URL, NONCE, 't', ofEither('t'), PARAMS)).toBe(false)
    expect(validateSignature(URL, NONCE, signature('t'), 't')).toBe(false)
    expect(validateSignature(URL, NONCE, ofEither('x'), 't')).toBe(false)
    expect(validateSignature(`${URL}/`, NONCE, ofEither('t'), 't')).toBe(false)
  })

  const odd: readonly unknown[] = [undefined, null, '', 7, {}, [], [NONCE], ['a', 'b'], true]

  it.each(odd)('gives false and never throws where %j is handed over', (value) => {
    const any = value as string
    const good = signature('t')
    expect(validateV3Signature('POST', URL, any, 't', good, PARAMS)).toBe(false)
    expect(validateV3Signature('POST', URL, NONCE, 't', any, PARAMS)).toBe(false)
    expect(validateV3Signature('POST', any, NONCE, 't', good, PARAMS)).toBe(false)
    expect(validateV3Signature(any, URL, NONCE, 't', good, PARAMS)).toBe(false)
    expect(validateSignature(any, NONCE, ofEither('t'), 't')).toBe(false)
    expect(validateSignature(URL, any, ofEither('t'), 't')).toBe(false)
    expect(validateSignature(URL, NONCE, any, 't')).toBe(false)
  })

  it.each([undefined, null, '', [], [''], [undefined], 7, {}, true])('refuses %j for a token', (value) => {
    const any = value as string
    for (const signed of [
      signature('t'),
      ofPlivo(''),
      ofVobiz(''),
      ofVobiz('7'),
      ofPlivo('undefined'),
      ofVobiz('undefined'),
    ])
      expect(validateV3Signature('POST', URL, NONCE, any, signed, PARAMS)).toBe(false)
    for (const signed of [ofEither('t'), ofEither(''), ofEither('undefined')])
      expect(validateSignature(URL, NONCE, signed, any)).toBe(false)
  })

  it.each([undefined, null, 'To=2', 7, [], { a: null }, { a: {} }, { a: Object.create(null) }])(
    'does not throw on the parameters %j',
    (value) => {
      expect(() =>
        validateV3Signature('POST', URL, NONCE, 't', signature('t'), value as Record<string, unknown>),
      ).not.toThrow()
    },
  )

  it('goes on to the next token after an empty one', () => {
    expect(validateV3Signature('POST', URL, NONCE, ['', 't'], signature('t'), PARAMS)).toBe(true)
  })
})

describe('plivo', () => {
  it('covers method and parameters', () => {
    expect(plivo.validateV3Signature('POST', URL, NONCE, 't', ofPlivo('t'), { ...PARAMS, To: '3' })).toBe(false)
    expect(plivo.validateV3Signature('GET', URL, NONCE, 't', ofPlivo('t'), PARAMS)).toBe(false)
    expect(plivo.validateV3Signature('POST', URL, NONCE, 't', ofVobiz('t'))).toBe(true)
    expect(plivo.validateV3Signature('POST', URL, NONCE, 't', ofVobiz('t'), PARAMS)).toBe(false)
  })

  it('reads comma lists', () => {
    expect(plivo.validateV3Signature('POST', URL, NONCE, 't', `x,${ofPlivo('t')}`, PARAMS)).toBe(true)
  })
})

describe('vobiz', () => {
  it('does not cover method and parameters', () => {
    expect(vobiz.validateV3Signature('GET', `${URL}?x=1`, NONCE, 't', ofVobiz('t'), { any: [{}] })).toBe(true)
    expect(vobiz.validateV3Signature('POST', URL, NONCE, 't', ofPlivo('t'), PARAMS)).toBe(false)
    expect(vobiz.validateV3Signature('POST', URL, NONCE, 't', `${ofVobiz('t')},${ofVobiz('t')}`)).toBe(false)
  })
})

describe('either, with a token per platform', () => {
  const tokens = { plivo: 'p', vobiz: ['v', 'w'] }
  const ask = (signature: string, authToken: either.EitherTokens = tokens) =>
    either.validateV3Signature('POST', URL, NONCE, authToken, signature, PARAMS)

  it.each([
    ['Plivo under its token', ofPlivo('p'), true],
    ['Vobiz under its token', ofVobiz('v'), true],
    ['Vobiz under its second token', ofVobiz('w'), true],
    ['Plivo under the token of Vobiz', ofPlivo('v'), false],
    ['Vobiz under the token of Plivo', ofVobiz('p'), false],
  ])('%s', (_, signature, accepted) => {
    expect(ask(signature)).toBe(accepted)
  })

  it.each([
    [{ plivo: 'p' }, ofPlivo('p'), true],
    [{ plivo: 'p' }, ofVobiz('p'), false],
    [{ vobiz: 'v' }, ofVobiz('v'), true],
    [{ vobiz: 'v', plivo: undefined }, ofPlivo('v'), false],
    [{ vobiz: '', plivo: [] }, ofVobiz(''), false],
    [{}, ofVobiz('v'), false],
  ])('%j', (authToken, signature, accepted) => {
    expect(ask(signature, authToken)).toBe(accepted)
  })

  it('V2 as well', () => {
    expect(either.validateSignature(URL, NONCE, ofEither('p'), tokens)).toBe(true)
    expect(either.validateSignature(URL, NONCE, ofEither('w'), tokens)).toBe(true)
    expect(either.validateSignature(URL, NONCE, ofEither('x'), tokens)).toBe(false)
    // The two texts differ for URLs with credentials only.
    const url = 'https://u:pw@h.example/cb'
    expect(either.validateSignature(url, NONCE, hash('p', `https://h.example/cb${NONCE}`), tokens)).toBe(true)
    expect(either.validateSignature(url, NONCE, hash('v', `https://h.example/cb${NONCE}`), tokens)).toBe(false)
    expect(either.validateSignature(url, NONCE, hash('v', `${url}${NONCE}`), tokens)).toBe(true)
  })
})

describe('agrees with the vectors', () => {
  const text = (value: string | string[] | undefined): string => (typeof value === 'string' ? value : '')
  const find = (headers: Record<string, string | string[]>, name: string) =>
    text(Object.entries(headers).find(([key]) => key.toLowerCase() === name)?.[1])

  it.each(['plivo-v3', 'vobiz'] as const)('%s', (file) => {
    const module = file === 'vobiz' ? vobiz : plivo
    const platform = file === 'vobiz' ? 'vobiz' : 'plivo'
    for (const vector of readVectors(file)) {
      const { input, scheme } = vector
      const list = Object.values(input.headers).some(Array.isArray)
      if (scheme !== `${platform}-v3` || list) continue
      const nonce = find(input.headers, `x-${platform}-signature-v3-nonce`)
      const signature = find(input.headers, `x-${platform}-signature-v3`)
      const accepted = module.validateV3Signature(
        input.method,
        input.url,
        nonce,
        input.token ?? '',
        signature,
        input.params,
      )
      expect(accepted, vector.id).toBe((vector.hardened ?? vector.expected) === 'valid')
    }
  })
})
