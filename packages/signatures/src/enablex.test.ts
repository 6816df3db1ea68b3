import { createCipheriv, createDecipheriv } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { decryptEnablex, encryptEnablex } from './providers/enablex.ts'
import type { HeaderFields, VerifyOptions } from './verification.ts'
import { sign, verify } from './verify.ts'

const APP_ID = 'demo-app'
// Ciphertext, key and IV of the vendor's cipher, as `openssl enc -aes-256-cbc -md md5 -nosalt -pass pass:demo-app -P` prints.
const HEX = 'bc23a83ab171cd6918f2a69df53bfb1524cbb7c292f26e2fdceb56d57ba33973'
const STREAM = Buffer.from(
  'f311c80d9c80fb8c9d865c993e909da3b7f595c7eb299b243da7bf613664fbe3183e3ce60ad48c817e628c86ae1709a8',
  'hex',
)
const HEADERS = { 'x-algoritm': 'aes-256-cbc', 'x-format': 'hex', 'x-encoding': 'utf8' }
const EVENT = { state: 'connected' }
const wrap = (text: unknown): string => JSON.stringify({ encrypted_data: text })

const ask = (
  headers: HeaderFields,
  rawBody: string | Uint8Array | undefined = wrap(HEX),
  options: Partial<VerifyOptions> = {},
) =>
  verify(
    'enablex',
    { method: 'POST', url: 'https://h.example/cb', headers, ...(rawBody !== undefined && { rawBody }) },
    { secrets: APP_ID, ...options },
  )

describe('decryptEnablex', () => {
  it.each([
    ['a raw body', wrap(HEX), HEADERS],
    ['bytes', Buffer.from(wrap(HEX)), HEADERS],
    ['a parsed body', { encrypted_data: HEX }, HEADERS],
    ['base64', wrap(Buffer.from(HEX, 'hex').toString('base64')), { ...HEADERS, 'x-format': 'base64' }],
    ['upper-case hex', wrap(HEX.toUpperCase()), HEADERS],
    [
      'the other spelling of the header',
      wrap(HEX),
      { 'x-algorithm': 'AES-256-CBC', 'x-format': 'hex', 'x-encoding': 'utf-8' },
    ],
    ['an alias', wrap(HEX), { ...HEADERS, 'x-algoritm': 'aes256' }],
    ['other fields beside', JSON.stringify({ a: 1, encrypted_data: HEX }), HEADERS],
  ])('reads %s', (_, body, headers) => {
    expect(decryptEnablex(body, headers, { appId: APP_ID })).toEqual(EVENT)
  })

  it.each([
    ['another App ID', wrap(HEX), HEADERS, 'other'],
    ['no JSON', 'x', HEADERS, APP_ID],
    ['JSON null', 'null', HEADERS, APP_ID],
    ['JSON text', JSON.stringify(HEX), HEADERS, APP_ID],
    ['a field that is inherited', Object.create({ encrypted_data: HEX }), HEADERS, APP_ID],
    ['no headers', wrap(HEX), {}, APP_ID],
    ['ECB', wrap(HEX), { ...HEADERS, 'x-algoritm': 'aes-256-ecb' }, APP_ID],
  ])('throws on %s', (_, body, headers, appId) => {
    expect(() => decryptEnablex(body, headers, { appId })).toThrow(
      expect.objectContaining({ name: 'WebhookError', code: 'undecryptable' }),
    )
  })

  it('says the same of bad padding and bad JSON', () => {
    const failure = (text: string): string => {
      try {
        decryptEnablex(wrap(text), HEADERS, { appId: APP_ID })
        return 'none'
      } catch (error) {
        return error instanceof Error ? error.message : ''
      }
    }
    const flip = (index: number): string =>
      HEX.slice(0, index) + (HEX[index] === '0' ? '1' : '0') + HEX.slice(index + 1)
    const badPadding = failure(flip(HEX.length - 1))
    const badJson = failure(flip(0))
    expect(badPadding).toBe('undecryptable: the payload cannot be decrypted with the App ID')
    expect(badJson).toBe(badPadding)
  })

  it('says what is wrong with the headers, which is no secret', () => {
    const failure = (headers: HeaderFields) => () => decryptEnablex(wrap(HEX), headers, { appId: APP_ID })
    expect(failure({ ...HEADERS, 'x-format': 'utf8' })).toThrow(/a format other than hex and base64/)
    expect(failure({ ...HEADERS, 'x-encoding': 'hex' })).toThrow(/an encoding other than utf8/)
    expect(failure({ ...HEADERS, 'x-algoritm': 'rot13' })).toThrow(/unsupported-scheme/)
    expect(failure({})).toThrow(/missing-signature/)
  })

  it('throws on an empty App ID', () => {
    expect(() => decryptEnablex(wrap(HEX), HEADERS, { appId: '' })).toThrow(
      expect.objectContaining({ code: 'missing-secret' }),
    )
  })
})

