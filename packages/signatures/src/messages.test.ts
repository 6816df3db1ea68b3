/** What an operator reads. A changed sentence is a changed line here. */
import { describe, expect, it } from 'vitest'
import { encryptEnablex } from './providers/enablex.ts'
import type { HeaderFields, Provider, SignOptions, VerifyOptions, WebhookRequest } from './verification.ts'
import { sign, verify } from './verify.ts'

const REQUEST = { method: 'POST', url: 'https://h.example/cb', headers: {}, rawBody: '{}' }
const LONG = 'x'.repeat(5000)

type Row = readonly [Provider, HeaderFields, Partial<WebhookRequest & VerifyOptions>, string]

const judge = ([provider, headers, part]: Row): string => {
  const verdict = verify(provider, { ...REQUEST, headers, ...part }, { secrets: 's', ...part })
  return verdict.ok ? 'ok' : verdict.message
}

const vobiz = (v3: string | string[], nonce: string | undefined = '1'): HeaderFields => ({
  'X-Vobiz-Signature-V3': v3,
  'X-Vobiz-Signature-V3-Nonce': nonce,
})
const voicebip = (signature: string | string[], timestamp: string | undefined = '1'): HeaderFields => ({
  'X-Voicebip-Signature': signature,
  'X-Voicebip-Timestamp': timestamp,
})
const jambonz = (signature: string | string[]): HeaderFields => ({ 'Jambonz-Signature': signature })
const signalwire = (signature: string | string[]): HeaderFields => ({ 'X-SignalWire-Signature': signature })
const enablex = (part: Record<string, string | string[]> = {}): HeaderFields => ({
  'x-algoritm': 'aes-256-cbc',
  'x-format': 'hex',
  'x-encoding': 'utf8',
  ...part,
})
const noBody = { rawBody: undefined } as unknown as Partial<WebhookRequest>

describe('messages of refusals', () => {
  it.each<Row>([
    [
      'vobiz',
      {},
      {},
      'No signature header that a configured secret can check was received. Check that the sender signs this callback and that no proxy strips its headers.',
    ],
    [
      'vobiz',
      { 'X-Vobiz-Signature-V3': 'x' },
      {},
      'A signature was received without its nonce header. Check that no proxy strips it.',
    ],
    [
      'voicebip',
      { 'X-Voicebip-Signature': 'x' },
      {},
      'A signature was received without its timestamp. Check that no proxy strips it.',
    ],
    [
      'vobiz',
      vobiz('x'),
      {},
      'The signature does not belong to this request under any configured secret. Usual causes: the URL differs from the one the sender was given (scheme, host, port, path, query behind a proxy), or another account’s token. `plivo-to-vobiz verify` tells which.',
    ],
    [
      'signalwire',
      signalwire('x'),
      {},
      'The signature does not belong to this request under any configured secret. Usual causes: the URL differs from the one the sender was given (scheme, host, port, path, query behind a proxy), or another account’s token. `plivo-to-vobiz verify` tells which.',
    ],
    ['vobiz', { 'X-Vobiz-Signature': 'x' }, {}, 'The request is signed with a scheme that is not accepted here.'],
    [
      'vobiz',
      { ...vobiz('x'), 'Jambonz-Signature': 'x' },
      {},
      'The request carries signature headers of more than one platform, which none of them sends.',
    ],
    [
      'vobiz',
      vobiz('x'),
      { secrets: '' },
      'A configured secret is empty or missing. An empty secret would accept what anybody signs with it.',
    ],
    [
      'enablex',
      enablex(),
      { rawBody: '{"encrypted_data":"00"}' },
      'The payload cannot be decrypted with the configured App ID.',
    ],
    [
      'jambonz',
      sign('jambonz', REQUEST, { secret: 's', timestamp: 1 }),
      { now: 1000 },
      'The timestamp is outside the accepted window. Check the clock of this machine.',
    ],
  ])('%s, %j', (...row) => {
    expect(judge(row)).toBe(row[3])
  })

  it.each<Row>([
    ['vobiz', vobiz(['a', 'b']), {}, 'a signature or nonce header that is there twice'],
    ['vobiz', vobiz('x', LONG), {}, 'a nonce of 5000 characters'],
    ['vobiz', vobiz(LONG), {}, 'a signature of 5000 characters'],
    [
      'vobiz',
      vobiz('x'),
      { url: '/cb' },
      'a URL without scheme or host, an unusual method, or parameters that are not flat text',
    ],
    ['voicebip', voicebip(['a', 'b']), {}, 'a header that is there twice'],
    ['voicebip', voicebip('x', 'soon'), {}, 'a timestamp that is not plain digits'],
    ['voicebip', voicebip('x'), noBody, 'no raw body; keep the bytes before parsing them'],
    ['jambonz', jambonz(['a', 'b']), {}, 'a signature header that is there twice'],
    ['jambonz', jambonz(LONG), {}, 'a signature of 5000 characters'],
    ['jambonz', jambonz('t=1,v1=x'), noBody, 'no raw body; keep the bytes before parsing them'],
    ['jambonz', jambonz('t=1,t=1,v1=x'), {}, 'more than one timestamp'],
    ['jambonz', jambonz('t=soon,v1=x'), {}, 'a timestamp that is not plain digits'],
    ['jambonz', { authorization: 'Bearer x' }, { schemes: ['basic'] }, 'no basic credentials'],
    ['signalwire', signalwire(['a', 'b']), {}, 'a signature header that is there twice'],
    [
      'signalwire',
      signalwire('x'),
      { url: '/cb' },
      'a URL without scheme or host, parameters that are not flat text, or no body where one is signed',
    ],
    ['enablex', enablex({ 'x-algoritm': ['a', 'b'] }), {}, 'an algorithm header that is there twice'],
    ['enablex', enablex({ 'x-algorithm': 'des3' }), {}, 'two spellings of the algorithm header'],
    ['enablex', enablex({ 'x-format': 'x' }), {}, 'a format other than hex and base64'],
    ['enablex', enablex({ 'x-encoding': 'x' }), {}, 'an encoding other than utf8'],
    ['enablex', enablex(), {}, 'no encrypted text in hex'],
  ])('%s, %j says what was seen', (...row) => {
    expect(judge(row)).toBe(
      `A header, the URL, the body or the parameters do not have the shape the scheme needs. Seen: ${row[3]}.`,
    )
  })

  it('name the scheme that was judged', () => {
    const scheme = (provider: Provider, headers: HeaderFields, schemes?: readonly string[]) =>
      verify(provider, { ...REQUEST, headers }, { secrets: 's', ...(schemes && { schemes }) })
    expect(scheme('voicebip', {})).toMatchObject({ scheme: 'v1' })
    expect(scheme('jambonz', {})).toMatchObject({ scheme: 'v1' })
    expect(scheme('jambonz', {}, ['basic'])).toMatchObject({ scheme: 'basic' })
    expect(scheme('signalwire', signalwire('x'))).toMatchObject({ scheme: 'json' })
    expect(scheme('signalwire', {})).not.toHaveProperty('scheme')
    expect(scheme('enablex', {})).not.toHaveProperty('scheme')
  })
})

