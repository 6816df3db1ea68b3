import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createPublicUrlResolver, type EdgeRequest, type PublicUrl, type PublicUrlOptions } from './public-url.ts'

const request = (headers: Record<string, string>, more: Partial<EdgeRequest> = {}): EdgeRequest => ({
  path: '/answer?leg=1',
  secure: false,
  headers: { host: 'inner:8080', ...headers },
  remoteAddress: '10.0.0.1',
  ...more,
})
const resolve = (options: PublicUrlOptions, edge: EdgeRequest): PublicUrl => createPublicUrlResolver(options)(edge)
const urlOf = (result: PublicUrl): string => (result.ok ? result.url : `refused: ${result.code}`)

const FORWARDED = {
  'x-forwarded-host': 'voice.example.com',
  'x-forwarded-proto': 'https',
  'x-forwarded-for': '198.51.100.7',
}

describe('a configured public URL', () => {
  it.each([
    ['https://voice.example.com', '/answer?leg=1', 'https://voice.example.com/answer?leg=1'],
    ['https://voice.example.com/', '/answer', 'https://voice.example.com/answer'],
    ['https://voice.example.com/stage/', '/answer', 'https://voice.example.com/stage/answer'],
    ['https://voice.example.com:8443', '/a%2Fb//c/../d?x=%3F', 'https://voice.example.com:8443/a%2Fb//c/../d?x=%3F'],
    ['https://user:pass@voice.example.com', '/answer', 'https://user:pass@voice.example.com/answer'],
    ['https://[2001:db8::1]:8443/', '/answer', 'https://[2001:db8::1]:8443/answer'],
    ['https://voice.example.com', '//evil.example/answer', 'https://voice.example.com//evil.example/answer'],
    ['https://voice.example.com', 'http://evil.example/answer', 'https://voice.example.com/answer'],
    ['https://voice.example.com', 'http://evil.example', 'https://voice.example.com/'],
    ['https://voice.example.com', 'http://evil.example?x=1', 'https://voice.example.com/?x=1'],
  ])('%s and %s give %s', (publicUrl, path, expected) => {
    expect(urlOf(resolve({ publicUrl }, request({}, { path })))).toBe(expected)
  })

  it('cannot be changed by any header', () => {
    const headers = { ...FORWARDED, host: 'evil.example', forwarded: 'host=evil.example' }
    expect(resolve({ publicUrl: 'https://voice.example.com', trustProxy: 3 }, request(headers))).toMatchObject({
      url: 'https://voice.example.com/answer?leg=1',
      source: 'configured',
    })
  })

  it('becomes a WebSocket URL for an upgrade', () => {
    const upgrade = request({ upgrade: 'WebSocket' })
    expect(urlOf(resolve({ publicUrl: 'https://voice.example.com' }, upgrade))).toBe(
      'wss://voice.example.com/answer?leg=1',
    )
  })

  it.each([
    'voice.example.com',
    'https://',
    'https://h?x=1',
    'https://h#x',
    'ftp://h',
    '/answer',
    ' https://h',
    'https://h:99999',
    'https://https://h',
    'https://h:',
    'https://u@',
    'https://a@b@c',
    'https://[::1',
  ])('refuses %j as an option', (publicUrl) => {
    expect(() => createPublicUrlResolver({ publicUrl })).toThrow(/^bad-option: publicUrl/)
  })

  it.each(['*', 'answer', '', 'evil.example:443', '/a b', '/a#b', '/a\r\nb'])('refuses the target %j', (path) => {
    expect(resolve({ publicUrl: 'https://h.example' }, request({}, { path }))).toMatchObject({ code: 'invalid-path' })
  })
})

