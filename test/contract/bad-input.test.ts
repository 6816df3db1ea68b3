import { once } from 'node:events'
import { connect } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'
import type { GuardOptions, ShimEvent } from '@plivo-to-vobiz/shim'
import { afterEach, describe, expect, it } from 'vitest'
import { createNonce, PLIVO_TOKEN, PUBLIC, recorded, signPlivo, signVobiz, VOBIZ_TOKEN } from './adapter-callbacks.ts'
import { HOSTS as SHIM_HOSTS } from './adapter-hosts.ts'
import { HOSTS as INTERCEPT_HOSTS } from './intercept/hosts.ts'

/** Starts an application that keeps count of how often its own code ran. */
type Start = (
  options: Partial<GuardOptions>,
  onRun: () => void,
) => Promise<{ origin: string; close: () => Promise<void> }>

const TOKENS = { plivo: { authToken: PLIVO_TOKEN }, vobiz: { authToken: VOBIZ_TOKEN }, publicUrl: PUBLIC } as const

const shims = SHIM_HOSTS.filter(({ name }) => !/lambda|route/.test(name)).map(({ name, start }): [string, Start] => [
  `the shim on ${name}`,
  (options, onRun) => {
    const run = (): string => {
      onRun()
      return '<Response/>'
    }
    return start({
      options: { ...TOKENS, ...options, handlers: { answer: run, hangup: run, ring: run, unknown: run } },
    })
  },
])
const intercepts = INTERCEPT_HOSTS.map(({ name, start }): [string, Start] => [
  `the intercept on ${name}`,
  (options, onRun) =>
    start({
      options: { ...TOKENS, paths: ['/voice'], ...options } as never, // `mode` is narrower there, and not set here
      onRefused: onRun,
      handle: () => {
        onRun()
        return { how: 'send', body: '<Response/>' }
      },
    }),
])

const FORM = 'application/x-www-form-urlencoded'

/** Bytes as they go over the wire: whatever a client library would refuse to send. */
interface Raw {
  readonly method?: string
  readonly path?: string
  readonly headers?: Readonly<Record<string, string>>
  readonly body?: string | Buffer
  /** Length the header says. Default: that of the body. */
  readonly length?: number
}