describe('encryptEnablex', () => {
  it('writes what EnableX writes', () => {
    expect(encryptEnablex(EVENT, { appId: APP_ID })).toEqual({ body: wrap(HEX), headers: HEADERS })
  })

  it.each([
    ['aes-128-cbc', 'aes-128-cbc', 16, 16],
    ['aes-192-cbc', 'aes-192-cbc', 24, 16],
    ['AES192', 'aes-192-cbc', 24, 16],
    ['aes-256-cbc', 'aes-256-cbc', 32, 16],
    ['des-ede3-cbc', 'des-ede3-cbc', 24, 8],
    ['des3', 'des-ede3-cbc', 24, 8],
  ])('writes %s', (algorithm, cipher, keyBytes, ivBytes) => {
    const format = 'base64'
    const { body, headers } = encryptEnablex({ text: 'é 🙂' }, { appId: APP_ID, algorithm, format })
    const decryption = createDecipheriv(
      cipher,
      STREAM.subarray(0, keyBytes),
      STREAM.subarray(keyBytes, keyBytes + ivBytes),
    )
    const ciphertext = Buffer.from(JSON.parse(body).encrypted_data, format)
    expect(Buffer.concat([decryption.update(ciphertext), decryption.final()]).toString()).toBe('{"text":"é 🙂"}')
    expect(ask(headers, body, { secrets: ['x', APP_ID] })).toEqual({
      ok: true,
      provider: 'enablex',
      scheme: cipher,
      secretIndex: 1,
      account: 'own',
    })
  })

  it.each(['aes-256-gcm', 'aes-256-ecb', 'aes-256-ctr', 'rc4', 'chacha20-poly1305', ''])('refuses %j', (algorithm) => {
    expect(() => encryptEnablex(EVENT, { appId: APP_ID, algorithm })).toThrow(
      expect.objectContaining({ code: 'bad-option' }),
    )
  })

  it('refuses an empty App ID', () => {
    expect(() => encryptEnablex(EVENT, { appId: '' })).toThrow(expect.objectContaining({ code: 'missing-secret' }))
  })
})