describe('no option at all', () => {
  it('takes the connection as it is and no forwarded header', () => {
    expect(resolve({}, request(FORWARDED))).toEqual({
      ok: true,
      url: 'http://inner:8080/answer?leg=1',
      source: 'request',
      clientAddress: '10.0.0.1',
    })
    expect(urlOf(resolve({}, request(FORWARDED, { secure: true })))).toBe('https://inner:8080/answer?leg=1')
  })

  it('reads web Headers as well', () => {
    const headers = new Headers({ host: 'h.example' })
    expect(urlOf(resolve({}, request({}, { headers })))).toBe('http://h.example/answer?leg=1')
  })

  it('falls back on the host of a web request that has no such header', () => {
    const edge = { path: 'https://h.example/answer', secure: true, headers: new Headers(), host: 'h.example' }
    expect(urlOf(resolve({}, edge))).toBe('https://h.example/answer')
    expect(resolve({}, { ...edge, host: undefined })).toMatchObject({ code: 'missing-host' })
  })

  it('reads the authority of HTTP/2', () => {
    expect(urlOf(resolve({}, { ...request({}), headers: { ':authority': 'h.example' } }))).toBe(
      'http://h.example/answer?leg=1',
    )
  })

  it.each([
    'evil.example/path',
    'evil.example?x',
    'user@evil.example',
    'evil.example:0',
    'evil.example:65536',
    'evil.example:',
    'a b',
    '-h',
    '[::1',
    '[::g]',
    '::1',
    'a..b',
    'h,i',
    '"h"',
    'h\\i',
    'hé',
  ])('refuses the host %j', (host) => {
    expect(resolve({}, request({ host }))).toMatchObject({ ok: false, code: 'invalid-host' })
  })

  it('refuses a request without a host', () => {
    expect(resolve({}, request({ host: '' }))).toMatchObject({ ok: false, code: 'missing-host' })
    expect(resolve({}, { ...request({}), headers: {} })).toMatchObject({ ok: false, code: 'missing-host' })
  })

  it.each(['h', 'h.example', 'h_1.example:8080', '192.0.2.1:80', '[2001:db8::1]', '[::1]:8443', 'H.Example.'])(
    'takes the host %j',
    (host) => {
      expect(urlOf(resolve({}, request({ host })))).toBe(`http://${host}/answer?leg=1`)
    },
  )
})

describe('trusted hops', () => {
  it('take the entry the outermost trusted hop wrote', () => {
    const list = { 'x-forwarded-host': 'evil.example, voice.example.com', 'x-forwarded-proto': 'gopher, https' }
    expect(urlOf(resolve({ trustProxy: 1 }, request(list)))).toBe('https://voice.example.com/answer?leg=1')
    expect(resolve({ trustProxy: 2 }, request({ ...list, 'x-forwarded-proto': 'https' }))).toMatchObject({
      url: 'https://evil.example/answer?leg=1',
    })
  })

  it.each([
    [['10.0.0.0/8'], '10.0.0.1', 'https://voice.example.com/answer?leg=1'],
    [['10.0.0.0/8'], '::ffff:10.0.0.1', 'https://voice.example.com/answer?leg=1'],
    [['fd00::/8'], 'fd00::1%eth0', 'https://voice.example.com/answer?leg=1'],
    [['10.0.0.2'], '10.0.0.1', 'http://inner:8080/answer?leg=1'],
    [['10.0.0.0/8'], '203.0.113.9', 'http://inner:8080/answer?leg=1'],
    [['10.0.0.0/8'], undefined, 'http://inner:8080/answer?leg=1'],
    [['10.0.0.0/8'], 'not an address', 'http://inner:8080/answer?leg=1'],
    [[], '10.0.0.1', 'http://inner:8080/answer?leg=1'],
    [0, '10.0.0.1', 'http://inner:8080/answer?leg=1'],
  ])('%j with a connection from %s give %s', (trustProxy, remoteAddress, expected) => {
    expect(urlOf(resolve({ trustProxy }, request(FORWARDED, { remoteAddress })))).toBe(expected)
  })

  it('walks the ranges outwards and stops at the first stranger', () => {
    const headers = {
      'x-forwarded-for': '10.9.9.9, 198.51.100.7, 10.0.0.2',
      'x-forwarded-host': 'evil.example, voice.example.com, inner.example',
      'x-forwarded-proto': 'http, https, http',
    }
    expect(resolve({ trustProxy: ['10.0.0.0/8'] }, request(headers))).toEqual({
      ok: true,
      url: 'https://voice.example.com/answer?leg=1',
      source: 'forwarded',
      clientAddress: '198.51.100.7',
    })
  })

  it('read one family only', () => {
    const headers = { forwarded: 'host=evil.example;proto=http', ...FORWARDED }
    expect(urlOf(resolve({ trustProxy: 1 }, request(headers)))).toBe('https://voice.example.com/answer?leg=1')
    const other = {
      forwarded: 'for="[2001:db8::7]:443";Host="voice.example.com";proto=https',
      'x-forwarded-host': 'evil.example',
    }
    expect(resolve({ trustProxy: 1, forwardedHeader: 'forwarded' }, request(other))).toMatchObject({
      url: 'https://voice.example.com/answer?leg=1',
      clientAddress: '2001:db8::7',
    })
  })

  it.each(['host=a;host=b', 'host', 'host=', 'host="a', 'host=a b', 'host=a; ;=b', 'host=[::1]'])(
    'refuse the malformed header Forwarded: %s',
    (forwarded) => {
      const result = resolve({ trustProxy: 1, forwardedHeader: 'forwarded' }, request({ forwarded }))
      expect(result).toMatchObject({ ok: false, code: 'invalid-forwarded' })
    },
  )

  it.each([
    [{ 'x-forwarded-host': 'voice.example.com/evil' }, 'invalid-host'],
    [{ 'x-forwarded-host': 'user@voice.example.com' }, 'invalid-host'],
    [{ 'x-forwarded-proto': 'javascript' }, 'invalid-forwarded'],
    [{ 'x-forwarded-proto': 'https://x' }, 'invalid-forwarded'],
  ])('refuse %j', (headers, code) => {
    expect(resolve({ trustProxy: 1 }, request(headers))).toMatchObject({ ok: false, code })
  })

  it.each([
    -1,
    1.5,
    33,
    Number.NaN,
    ['10.0.0.0/33'],
    ['10.0.0.0/'],
    ['10.0.0.0/8/8'],
    ['h.example'],
    ['10.0.0.0/-1'],
    [''],
  ])('refuse %j as an option', (trustProxy) => {
    expect(() => createPublicUrlResolver({ trustProxy })).toThrow(/^bad-option/)
  })
})