describe.each([...shims, ...intercepts])('%s, sent nonsense', (_name, start) => {
  let close: (() => Promise<void>) | undefined
  afterEach(async () => {
    await close?.()
    close = undefined
  })

  async function open(options: Partial<GuardOptions> = {}) {
    const app = { runs: 0, events: [] as ShimEvent[], port: 0 }
    const onEvent = (event: ShimEvent): void => void (event.name === 'request.rejected' && app.events.push(event))
    const running = await start({ onEvent, ...options }, () => {
      app.runs += 1
    })
    close = running.close
    app.port = Number(new URL(running.origin).port)
    return app
  }

  /** Everything that comes back until the server, or this client, ends the connection. */
  async function post(port: number, raw: Raw): Promise<{ status: number; text: string; code: unknown }> {
    const { method = 'POST', path = '/voice/answer', headers = {}, body = '', length } = raw
    const bytes = Buffer.from(body)
    const all = { host: 'voice.example.com', connection: 'close', 'content-type': FORM, ...headers }
    const head = Object.entries({ ...all, 'content-length': length ?? bytes.length })
      .map(([name, value]) => `${name}: ${value}\r\n`)
      .join('')
    const socket = connect(port, '127.0.0.1').on('error', () => {})
    let text = ''
    socket.on('data', (chunk) => {
      text += chunk.toString('latin1')
    })
    socket.write(`${method} ${path} HTTP/1.1\r\n${head}\r\n`)
    socket.write(bytes)
    await once(socket, 'close')
    const json = /\r\n\r\n[\s\S]*?(\{.*\})/.exec(text)?.[1]
    return { status: Number(text.split(' ')[1]), text, code: json === undefined ? undefined : JSON.parse(json).code }
  }

  const vobiz = (nonce = createNonce()) => signVobiz({ url: `${PUBLIC}/voice/answer`, nonce })

  /** A refusal: status and code, one event, no run of the application, and no word of where in the code. */
  async function expectRefusal(raw: Raw, [status, code]: readonly [number, string], options?: Partial<GuardOptions>) {
    const app = await open(options)
    const answer = await post(app.port, raw)
    expect([answer.status, answer.code]).toEqual([status, code])
    expect(answer.text).not.toMatch(/\bat .*:\d+:\d+|node_modules|\.ts\b|\.js\b/)
    expect(app.events).toMatchObject([{ name: 'request.rejected', code, status }])
    expect(app.runs).toBe(0)
  }

  it.each<[string, Raw, readonly [number, string]]>([
    ['JSON cut short', { headers: { 'content-type': 'application/json' }, body: '{"a":' }, [400, 'malformed-body']],
    ['a JSON list', { headers: { 'content-type': 'application/json' }, body: '[1]' }, [400, 'malformed-body']],
    [
      'JSON nested a hundred thousand deep',
      {
        headers: { 'content-type': 'application/json' },
        body: `{"a":${'['.repeat(1e5)}${']'.repeat(1e5)}}`,
      },
      [400, 'malformed-body'],
    ],
    ['a picture', { headers: { 'content-type': 'image/png' }, body: '\x89PNG' }, [415, 'unsupported-media-type']],
    [
      'a compressed body',
      { headers: { 'content-encoding': 'gzip' }, body: '\x1f\x8b' },
      [415, 'unsupported-media-type'],
    ],
    [
      '10 000 parameters',
      { body: Array.from({ length: 10_000 }, (_, index) => `p${index}=1`).join('&') },
      [413, 'too-many-parameters'],
    ],
    ['10 000 times the same parameter', { body: 'a=1&'.repeat(10_000) }, [413, 'too-many-parameters']],
    ['a body over the limit', { body: `a=${'x'.repeat(1_100_000)}` }, [413, 'body-too-large']],
    ['a length over the limit', { body: 'a=1', length: 9_999_999_999 }, [413, 'body-too-large']],
  ])('%s', async (_case, raw, expected) => {
    await expectRefusal({ ...raw, headers: { ...vobiz(), ...raw.headers } }, expected)
  })

  it.each<[string, () => Record<string, string>, string]>([
    [
      "both platforms' headers, both right",
      () => ({ ...vobiz(), ...signPlivo({ url: `${PUBLIC}/voice/answer`, body: 'a=1' }) }),
      'ambiguous-provider',
    ],
    ['a nonce without signature', () => ({ 'x-vobiz-signature-v3-nonce': createNonce() }), 'partial-signature'],
    ['a signature without nonce', () => ({ 'x-vobiz-signature-v3': 'A'.repeat(43) }), 'partial-signature'],
    ['an empty signature', () => ({ ...vobiz(), 'x-vobiz-signature-v3': '' }), 'partial-signature'],
    ['a signature of 7 000 letters', () => ({ ...vobiz(), 'x-vobiz-signature-v3': 'A'.repeat(7000) }), 'bad-signature'],
    ['a signature of other bytes', () => ({ ...vobiz(), 'x-vobiz-signature-v3': '\xff\xfe;,"' }), 'bad-signature'],
    ['no signature', () => ({}), 'unsigned'],
  ])('%s', async (_case, sign, code) => {
    await expectRefusal({ headers: sign(), body: 'a=1' }, [403, code])
  })

  it('a request sent again with another body', async () => {
    const app = await open()
    const headers = vobiz()
    expect((await post(app.port, { headers, body: recorded('vobiz-01') })).status).toBe(200)
    const altered = await post(app.port, { headers, body: recorded('vobiz-02') })
    expect([altered.status, altered.code]).toEqual([403, 'replayed'])
    expect(app.events).toMatchObject([{ code: 'replayed', status: 403 }])
    expect(app.runs).toBe(1)
  })

  it('a body that comes letter by letter', async () => {
    const app = await open({ deadlines: { bodyMs: 150 } })
    const socket = connect(app.port, '127.0.0.1').on('error', () => {})
    let text = ''
    socket.on('data', (chunk) => {
      text += chunk
    })
    const head = Object.entries({ host: 'x', 'content-type': FORM, 'content-length': '100000', ...vobiz() })
    socket.write(`POST /voice/answer HTTP/1.1\r\n${head.map(([name, value]) => `${name}: ${value}\r\n`).join('')}\r\n`)
    const timer = setInterval(() => socket.writable && socket.write('a'), 20)
    await once(socket, 'close')
    clearInterval(timer)
    expect(text).toMatch(/^HTTP\/1\.1 408 /)
    expect(text).toContain('"body-timeout"')
    expect(app.events).toMatchObject([{ code: 'body-timeout', status: 408 }])
    expect(app.runs).toBe(0)
  })

  it('a connection that breaks off in the body', async () => {
    const app = await open()
    const socket = connect(app.port, '127.0.0.1').on('error', () => {})
    const head = Object.entries({ host: 'x', 'content-type': FORM, 'content-length': '1000', ...vobiz() })
    socket.write(
      `POST /voice/answer HTTP/1.1\r\n${head.map(([name, value]) => `${name}: ${value}\r\n`).join('')}\r\na=1`,
    )
    await sleep(50)
    socket.destroy()
    while (app.events.length === 0) await sleep(5)
    expect(app.events).toMatchObject([{ code: 'body-aborted', status: 400 }])
    expect(app.runs).toBe(0)
  })

  it('line breaks in headers: they end there, and are never sent back', async () => {
    const app = await open()
    const smuggled = await post(app.port, {
      headers: { ...vobiz(), 'x-a': '1\r\nx-vobiz-signature-v3: forged' },
      body: 'a=1',
    })
    expect(smuggled.status).toBeGreaterThanOrEqual(400)
    expect(smuggled.status).toBeLessThan(500)
    const bare = await post(app.port, { headers: { ...vobiz(), 'x-a': '1\nx-b: 2\n\nGET / HTTP/1.1' }, body: 'a=1' })
    expect(bare.text).not.toMatch(/x-b/i)
    const named = await post(app.port, {
      headers: vobiz(),
      body: 'Event=Hangup%0d%0aSet-Cookie:%20a=1&CallUUID=x%0d%0a',
    })
    expect(named.text).not.toMatch(/set-cookie/i)
    expect((await post(app.port, { headers: vobiz(), body: recorded('vobiz-01') })).status).toBe(200)
  })

  it('names of prototypes, keys that come twice, and bytes that are no text: they mean no more than themselves', async () => {
    const app = await open()
    for (const body of [
      `${recorded('vobiz-03')}&__proto__=x&__proto__[polluted]=1&constructor[prototype][polluted]=1&toString=1`,
      `${recorded('vobiz-03')}&From=1&From=2&Event=Ring&Event=Hangup&CallUUID=a&CallUUID=b`,
      '%',
      '%zz=%u0000&%c3%28=1',
      '&&&===',
      '\0'.repeat(500),
      Buffer.from([0xff, 0xfe, 0x00, 0x80, 0x26, 0x3d]),
    ]) {
      const { status } = await post(app.port, { headers: vobiz(), body })
      expect(status).toBeLessThan(500)
    }
    expect(({} as Record<string, unknown>).polluted).toBeUndefined()
    expect((await post(app.port, { headers: vobiz(), body: recorded('vobiz-01') })).status).toBe(200)
  })
})
