import { createHmac } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { HEADER_NAMES } from '../generated/header-names.ts'
import { encryptEnablex } from '../providers/enablex.ts'
import { createWebhookReceiver, type IncomingWebhook } from './receive.ts'
import type { WebhookOptions } from './webhook-options.ts'

// Every host over real sockets: test/contract/webhook. Here stand the options, one by one.
const URL_GIVEN = 'https://voice.example.com/answer'
const bytes = (text: string): Uint8Array => new TextEncoder().encode(text)
const FORM = { 'content-type': 'application/x-www-form-urlencoded' }

type Parts = Partial<IncomingWebhook> & { readonly body?: string }

const incoming = (headers: Record<string, string>, { body = 'To=2', ...more }: Parts = {}): IncomingWebhook => ({
  method: 'POST',
  path: '/answer',
  secure: false,
  headers: { host: 'inner:8080', ...FORM, ...headers },
  rawBody: bytes(body),
  ...more,
})

/** Vobiz's signature of a URL without query, as its page describes it. */
function vobiz(
  secret: string,
  { nonce = '1', version = 'v3', url = URL_GIVEN, main = false } = {},
): Record<string, string> {
  const names: Readonly<Record<string, string>> = HEADER_NAMES.vobiz
  const text = version === 'v3' ? `${url}.${nonce}` : url + nonce
  const signature = createHmac('sha256', secret).update(text).digest('base64')
  return { [names[main ? `${version}-main` : version] ?? '']: signature, [names[`${version}-nonce`] ?? '']: nonce }
}

const base: WebhookOptions = { secrets: 'own', publicUrl: 'https://voice.example.com' }
const receive = (options: Partial<WebhookOptions>, request: IncomingWebhook) =>
  createWebhookReceiver('vobiz', { ...base, ...options })(request)
const reasonOf = async (options: Partial<WebhookOptions>, request: IncomingWebhook): Promise<string> => {
  const received = await receive(options, request)
  return received.ok ? 'none' : received.failure.reason
}

describe('secrets', () => {
  it('says which secret matched', async () => {
    const rotated = await receive({ secrets: ['new', 'own'] }, incoming(vobiz('own')))
    expect(rotated).toMatchObject({ ok: true, webhook: { secretIndex: 1, account: 'own', scheme: 'v3' } })
  })

  it('tries the parent account’s tokens on its own headers, and on no other', async () => {
    const main = { mainSecrets: ['parent'] }
    expect(await receive(main, incoming(vobiz('parent', { main: true })))).toMatchObject({
      webhook: { account: 'main' },
    })
    expect(await reasonOf(main, incoming(vobiz('parent')))).toBe('mismatch')
    expect(await reasonOf({}, incoming(vobiz('parent', { main: true })))).toBe('missing-signature')
    const onlyMain = { secrets: undefined, mainSecrets: 'parent' }
    expect(await receive(onlyMain, incoming(vobiz('parent', { main: true })))).toMatchObject({ ok: true })
  })

  it.each<[Partial<WebhookOptions>]>([
    [{ secrets: undefined }],
    [{ secrets: '' }],
    [{ secrets: [] }],
    [{ secrets: ['own', ''] }],
    [{ secrets: 'own', mainSecrets: '' }],
    [{ secrets: '', mainSecrets: 'parent' }],
  ])('refuses %j at once, and says what to do', (options) => {
    expect(() => createWebhookReceiver('vobiz', { ...base, ...options })).toThrow(
      /^missing-secret: .*vobiz.*environment variable/,
    )
  })
})