describe('a list of hosts', () => {
  it('may name the default port', () => {
    for (const host of ['H.example:80', 'h.example:80']) {
      expect(resolve({ hosts: ['h.Example:80'] }, request({ host }))).toMatchObject({ ok: true })
    }
  })

  const hosts = ['Voice.example.com', 'voice.example.com:8443']

  it.each([
    ['voice.example.com', 'http://voice.example.com/answer?leg=1'],
    ['VOICE.example.com:80', 'http://VOICE.example.com:80/answer?leg=1'],
    ['voice.example.com:8443', 'http://voice.example.com:8443/answer?leg=1'],
    ['voice.example.com:443', 'refused: unknown-host'],
    ['voice.example.com.evil.example', 'refused: unknown-host'],
    ['evil.example', 'refused: unknown-host'],
  ])('%s gives %s', (host, expected) => {
    expect(urlOf(resolve({ hosts }, request({ host })))).toBe(expected)
    expect(urlOf(resolve({ hosts, trustProxy: 1 }, request({ 'x-forwarded-host': host })))).toBe(expected)
  })

  it('refuses an entry that is no host', () => {
    expect(() => createPublicUrlResolver({ hosts: ['https://h.example'] })).toThrow(/^bad-option: hosts/)
  })
})

describe('what a result says', () => {
  const proxied = (headers: Record<string, string>) => resolve({ trustProxy: 1 }, request(headers))

  it.each<[Record<string, string>, string, string]>([
    [{}, 'http://inner:8080/answer?leg=1', 'request'],
    [{ 'x-forwarded-proto': 'https' }, 'https://inner:8080/answer?leg=1', 'forwarded'],
    [{ 'x-forwarded-host': 'h.example' }, 'http://h.example/answer?leg=1', 'forwarded'],
    [{ 'x-forwarded-proto': 'HTTPS' }, 'https://inner:8080/answer?leg=1', 'forwarded'],
    [{ 'x-forwarded-proto': 'ws' }, 'http://inner:8080/answer?leg=1', 'forwarded'],
    [{ 'x-forwarded-proto': 'wss', upgrade: 'websocket' }, 'wss://inner:8080/answer?leg=1', 'forwarded'],
    [
      { 'x-forwarded-proto': 'https', 'x-forwarded-host': 'https.example' },
      'https://https.example/answer?leg=1',
      'forwarded',
    ],
    [{ 'x-forwarded-host': 'ws.http.example', upgrade: 'websocket' }, 'ws://ws.http.example/answer?leg=1', 'forwarded'],
    [{ 'x-forwarded-host': 'evil.example, , h.example' }, 'http://h.example/answer?leg=1', 'forwarded'],
    [{ 'x-forwarded-host': 'evil.example, ' }, 'http://inner:8080/answer?leg=1', 'request'],
    [{ 'x-forwarded-proto': '' }, 'http://inner:8080/answer?leg=1', 'request'],
  ])('%j gives %s by %s', (headers, url, source) => {
    expect(proxied(headers)).toMatchObject({ ok: true, url, source })
  })

  it('an element of Forwarded that names no host leaves it to the next one inwards', () => {
    const forwarded = 'host=evil.example, for=198.51.100.7;proto=https, for=10.0.0.2;host=voice.example.com;proto=http'
    expect(resolve({ trustProxy: 2, forwardedHeader: 'forwarded' }, request({ forwarded }))).toEqual({
      ok: true,
      url: 'https://voice.example.com/answer?leg=1',
      source: 'forwarded',
      clientAddress: '198.51.100.7',
    })
  })

  it('a trusted proxy that writes no Forwarded leaves everything to the connection', () => {
    for (const trustProxy of [1, ['10.0.0.0/8']]) {
      expect(resolve({ trustProxy, forwardedHeader: 'forwarded' }, request(FORWARDED))).toEqual({
        ok: true,
        url: 'http://inner:8080/answer?leg=1',
        source: 'request',
        clientAddress: '10.0.0.1',
      })
    }
  })

  it('an element that names no address is no trusted one', () => {
    const forwarded = 'for=10.0.0.9;host=evil.example, host=voice.example.com'
    const result = resolve({ trustProxy: ['10.0.0.0/8'], forwardedHeader: 'forwarded' }, request({ forwarded }))
    expect(result).toMatchObject({ url: 'http://voice.example.com/answer?leg=1', clientAddress: 'unknown' })
  })

  it('the address is the outermost that is known when fewer are listed than hops are trusted', () => {
    expect(resolve({ trustProxy: 5 }, request({ 'x-forwarded-for': '198.51.100.7, 10.0.0.2' }))).toMatchObject({
      clientAddress: '198.51.100.7',
    })
    expect(resolve({ trustProxy: 5 }, request({}))).toMatchObject({ clientAddress: '10.0.0.1' })
  })

  it('a URL inside the query is no authority', () => {
    const edge = request({}, { path: '/go?to=http://evil.example/x' })
    expect(urlOf(resolve({ publicUrl: 'https://h.example' }, edge))).toBe(
      'https://h.example/go?to=http://evil.example/x',
    )
  })

  it('slashes at the end of the base do not add up', () => {
    expect(urlOf(resolve({ publicUrl: 'https://h.example/a//' }, request({})))).toBe('https://h.example/a/answer?leg=1')
  })

  it.each<[PublicUrlOptions, EdgeRequest, string]>([
    [{}, request({}, { path: '*' }), 'the request target is not a path; expected one like /answer'],
    [{}, request({ host: '' }), 'the request names no host; set publicUrl'],
    [{}, request({ host: 'a b' }), 'the host header is no host name with an optional port'],
    [{ hosts: ['h'] }, request({}), 'the host is not one of the `hosts` option'],
    [{ trustProxy: 1 }, request({ 'x-forwarded-proto': 'xhttps' }), 'the forwarded scheme is not http or https'],
    [
      { trustProxy: 1, forwardedHeader: 'forwarded' },
      request({ forwarded: 'host' }),
      'the forwarded header of a trusted proxy is malformed',
    ],
  ])('a refusal explains itself: %j', (options, edge, message) => {
    expect(resolve(options, edge)).toMatchObject({ ok: false, message })
  })
})

