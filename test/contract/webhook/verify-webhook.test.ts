import { createMemoryReplayStore } from '@plivo-to-vobiz/signatures/replay'
import { WebhookError, type WebhookFailure, type WebhookOptions } from '@plivo-to-vobiz/signatures/webhook'
import { afterEach, describe, expect, it } from 'vitest'
import type { AppOptions, Host, RunningApp, Seen } from './host.ts'
import { HOSTS } from './hosts.ts'
import { type Answer, send as sendTo } from './send.ts'
import { VENDORS } from './vendor-signer.ts'

const SECRET = 'demo-token'
const PUBLIC_URL = 'https://voice.example.com'
const PATH = '/hooks/answer?leg=1'
const FORM = 'From=15551230001&To=15551230002&Note=a+b%26c'
/** Takes `onFailure` out again; a type that is optional has no value for that. */
const NO_REPORT = { onFailure: undefined } as unknown as WebhookOptions
const FORBIDDEN = { status: 403, text: 'Forbidden\n' }
const FORM_TYPE = 'application/x-www-form-urlencoded'

/** What is sent: a signed form, unless a test says otherwise. */
interface Sent {
  readonly path?: string
  readonly body?: string | readonly Buffer[]
  readonly headers?: Readonly<Record<string, string>>
}

/** The headers the vendor would send for the request the application is meant to receive. */
function signed(
  provider: 'plivo' | 'vobiz',
  nonce: string,
  url = `${PUBLIC_URL}${PATH}`,
): Readonly<Record<string, string>> {
  return VENDORS[provider]({ url, body: FORM, secret: SECRET, nonce }).headers
}

function send(port: number, { path = PATH, body = FORM, headers = {} }: Sent): Promise<Answer> {
  return sendTo({ port, path, body, headers: { 'content-type': FORM_TYPE, ...headers } })
}