describe('what is handed to verify', () => {
  it('schemes', async () => {
    expect(await reasonOf({}, incoming(vobiz('own', { version: 'v2' })))).toBe('none')
    expect(await reasonOf({ schemes: ['v3'] }, incoming(vobiz('own', { version: 'v2' })))).toBe('unsupported-scheme')
  })

  it('the clock and its tolerance, asked at each request', async () => {
    const body = '{"event_id":"e"}'
    const signature = createHmac('sha256', 'own').update(`1000.${body}`).digest('hex')
    const { signature: name, timestamp } = HEADER_NAMES.voicebip
    const request = incoming(
      { [name]: `sha256=${signature}`, [timestamp]: '1000', 'content-type': 'application/json' },
      { body },
    )
    let now = 1300
    const usual = createWebhookReceiver('voicebip', { secrets: 'own', now: () => now })
    const strict = createWebhookReceiver('voicebip', { secrets: 'own', now: () => now, toleranceSeconds: 299 })
    expect(await usual(request)).toMatchObject({ ok: true, webhook: { payload: { event_id: 'e' }, params: {} } })
    expect(await strict(request)).toMatchObject({ failure: { reason: 'stale' } })
    now = 1301
    expect(await usual(request)).toMatchObject({ failure: { reason: 'stale' } })
    const byTheSystem = createWebhookReceiver('voicebip', { secrets: 'own' })
    expect(await byTheSystem(request)).toMatchObject({ failure: { reason: 'stale' } })
  })

  it('compat', async () => {
    // The vendor's package takes a time to come; strict rules do not.
    const body = '{"a":1}'
    const signature = createHmac('sha256', 'own').update(`9000.${body}`).digest('hex')
    const headers = { [HEADER_NAMES.jambonz.signature]: `t=9000,v1=${signature}`, 'content-type': 'application/json' }
    const options = { secrets: 'own', now: () => 1000 }
    const request = incoming(headers, { body })
    expect(await createWebhookReceiver('jambonz', options)(request)).toMatchObject({ failure: { reason: 'stale' } })
    expect(await createWebhookReceiver('jambonz', { ...options, compat: true })(request)).toMatchObject({ ok: true })
  })
})

describe('the payload', () => {
  it('of a form is its fields, decoded once for the signature and the handler', async () => {
    const request = incoming(vobiz('own'), { body: 'To=2&a=1&a=%2B' })
    expect(await receive({}, request)).toMatchObject({
      webhook: { params: { To: '2', a: ['1', '+'] }, payload: { To: '2', a: ['1', '+'] } },
    })
  })

  it('of JSON is its value, and there are no fields', async () => {
    const request = incoming({ ...vobiz('own'), 'content-type': 'application/json' }, { body: '{"a":[1]}' })
    expect(await receive({}, request)).toMatchObject({ webhook: { params: {}, payload: { a: [1] } } })
  })

  it('of EnableX is decrypted, under whichever App ID fits', async () => {
    const { body, headers } = encryptEnablex({ state: 'connected' }, { appId: 'second' })
    const receiver = createWebhookReceiver('enablex', { secrets: ['first', 'second'] })
    const request = incoming({ ...headers, 'content-type': 'application/json' }, { body })
    expect(await receiver(request)).toMatchObject({ webhook: { payload: { state: 'connected' }, secretIndex: 1 } })
    const stranger = createWebhookReceiver('enablex', { secrets: ['first'] })
    expect(await stranger(request)).toMatchObject({ failure: { reason: 'undecryptable' } })
  })
})