describe('properties', () => {
  const anyText = fc.string({ unit: 'binary-ascii' })
  const host = fc.domain()

  it('what a sender writes to the left of the trusted entries never counts', () => {
    fc.assert(
      fc.property(fc.array(anyText), fc.array(host, { minLength: 1, maxLength: 4 }), (claimed, written) => {
        const headers = { 'x-forwarded-host': [...claimed, ...written].join(', ') }
        expect(urlOf(resolve({ trustProxy: written.length }, request(headers)))).toBe(
          `http://${written[0]}/answer?leg=1`,
        )
      }),
    )
  })

  it('forwarded headers of an untrusted connection change nothing', () => {
    const names = ['x-forwarded-host', 'x-forwarded-proto', 'x-forwarded-for', 'forwarded']
    fc.assert(
      fc.property(
        fc.dictionary(fc.constantFrom(...names), anyText),
        fc.constantFrom<PublicUrlOptions>({}, { trustProxy: ['192.0.2.0/24'] }),
        (headers, options) => {
          expect(resolve(options, request(headers))).toEqual(resolve(options, request({})))
        },
      ),
    )
  })

  it('a host is refused, or is exactly the host of the URL', () => {
    const nearHost = fc.stringMatching(/^[a-zA-Z0-9.:@/?#[\]\\ _-]{0,20}$/)
    fc.assert(
      fc.property(
        fc.oneof(
          host,
          nearHost,
          anyText,
          fc.ipV4(),
          fc.ipV6().map((ip) => `[${ip}]`),
        ),
        (text) => {
          const result = resolve({}, request({ host: text }))
          if (!result.ok) return
          expect(result.url).toBe(`http://${text}/answer?leg=1`)
          if (!URL.canParse(result.url)) return // a last label of digits is no IPv4 address: the signature cannot match
          const url = new URL(result.url)
          expect([url.pathname, url.search, url.username, url.hash]).toEqual(['/answer', '?leg=1', '', ''])
        },
      ),
      { numRuns: 1000 },
    )
  })

  it('never throws, whatever the request', () => {
    const families = fc.constantFrom<PublicUrlOptions['forwardedHeader'] & string>('x-forwarded', 'forwarded')
    fc.assert(
      fc.property(
        families,
        fc.dictionary(fc.constantFrom('host', 'forwarded', 'x-forwarded-for'), anyText),
        anyText,
        (forwardedHeader, headers, path) => {
          const result = resolve({ trustProxy: 2, forwardedHeader }, { ...request(headers), path })
          expect(typeof result.ok).toBe('boolean')
        },
      ),
    )
  })
})
