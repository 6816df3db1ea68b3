import { describe, expect, it } from 'vitest'
import { webShim } from './adapters/web.ts'
import { createApp, recorded, signed } from './app.fixture.ts'
import { ERRORS, ShimError, type ShimErrorCode } from './errors.ts'
import type { ShimOptions } from './options.ts'

const OPTIONS: ShimOptions = {
  plivo: { authToken: 'plivo-token' },
  vobiz: { authToken: 'vobiz-token' },
  publicUrl: 'https://voice.example.com',
  handlers: {},
}
const basic = (text: string): string => `Basic ${Buffer.from(text).toString('base64')}`

describe('options', () => {
  const codeOf = (change: Readonly<Record<string, unknown>>): string => {
    try {
      // Wrong options come from plain JavaScript and from unset environment variables.
      webShim({ ...OPTIONS, ...change } as ShimOptions)
      return 'none'
    } catch (error) {
      if (!(error instanceof ShimError)) throw error
      expect(error.message).toMatch(new RegExp(`^${error.code}: `))
      return error.code
    }
  }

  it.each<[string, Readonly<Record<string, unknown>>, string]>([
    ['no platform', { plivo: undefined, vobiz: undefined }, 'missing-secret'],
    ['an unset token', { vobiz: { authToken: undefined } }, 'missing-secret'],
    ['an unset token beside a main one', { vobiz: { authToken: undefined, mainAuthToken: 'a' } }, 'missing-secret'],
    ['an empty token', { vobiz: { authToken: '' } }, 'missing-secret'],
    ['an empty list of tokens', { plivo: { authToken: [] } }, 'missing-secret'],
    ['an empty token in a list', { plivo: { authToken: ['a', ''] } }, 'missing-secret'],
    ['an empty main token', { plivo: { authToken: 'a', mainAuthToken: '' } }, 'missing-secret'],
    ['a public URL without scheme', { publicUrl: 'voice.example.com' }, 'bad-option'],
    ['no public URL in a list', { publicUrl: [] }, 'bad-option'],
    ['a range of nothing', { unsigned: { allow: true, from: ['10.0.0.0/99'] } }, 'bad-option'],
    ['an empty list of ranges', { unsigned: { allow: true, from: [] } }, 'bad-option'],
    ['unsigned requests from anywhere', { unsigned: { allow: true } }, 'bad-option'],
    ['unsigned: allow', { unsigned: 'allow' }, 'bad-option'],
    ['no credentials in a list', { basicAuth: [] }, 'bad-option'],
    ['an empty password', { basicAuth: { username: 'a', password: '' } }, 'bad-option'],
    ['a colon in a user name', { basicAuth: { username: 'a:b', password: 'c' } }, 'bad-option'],
    ['a limit of nothing', { bodyLimit: 0 }, 'bad-option'],
    ['a limit that is no number', { parameterLimit: Number.NaN }, 'bad-option'],
    ['memory of no time', { rememberMs: 0 }, 'bad-option'],
  ])('refuse %s', (_, change, code) => {
    expect(codeOf(change)).toBe(code)
  })

  it.each<[string, Readonly<Record<string, unknown>>]>([
    ['one platform', { plivo: undefined }],
    ['several tokens', { plivo: { authToken: ['a', 'b'], mainAuthToken: 'c' } }],
    ['the main token alone', { vobiz: { authToken: [], mainAuthToken: 'a' } }],
    ['several public URLs', { publicUrl: ['https://a.example', 'https://b.example/voice'] }],
    ['no public URL', { publicUrl: undefined }],
    ['hops and hosts', { publicUrl: undefined, trustProxy: true, hosts: ['voice.example.com'] }],
    ['unsigned requests from somewhere', { unsigned: { allow: true, from: ['10.0.0.0/8', '::1'] } }],
  ])('take %s', (_, change) => {
    expect(codeOf(change)).toBe('none')
  })
})

describe('basicAuth', () => {
  const basicAuth = [
    { username: 'old', password: 'one' },
    { username: 'new', password: 'two:three' },
  ]

  it.each([
    [undefined, 403],
    ['', 403],
    ['Basic', 403],
    ['Basic !!!', 403],
    ['Bearer abc', 403],
    [basic('old:two:three'), 403],
    [basic('old:one '), 403],
    [basic('old'), 403],
    [basic('old:one'), 200],
    [basic('new:two:three'), 200],
    [basic('old:one').replace('Basic', 'basic'), 200],
  ])('with %s gives %s to a signed request', async (authorization, status) => {
    const app = createApp({ basicAuth })
    const headers = { ...signed('vobiz', '/answer', ''), ...(authorization !== undefined && { authorization }) }
    expect((await app.post(recorded('vobiz-01'), { headers })).status).toBe(status)
  })

  it('is no substitute for a signature', async () => {
    const app = createApp({ basicAuth })
    const answer = await app.post(recorded('vobiz-01'), { headers: { authorization: basic('old:one') } })
    expect(JSON.parse(answer.body).code).toBe('unsigned')
  })
})