describe('the memory of requests', () => {
  it('binds a nonce to method, path, query and body', async () => {
    const receiver = createWebhookReceiver('vobiz', base)
    const headers = vobiz('own')
    expect(await receiver(incoming(headers))).toMatchObject({ webhook: { redelivered: false } })
    expect(await receiver(incoming(headers))).toMatchObject({ webhook: { redelivered: true } })
    for (const change of [{ body: 'To=3' }, { path: '/answer?x=1' }, { method: 'GET' }]) {
      expect(await receiver(incoming(headers, change))).toMatchObject({
        failure: { reason: 'replayed', status: 403, message: expect.stringContaining('no platform does that') },
      })
    }
  })

  it('does not depend on the host the request came by', async () => {
    const receiver = createWebhookReceiver('vobiz', { secrets: 'own', hosts: ['a.example', 'b.example'] })
    const at = (host: string) => incoming({ ...vobiz('own', { url: `http://${host}/answer` }), host })
    expect(await receiver(at('a.example'))).toMatchObject({ webhook: { redelivered: false } })
    expect(await receiver(at('b.example'))).toMatchObject({ webhook: { redelivered: true } })
  })

  it('can be switched off, and then lets a replay through', async () => {
    const receiver = createWebhookReceiver('vobiz', { ...base, replay: false })
    for (const body of ['To=2', 'To=2', 'To=3']) {
      expect(await receiver(incoming(vobiz('own'), { body }))).toMatchObject({ webhook: { redelivered: false } })
    }
  })

  it('calls nothing redelivered that nothing tells apart', async () => {
    const now = 1000
    const headers = {
      [HEADER_NAMES.jambonz.signature]:
        `t=${now},v1=${createHmac('sha256', 'own').update(`${now}.null`).digest('hex')}`,
      'content-type': 'application/json',
    }
    const receiver = createWebhookReceiver('jambonz', { secrets: 'own', now: () => now })
    for (let turn = 0; turn < 2; turn += 1) {
      expect(await receiver(incoming(headers, { body: 'null' }))).toMatchObject({
        webhook: { redelivered: false, payload: null },
      })
    }
  })

  it('that cannot answer means 503', async () => {
    const down = async (): Promise<never> => {
      throw new Error('connection lost')
    }
    const received = await receive(
      { replay: { store: { claim: down, put: down, release: down } } },
      incoming(vobiz('own')),
    )
    expect(received).toMatchObject({
      failure: { reason: 'store-unavailable', status: 503, message: 'The replay store cannot answer.' },
    })
  })
})

describe('a failure', () => {
  it('shows the URL that was checked without query and credentials', async () => {
    const publicUrl = 'https://user:pa55@voice.example.com'
    const received = await receive({ publicUrl }, incoming({}, { path: '/answer?a=1?b' }))
    expect(received).toMatchObject({ failure: { provider: 'vobiz', status: 403, url: URL_GIVEN } })
  })

  const direct = { secrets: 'own', publicUrl: undefined } as unknown as WebhookOptions
  const failWith = async (options: Partial<WebhookOptions>, headers: Record<string, string>): Promise<string> => {
    const received = await createWebhookReceiver('vobiz', { ...direct, ...options })(incoming(headers))
    return received.ok ? '' : received.failure.message
  }

  it.each(['x-forwarded-proto', 'x-forwarded-host', 'forwarded'])(
    'names a proxy that shows by its %s',
    async (name) => {
      const message = await failWith({}, { ...vobiz('own'), [name]: 'https' })
      expect(message).toContain(`A proxy seems to be in front (${name} is there): set \`publicUrl\``)
    },
  )

  it.each<[string, Partial<WebhookOptions>, Record<string, string>]>([
    ['no proxy shows', {}, vobiz('own')],
    [
      'the URL was configured',
      { publicUrl: 'https://other.example' },
      { ...vobiz('own'), 'x-forwarded-proto': 'https' },
    ],
    ['the proxy is trusted', { trustProxy: 1 }, { ...vobiz('own'), 'x-forwarded-proto': 'https' }],
    ['the signature is missing', {}, { 'x-forwarded-proto': 'https' }],
  ])('names no proxy when %s', async (_, options, headers) => {
    const message = await failWith(options, headers)
    expect(message).not.toBe('')
    expect(message).not.toContain('proxy seems')
    expect(message.endsWith('.')).toBe(true)
  })

  it('says what to do about an unknown sender', async () => {
    const credentials = { basicAuth: [{ username: 'u', password: 'p' }] }
    expect(await receive(credentials, incoming(vobiz('own')))).toMatchObject({
      failure: { reason: 'bad-credentials', message: expect.stringContaining('callback URL') },
    })
    expect(await receive({ allowFrom: [] }, incoming(vobiz('own')))).toMatchObject({
      failure: { reason: 'unexpected-address', message: expect.stringContaining('trustProxy') },
    })
  })
})