describe('verify', () => {
  it('narrows the allow-list', () => {
    expect(ask(HEADERS, wrap(HEX), { schemes: ['aes-256-cbc'] }).ok).toBe(true)
    expect(ask(HEADERS, wrap(HEX), { schemes: ['aes-128-cbc'] })).toMatchObject({
      reason: 'unsupported-scheme',
      scheme: 'aes-256-cbc',
    })
  })

  it.each([
    ['no algorithm', { ...HEADERS, 'x-algoritm': undefined }, wrap(HEX), 'missing-signature'],
    ['an empty algorithm', { ...HEADERS, 'x-algoritm': '' }, wrap(HEX), 'missing-signature'],
    ['two spellings that differ', { ...HEADERS, 'x-algorithm': 'aes-128-cbc' }, wrap(HEX), 'malformed'],
    ['two algorithms', { ...HEADERS, 'x-algoritm': ['aes-256-cbc', 'aes-256-cbc'] }, wrap(HEX), 'malformed'],
    [
      'two of the other spelling',
      { ...HEADERS, 'x-algorithm': ['aes-256-cbc', 'aes-256-cbc'] },
      wrap(HEX),
      'malformed',
    ],
    ['two formats', { ...HEADERS, 'x-format': ['hex', 'hex'] }, wrap(HEX), 'malformed'],
    ['two encodings', { ...HEADERS, 'x-encoding': ['utf8', 'utf8'] }, wrap(HEX), 'malformed'],
    ['no format', { ...HEADERS, 'x-format': undefined }, wrap(HEX), 'malformed'],
    ['no encoding', { ...HEADERS, 'x-encoding': undefined }, wrap(HEX), 'malformed'],
    ['a format in upper case', { ...HEADERS, 'x-format': 'HEX' }, wrap(HEX), 'malformed'],
    ['a cipher that is not allowed', { ...HEADERS, 'x-algoritm': 'aes-256-ecb' }, wrap(HEX), 'unsupported-scheme'],
    ['a cipher with a blank', { ...HEADERS, 'x-algoritm': ' aes-256-cbc' }, wrap(HEX), 'unsupported-scheme'],
    ['odd hex', HEADERS, wrap(HEX.slice(1)), 'malformed'],
    ['base64 for hex', HEADERS, wrap('ab+/'), 'malformed'],
    ['hex that is no base64', HEADERS, wrap('abcdef'), 'undecryptable'],
    ['no hex', HEADERS, wrap(`${HEX}zz`), 'malformed'],
    ['hex among other text', HEADERS, wrap(`zz${HEX}`), 'malformed'],
    ['no base64', { ...HEADERS, 'x-format': 'base64' }, wrap('vCOo*==='), 'malformed'],
    ['base64 of a wrong length', { ...HEADERS, 'x-format': 'base64' }, wrap('vCOoOrFxzWk'), 'malformed'],
    ['base64 with a blank before it', { ...HEADERS, 'x-format': 'base64' }, wrap('    vCOoOrFxzWk='), 'malformed'],
    ['an empty text', HEADERS, wrap(''), 'malformed'],
    ['a number', HEADERS, wrap(12), 'malformed'],
    ['a list', HEADERS, wrap([HEX]), 'malformed'],
    ['no body', HEADERS, '', 'malformed'],
    ['headers of two platforms', { ...HEADERS, 'jambonz-signature': 'x' }, wrap(HEX), 'ambiguous-provider'],
  ])('refuses %s', (_, headers, body, reason) => {
    expect(ask(headers as HeaderFields, body)).toMatchObject({ ok: false, provider: 'enablex', reason })
  })

  it.each([
    ['a list', []],
    ['a text', 'x'],
    ['null', null],
  ])('refuses what decrypts to %s', (_, payload) => {
    const { body, headers } = encryptEnablex(payload as unknown as object, { appId: APP_ID })
    expect(ask(headers, body)).toMatchObject({ ok: false, reason: 'undecryptable', scheme: 'aes-256-cbc' })
  })

  it('refuses what decrypts to no UTF-8, or to a byte order mark', () => {
    for (const bytes of [Buffer.from('{"a":"\xff"}', 'latin1'), Buffer.from('\ufeff{}')]) {
      const encryption = createCipheriv('aes-256-cbc', STREAM.subarray(0, 32), STREAM.subarray(32))
      const text = Buffer.concat([encryption.update(bytes), encryption.final()]).toString('hex')
      expect(ask(HEADERS, wrap(text))).toMatchObject({ ok: false, reason: 'undecryptable' })
    }
  })
})

describe('sign', () => {
  const request = { method: 'POST', url: 'https://h.example/cb', headers: {}, rawBody: wrap(HEX) }

  it('names the headers of a body that is encrypted already', () => {
    expect(sign('enablex', request, { secret: APP_ID })).toEqual(HEADERS)
  })

  it.each([
    ['a body that is not', { ...request, rawBody: '{}' }, { secret: APP_ID }, 'unsignable'],
    ['another App ID', request, { secret: 'other' }, 'unsignable'],
    ['another cipher', request, { secret: APP_ID, scheme: 'aes-128-cbc' }, 'unsignable'],
    ['an empty App ID', request, { secret: '' }, 'missing-secret'],
  ])('throws on %s', (_, one, options, code) => {
    expect(() => sign('enablex', one, options)).toThrow(expect.objectContaining({ code }))
  })
})