describe.each(HOSTS)('$name', (host: Host) => {
  let app: RunningApp | undefined
  let seen: Seen[] = []
  let errors: unknown[] = []
  let failures: WebhookFailure[] = []
  afterEach(() => app?.close())

  async function start(options: Partial<WebhookOptions> = {}, more: Partial<AppOptions> = {}): Promise<number> {
    seen = []
    errors = []
    failures = []
    app = await host.start({
      provider: 'plivo',
      options: { secrets: SECRET, publicUrl: PUBLIC_URL, onFailure: (failure) => failures.push(failure), ...options },
      onSeen: (one) => seen.push(one),
      onError: (error) => {
        errors.push(error)
      },
      ...more,
    })
    return app.port
  }
  const reasons = (): readonly string[] => failures.map(({ reason }) => reason)

  it('lets a verified request through, with its bytes and its fields', async () => {
    const port = await start()
    expect(await send(port, { headers: signed('plivo', '1') })).toEqual({ status: 200, text: 'handled' })
    expect(failures).toEqual([])
    expect(seen[0]).toMatchObject({
      rawBody: FORM,
      body: { From: '15551230001', To: '15551230002', Note: 'a b&c' },
      webhook: {
        provider: 'plivo',
        scheme: 'v3',
        account: 'own',
        secretIndex: 0,
        url: `${PUBLIC_URL}${PATH}`,
        params: { From: '15551230001', To: '15551230002', Note: 'a b&c' },
        redelivered: false,
      },
    })
    expect(Buffer.from(seen[0]?.webhook?.rawBody ?? []).toString()).toBe(FORM)
  })

  it('verifies GET, which has no body', async () => {
    const port = await start()
    const url = `${PUBLIC_URL}/hooks/answer?To=2&From=1`
    const { headers } = VENDORS.plivo({ method: 'GET', url, body: '', secret: SECRET })
    const ask = (query: string) => sendTo({ port, method: 'GET', path: `/hooks/answer?${query}`, headers, body: '' })
    expect((await ask('To=2&From=1')).status).toBe(200)
    expect(seen[0]).toMatchObject({ rawBody: '', webhook: { url, params: {}, payload: undefined, redelivered: false } })
    expect(await ask('To=2&From=9')).toEqual(FORBIDDEN)
    // The query is sorted before it is signed: another order has the same signature, and is another request.
    expect(await ask('From=1&To=2')).toEqual(FORBIDDEN)
    expect(reasons()).toEqual(['mismatch', 'replayed'])
  })

  it('puts a body together that comes in pieces', async () => {
    const port = await start()
    const pieces = [...FORM].map((character) => Buffer.from(character))
    expect(await send(port, { body: pieces, headers: signed('plivo', '1') })).toMatchObject({ status: 200 })
    expect(seen[0]?.rawBody).toBe(FORM)
  })

  it.each<[string, string, Sent]>([
    ['no signature', 'missing-signature', {}],
    ['a signature without nonce', 'missing-nonce', { headers: { 'X-Plivo-Signature-V3': 'x' } }],
    ['the signature of another path', 'mismatch', { path: '/hooks/answer?leg=2', headers: signed('plivo', '1') }],
    ['the signature of another body', 'mismatch', { body: `${FORM}1`, headers: signed('plivo', '1') }],
    [
      'the signature of another nonce',
      'mismatch',
      { headers: { ...signed('plivo', '1'), 'X-Plivo-Signature-V3-Nonce': '2' } },
    ],
    [
      'the signatures of two vendors',
      'ambiguous-provider',
      { headers: { ...signed('plivo', '1'), ...signed('vobiz', '1') } },
    ],
    ['the signature of the inner URL', 'mismatch', { headers: signed('plivo', '1', `http://127.0.0.1${PATH}`) }],
  ])('refuses %s, and tells the sender nothing', async (_, reason, sent) => {
    const port = await start()
    expect(await send(port, sent)).toEqual(FORBIDDEN)
    expect(reasons()).toEqual([reason])
    expect(seen).toEqual([])
    expect(JSON.stringify(failures)).not.toContain(SECRET)
  })

  it('refuses the signature of the other vendor', async () => {
    const port = await start()
    expect(await send(port, { headers: signed('vobiz', '1') })).toEqual(FORBIDDEN)
    expect(seen).toEqual([])
  })

  it('tells the reason without credentials or query of the URL', async () => {
    const port = await start({ publicUrl: 'https://user:pa55@voice.example.com' })
    await send(port, {})
    expect(failures[0]?.url).toBe('https://voice.example.com/hooks/answer')
    expect(JSON.stringify(failures)).not.toMatch(/pa55|leg=1/)
  })

  it('cannot be talked into another host', async () => {
    const port = await start()
    const headers = {
      ...signed('plivo', '1', `https://evil.example${PATH}`),
      host: 'evil.example',
      'x-forwarded-host': 'evil.example',
      'x-forwarded-proto': 'https',
    }
    expect(await send(port, { headers })).toMatchObject({ status: 403 })
    expect(failures[0]).toMatchObject({ reason: 'mismatch', url: `${PUBLIC_URL}/hooks/answer` })
  })

  it('finds the URL from the request when it is told of the proxy in front', async () => {
    const proxied = { 'x-forwarded-proto': 'https', 'x-forwarded-host': 'evil.example, voice.example.com' }
    const options: WebhookOptions = {
      secrets: SECRET,
      trustProxy: 1,
      hosts: ['voice.example.com'],
      onFailure: (failure) => failures.push(failure),
    }
    const port = await start({}, { options })
    expect(await send(port, { headers: { ...signed('plivo', '1'), ...proxied } })).toMatchObject({ status: 200 })
    expect(
      await send(port, { headers: { ...signed('plivo', '2'), 'x-forwarded-host': 'evil.example' } }),
    ).toMatchObject({ status: 403 })
    expect(reasons()).toEqual(['unknown-host'])
  })

  it('asks for credentials on top of the signature', async () => {
    const port = await start({ basicAuth: [{ username: 'hook', password: 's3cret' }] })
    const basic = (credentials: string) => ({ authorization: `Basic ${Buffer.from(credentials).toString('base64')}` })
    expect(await send(port, { headers: { ...signed('plivo', '1'), ...basic('hook:s3cret') } })).toMatchObject({
      status: 200,
    })
    expect(await send(port, { headers: { ...signed('plivo', '2'), ...basic('hook:other') } })).toEqual(FORBIDDEN)
    expect(await send(port, { headers: signed('plivo', '3') })).toEqual(FORBIDDEN)
    expect(await send(port, { headers: basic('hook:s3cret') })).toEqual(FORBIDDEN)
    expect(reasons()).toEqual(['bad-credentials', 'bad-credentials', 'missing-signature'])
  })

  it('asks for the address on top of the signature', async () => {
    const port = await start({ allowFrom: ['127.0.0.0/8'] })
    // A web Request does not say where it came from; without the option `remoteAddress` nobody is let through.
    const knowsAddress = !host.name.startsWith('web')
    expect((await send(port, { headers: signed('plivo', '1') })).status).toBe(knowsAddress ? 200 : 403)
    await app?.close()
    const other = await start({ allowFrom: ['192.0.2.0/24'] })
    const claimed = { 'x-forwarded-for': '192.0.2.7' }
    expect(await send(other, { headers: { ...signed('plivo', '2'), ...claimed } })).toEqual(FORBIDDEN)
    expect(reasons()).toEqual(['unexpected-address'])
    await app?.close()
    const proxied = await start({ allowFrom: ['192.0.2.0/24'], trustProxy: 1 })
    expect((await send(proxied, { headers: { ...signed('plivo', '3'), ...claimed } })).status).toBe(200)
    const injected = { 'x-forwarded-for': '192.0.2.7, 198.51.100.1' }
    expect(await send(proxied, { headers: { ...signed('plivo', '4'), ...injected } })).toEqual(FORBIDDEN)
  })

  it('says what to do when a proxy is there and no option is', async () => {
    const port = await start({}, { options: { secrets: SECRET, onFailure: (failure) => failures.push(failure) } })
    await send(port, { headers: { ...signed('plivo', '1'), 'x-forwarded-proto': 'https' } })
    expect(failures[0]?.message).toMatch(/A proxy seems to be in front.*publicUrl/)
  })

  it('lets a redelivery through, flagged, and refuses a replay with another body', async () => {
    const port = await start({}, { provider: 'vobiz' })
    const headers = signed('vobiz', '1')
    expect(await send(port, { headers })).toMatchObject({ status: 200 })
    expect(await send(port, { headers })).toMatchObject({ status: 200 })
    expect(seen.map(({ webhook }) => webhook?.redelivered)).toEqual([false, true])
    // Vobiz signs neither body nor query: only the memory of the nonce notices these two.
    expect(await send(port, { headers, body: `${FORM}&From=666` })).toEqual(FORBIDDEN)
    expect(await send(port, { headers, path: '/hooks/answer?leg=2' })).toEqual(FORBIDDEN)
    expect(reasons()).toEqual(['replayed', 'replayed'])
    expect(seen).toHaveLength(2)
  })

  it('does not remember what it refused', async () => {
    const port = await start()
    await send(port, { body: 'From=666', headers: signed('plivo', '1') })
    expect(await send(port, { headers: signed('plivo', '1') })).toMatchObject({ status: 200 })
    expect(seen[0]?.webhook?.redelivered).toBe(false)
  })

  it('keeps a replay out that another process has seen, by the store they share', async () => {
    const store = createMemoryReplayStore()
    const first = await start({ replay: { store } }, { provider: 'vobiz' })
    await send(first, { headers: signed('vobiz', '1') })
    await app?.close()
    const second = await start({ replay: { store } }, { provider: 'vobiz' })
    expect(await send(second, { body: 'From=666', headers: signed('vobiz', '1') })).toMatchObject({ status: 403 })
  })

  it('answers 503 while the replay store cannot', async () => {
    const down = async (): Promise<never> => {
      throw new Error('connection lost')
    }
    const port = await start({ replay: { store: { claim: down, put: down, release: down } } })
    expect(await send(port, { headers: signed('plivo', '1') })).toEqual({ status: 503, text: 'Service Unavailable\n' })
    expect(failures[0]).toMatchObject({ reason: 'store-unavailable', cause: new Error('connection lost') })
    expect(seen).toEqual([])
  })

  it.each([
    ['said', { 'content-length': String(FORM.length) }],
    ['sent', { 'transfer-encoding': 'chunked' }],
  ])('refuses a body whose length, as %s, is over the limit', async (_, headers) => {
    const port = await start({ bodyLimit: FORM.length - 1 })
    expect(await send(port, { headers: { ...signed('plivo', '1'), ...headers } })).toEqual({
      status: 413,
      text: 'Content Too Large\n',
    })
    expect(reasons()).toEqual(['body-too-large'])
  })

  it('takes a body of exactly the limit', async () => {
    const port = await start({ bodyLimit: FORM.length })
    expect(await send(port, { headers: signed('plivo', '1') })).toMatchObject({ status: 200 })
  })

  it('only reports while told so', async () => {
    const port = await start({ reportOnly: true })
    expect(await send(port, {})).toEqual({ status: 200, text: 'handled' })
    expect(reasons()).toEqual(['missing-signature'])
    expect(seen[0]).toMatchObject({ webhook: undefined, rawBody: FORM })
  })

  const noParser = host.withoutBefore?.parser
  it.skipIf(noParser !== undefined)(
    `explains a body that was read before${noParser ? ` (${noParser})` : ''}`,
    async () => {
      const port = await start({}, { before: 'parser' })
      expect(await send(port, { headers: signed('plivo', '1') })).toMatchObject({ status: 500 })
      const [error] = errors
      expect(error).toBeInstanceOf(WebhookError)
      expect(error).toMatchObject({ code: 'body-consumed', status: 500 })
      expect(String(error)).toMatch(/keepRawBody|clone\(\)/)
      expect(seen).toEqual([])
    },
  )

  const noKeeping = host.withoutBefore?.['keeping-parser']
  it.skipIf(noKeeping !== undefined)(`takes the bytes a parser kept${noKeeping ? ` (${noKeeping})` : ''}`, async () => {
    const port = await start({}, { before: 'keeping-parser' })
    expect(await send(port, { headers: signed('plivo', '1') })).toMatchObject({ status: 200 })
    expect(await send(port, { body: `${FORM}1`, headers: signed('plivo', '2') })).toMatchObject({ status: 403 })
    expect(seen).toHaveLength(1)
    expect(seen[0]).toMatchObject({ body: { From: '15551230001' }, rawBody: FORM })
  })

  it.each<[string, Partial<WebhookOptions>]>([
    ['missing-secret', { secrets: '' }],
    ['missing-secret', { secrets: [] }],
    ['missing-secret', { secrets: ['good', ''] }],
    ['bad-option', { publicUrl: '' }],
    ['bad-option', { publicUrl: 'voice.example.com' }],
    ['bad-option', { bodyLimit: -1 }],
    ['bad-option', { reportOnly: true, ...NO_REPORT }],
    ['bad-option', { allowFrom: ['everywhere'] }],
    ['bad-option', { basicAuth: [{ username: 'a', password: '' }] }],
    ['bad-option', { replay: { ttlMs: 0 } }],
  ])('lets nobody through, with %s: %j', async (code, options) => {
    const started = start(options)
    // A build loads the route modules of web hosts, without secrets: there it is told when a request comes.
    if (!host.name.startsWith('web')) return expect(started).rejects.toMatchObject({ code })
    for (const secret of ['', SECRET]) {
      const { headers } = VENDORS.plivo({ url: `${PUBLIC_URL}${PATH}`, body: FORM, secret, nonce: '1' })
      expect((await send(await started, { headers })).status).toBe(500)
    }
    expect(errors).toMatchObject([{ code }, { code }])
    expect(seen).toEqual([])
  })
})