describe('messages of errors', () => {
  const attempt =
    (provider: Provider, options: Partial<SignOptions>, part: Partial<WebhookRequest> = {}) =>
    () =>
      sign(provider, { ...REQUEST, ...part }, { secret: 's', ...options })

  it.each([
    ['vobiz', { secret: '' }, {}, 'missing-secret: signing needs a secret that is not empty'],
    ['jambonz', { secret: '' }, {}, 'missing-secret: signing needs a secret that is not empty'],
    ['vobiz', { scheme: 'v1' }, {}, 'bad-option: vobiz has no scheme v1 for the own account'],
    ['vobiz', { scheme: 'v1', account: 'main' }, {}, 'bad-option: vobiz has no scheme v1 for the main account'],
    ['voicebip', { scheme: 'v2' }, {}, 'bad-option: voicebip has no scheme v2 for the own account; it has v1'],
    ['jambonz', { account: 'main' }, {}, 'bad-option: jambonz has no scheme v1 for the main account; it has v1, basic'],
    [
      'vobiz',
      {},
      { url: '/cb' },
      'unsignable: seen: a URL without scheme or host, an unusual method, or parameters that are not flat text',
    ],
    [
      'signalwire',
      {},
      { url: '/cb' },
      'unsignable: seen: a URL without scheme or host, parameters that are not flat text, or no body where one is signed, or a hash in the URL that does not fit the body',
    ],
    ['enablex', {}, {}, 'unsignable: the body is not encrypted for these headers; make both with encryptEnablex'],
  ] as const)('%s, %j', (provider, options, part, message) => {
    expect(attempt(provider, options, part)).toThrow(expect.objectContaining({ message }))
  })

  it('encryptEnablex', () => {
    expect(() => encryptEnablex({}, { appId: 's', algorithm: 'rot13' })).toThrow(
      'bad-option: enablex has no cipher rot13 on the allow-list',
    )
  })
})