describe('unsigned', () => {
  const from = ['15.206.6.156', '10.0.0.0/8', '2001:db8::/32']
  const post = async (address: string | undefined, change: Partial<ShimOptions> = {}): Promise<number> => {
    const shim = webShim({
      ...OPTIONS,
      unsigned: { allow: true, from },
      ...change,
      remoteAddress: () => address,
    })
    const body = recorded('vobiz-01')
    const headers = { 'content-type': 'application/x-www-form-urlencoded', 'x-forwarded-for': '15.206.6.156' }
    return (await shim(new Request('http://x/answer', { method: 'POST', body, headers }))).status
  }

  it.each([
    ['15.206.6.156', 200],
    ['15.206.6.157', 403],
    ['10.255.0.1', 200],
    ['11.0.0.1', 403],
    ['::ffff:10.1.2.3', 200],
    ['2001:db8:1::1', 200],
    ['2001:db9::1', 403],
    ['nonsense', 403],
    [undefined, 403],
  ])('from %s gets %s', async (address, status) => {
    expect(await post(address)).toBe(status)
  })

  it('believes a forwarded address only of a proxy it trusts', async () => {
    expect(await post('192.0.2.1')).toBe(403)
    expect(await post('192.0.2.1', { trustProxy: 1 })).toBe(200)
    expect(await post('192.0.2.1', { trustProxy: ['192.0.2.0/24'] })).toBe(200)
    expect(await post('192.0.3.1', { trustProxy: ['192.0.2.0/24'] })).toBe(403)
  })

  it('asks for both an address and credentials where both are set', async () => {
    const basicAuth = [{ username: 'a', password: 'b' }]
    expect(await post('10.0.0.1', { unsigned: { allow: true, from, basicAuth } })).toBe(403)
  })

  it.each<[string, string, Record<string, string>, string]>([
    ['the account id', 'CallUUID=1&ParentAuthID=MA_EXAMPLE1', {}, 'vobiz'],
    ['the account id', 'CallUUID=1&ParentAuthID=MAEXAMPLEEXAMPLE0001', {}, 'plivo'],
    ['the sub-account', 'CallUUID=1&auth_id=SA_1&ParentAuthID=MAEXAMPLEEXAMPLE0001', {}, 'vobiz'],
    ['custom headers', 'CallUUID=1&X-VH-A=1', {}, 'vobiz'],
    ['custom headers', 'CallUUID=1&x-ph-a=1', {}, 'plivo'],
    ['the User-Agent', 'CallUUID=1', { 'user-agent': 'Plivo/1' }, 'plivo'],
    ['nothing', 'CallUUID=1', {}, 'vobiz'],
  ])('is told by %s (%s) to be of a platform', async (_, body, more, provider) => {
    const app = createApp({ unsigned: { allow: true, basicAuth: [{ username: 'a', password: 'b' }] } })
    const answer = await app.post(body, { headers: { authorization: basic('a:b'), ...more } })
    expect(answer.status).toBe(200)
    expect(app.calls[0]).toMatchObject({ provider, unsigned: true })
  })

  it('still ends a call once', async () => {
    const app = createApp({ unsigned: { allow: true, basicAuth: [{ username: 'a', password: 'b' }] } })
    const headers = { authorization: basic('a:b') }
    for (let delivery = 0; delivery < 3; delivery += 1) await app.post(recorded('vobiz-04'), { headers })
    expect(app.ran()).toEqual(['hangup'])
  })
})

it('refuses a platform whose token it was not given', async () => {
  const { vobiz, ...rest } = OPTIONS
  expect(vobiz).toBeDefined()
  const shim = webShim(rest)
  const headers = signed('vobiz', '/answer', '')
  const reply = await shim(new Request('http://x/answer', { method: 'POST', body: recorded('vobiz-01'), headers }))
  expect([reply.status, (await reply.json()).code]).toEqual([403, 'provider-not-configured'])
})

describe('errors', () => {
  const codes = Object.keys(ERRORS) as ShimErrorCode[]

  it('are sorted, so that a change is one line', () => {
    expect(codes).toEqual(codes.toSorted())
  })

  it.each(codes)('%s says what happened and what to do, and has a status', (code) => {
    const { status, text, hint } = ERRORS[code]
    expect(status).toBeGreaterThanOrEqual(400)
    expect(text).toMatch(/^[a-z].*[^.]$/)
    expect(hint).toMatch(/^[A-Z].*[.?]$/)
    const error = new ShimError(code, 'detail', { cause: 'cause' })
    expect(error).toMatchObject({ code, status, name: 'ShimError', cause: 'cause' })
    expect(error.message).toBe(`${code}: ${text} (detail). ${hint}`)
  })
})

it('tells the log of no number, token or signature', async () => {
  const app = createApp()
  const headers = signed('vobiz', '/other', '')
  await app.post(recorded('vobiz-01'), { headers, path: '/answer?secret=1' })
  await app.post(recorded('vobiz-04'))
  await app.post(recorded('vobiz-04'))
  const log = JSON.stringify(app.events)
  expect(app.events.length).toBeGreaterThan(2)
  expect(log).not.toMatch(/9198|0790|vobiz-token|secret=/)
  expect(log).not.toContain(headers['x-vobiz-signature-v3'])
})
