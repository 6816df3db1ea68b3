import { createHash, createHmac, randomBytes } from 'node:crypto'
import { once } from 'node:events'
import type { IncomingMessage } from 'node:http'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { type ClientOptions, WebSocket, WebSocketServer } from 'ws'
import { signed } from '../../app.fixture.ts'
import { startGateway, stopAll } from '../gateway.fixture.ts'
import type { GatewayOptions } from '../options.ts'

const cleanUps: (() => void)[] = []
afterEach(() => {
  for (const cleanUp of cleanUps.splice(0)) cleanUp()
  stopAll()
})

const START =
  '{"sequenceNumber":0,"event":"start","start":{"streamId":"s-1","callId":"c-1","accountId":"500025"},"extra_headers":"{}"}'

/** A gateway with an application that keeps its sockets, and what each side got. */
async function start(
  options: Partial<GatewayOptions> = {},
  server: ConstructorParameters<typeof WebSocketServer>[0] = {},
) {
  const fixture = await startGateway({ translateStreams: true, ...options })
  const sockets = new WebSocketServer({ noServer: true, ...server })
  const requests: IncomingMessage[] = []
  fixture.upstream.on('upgrade', (request, socket, head) => {
    requests.push(request)
    sockets.handleUpgrade(request, socket, head, (own) => sockets.emit('connection', own, request))
  })
  const connect = (path = '/stream', own: ClientOptions = {}, protocols: string[] = []): WebSocket => {
    const platform = new WebSocket(`ws://127.0.0.1:${fixture.port}${path}`, protocols, {
      perMessageDeflate: false,
      ...own,
    })
    platform.on('error', () => {})
    cleanUps.push(() => platform.terminate())
    return platform
  }
  const open = async (...given: Parameters<typeof connect>) => {
    const connected = once(sockets, 'connection') as Promise<[WebSocket, IncomingMessage]>
    const platform = connect(...given)
    await once(platform, 'open')
    const [app] = await connected
    return { platform, app }
  }
  return { ...fixture, requests, connect, open }
}

const next = async (socket: WebSocket): Promise<string> => String((await once(socket, 'message'))[0])
const vobiz = (path = '/stream', scheme = 'wss') => {
  const nonce = String(10_000_000_000_000_000_000n + BigInt(`0x${randomBytes(6).toString('hex')}`))
  const text = `${scheme}://voice.example.com${path}.${nonce}`
  return {
    Host: 'voice.example.com',
    'X-Vobiz-Signature-V3': createHmac('sha256', 'vobiz-token').update(text).digest('base64'),
    'X-Vobiz-Signature-V3-Nonce': nonce,
  }
}

describe('a stream of Vobiz', () => {
  it('is translated both ways', async () => {
    const { open, events } = await start()
    const { platform, app } = await open()
    platform.send(START)
    expect(JSON.parse(await next(app))).toMatchObject({ event: 'start', sequenceNumber: 1, extra_headers: '' })
    app.send('{"event":"clearAudio"}')
    expect(JSON.parse(await next(platform))).toEqual({ event: 'clearAudio', streamId: 's-1' })
    app.send('{"event":"sendDTMF","dtmf":"1"}')
    expect(await next(platform)).toBe('{"event":"sendDTMF","dtmf":"1"}')
    platform.close(1000)
    await vi.waitFor(() =>
      expect(events.at(-1)).toMatchObject({
        name: 'stream.closed',
        translated: true,
        toApp: 1,
        toPlatform: 2,
        closeCode: 1000,
      }),
    )
    expect(
      events.filter(({ name }) => name === 'stream.untranslatable').map((event) => 'frame' in event && event.frame),
    ).toEqual(['start', 'sendDTMF'])
  })

  it.each(['wss', 'https'])(
    'signed for %s reaches the application signed as Plivo in every spelling',
    async (scheme) => {
      for (const translateStreams of [true, false]) {
        const { open, requests } = await start({ translateStreams })
        await open('/stream?token=1', { headers: vobiz('/stream', scheme) })
        const { headers } = requests[0] ?? { headers: {} }
        const nonce = headers['x-plivo-signature-v3-nonce']
        const signatures = String(headers['x-plivo-signature-v3']).split(',')
        for (const base of ['wss://voice.example.com', 'https://voice.example.com', 'http://voice.example.com']) {
          const digest = createHmac('sha256', 'plivo-token').update(`${base}/stream?token=1.${nonce}`).digest('base64')
          expect(signatures).toContain(digest)
        }
        expect(headers).toMatchObject({ host: 'voice.example.com', 'x-forwarded-proto': 'https' })
        expect(Object.keys(headers).filter((name) => /vobiz/.test(name))).toEqual([])
      }
    },
  )

  it('is refused with a signature for another path, and unsigned on a guarded one', async () => {
    const { connect, requests, events } = await start()
    for (const [path, headers] of [
      ['/other', vobiz('/stream')],
      ['/voice/stream', {}],
    ] as const) {
      const [, response] = (await once(connect(path, { headers }), 'unexpected-response')) as [unknown, IncomingMessage]
      expect(response.statusCode).toBe(403)
    }
    expect(requests).toEqual([])
    expect(events).toMatchObject([{ code: 'bad-signature' }, { code: 'unsigned' }])
  })
})

describe('whatever is sent', () => {
  it('binary, large or in pieces arrives as it is, in order', async () => {
    const { open } = await start()
    const { platform, app } = await open()
    const large = randomBytes(6_000_000)
    const hash = (data: Buffer): string => createHash('sha256').update(data).digest('hex')
    const received: [string, boolean][] = []
    app.on('message', (data: Buffer, isBinary) => received.push([isBinary ? hash(data) : data.toString(), isBinary]))
    platform.send(large)
    platform.send('{"event":"any', { fin: false })
    platform.send('thing"}', { fin: true })
    platform.send('no json')
    platform.send(Buffer.alloc(0))
    await vi.waitFor(() => expect(received).toHaveLength(4))
    expect(received).toEqual([
      [hash(large), true],
      ['{"event":"anything"}', false],
      ['no json', false],
      [hash(Buffer.alloc(0)), true],
    ])
  })

  it('waits for a reader that is slow, and loses nothing', async () => {
    const { open } = await start()
    const { platform, app } = await open()
    platform.send(START)
    await next(app)
    app.pause()
    const payload = 'A'.repeat(60_000)
    const count = 400
    for (let chunk = 0; chunk < count; chunk++)
      platform.send(JSON.stringify({ event: 'media', media: { chunk, payload } }))
    const chunks: number[] = []
    app.on('message', (data) => chunks.push(JSON.parse(String(data)).media.chunk))
    // What the two sockets and the gateway hold is far less than all of it: the rest waits at the sender.
    await vi.waitFor(() => expect(platform.bufferedAmount).toBeGreaterThan(1_000_000))
    app.resume()
    await vi.waitFor(() => expect(chunks).toHaveLength(count), { timeout: 15_000 })
    expect(chunks).toEqual(Array.from({ length: count }, (_, chunk) => chunk))
  })

  it('passes pings and pongs with what they carry', async () => {
    const { open } = await start()
    const { platform, app } = await open('/stream', { autoPong: false })
    const pinged = once(app, 'ping')
    platform.ping('one')
    expect(String((await pinged)[0])).toBe('one')
    const back = once(app, 'pong')
    app.ping('two')
    expect(String((await once(platform, 'ping'))[0])).toBe('two')
    platform.pong('two')
    expect(String((await back)[0])).toBe('two')
  })

  it.each([
    ['the platform', 1000, 'done'],
    ['the platform', 4001, ''],
    ['the application', 1011, 'broken'],
    ['the application', 1008, 'no'],
  ])('a close of %s arrives with its code %i', async (side, code, reason) => {
    const { open } = await start()
    const { platform, app } = await open()
    const [one, other] = side === 'the platform' ? [platform, app] : [app, platform]
    one.close(code, reason)
    const [seen, why] = await once(other, 'close')
    expect([seen, String(why)]).toEqual([code, reason])
  })

  it('breaks off on one side when the other does', async () => {
    const { open, events } = await start()
    const { platform, app } = await open()
    platform.terminate()
    expect((await once(app, 'close'))[0]).toBe(1006)
    expect(events.at(-1)).toMatchObject({ name: 'stream.closed', closeCode: 1006 })
  })

  it('agrees on the subprotocol the application takes', async () => {
    const { open } = await start({}, { handleProtocols: () => 'audio.drachtio.org' })
    const { platform } = await open('/stream', {}, ['other', 'audio.drachtio.org'])
    expect(platform.protocol).toBe('audio.drachtio.org')
  })
})

it('hands on the answer of an application that refuses', async () => {
  const { connect, upstream } = await start()
  upstream.removeAllListeners('upgrade')
  upstream.on('upgrade', (_request, socket) =>
    socket.end('HTTP/1.1 401 No\r\nX-Why: because\r\nContent-Length: 2\r\n\r\nno'),
  )
  const [, response] = (await once(connect(), 'unexpected-response')) as [unknown, IncomingMessage]
  expect([response.statusCode, response.headers['x-why']]).toEqual([401, 'because'])
})

it('says when the application is not there', async () => {
  const { connect, upstream, events, gateway } = await start()
  upstream.close()
  const [, response] = (await once(connect(), 'unexpected-response')) as [unknown, IncomingMessage]
  expect(response.statusCode).toBe(502)
  expect(events).toMatchObject([{ name: 'request.rejected', code: 'upstream-failed' }])
  expect(gateway.listening).toBe(true)
})

it('does not look into a stream that Plivo has signed', async () => {
  const { open, events } = await start()
  const { platform, app } = await open('/stream', { headers: signed('plivo', '/stream', '') })
  platform.send(START)
  expect(await next(app)).toBe(START)
  platform.close(1000)
  await once(app, 'close')
  expect(events).toEqual([])
})

it('closes every stream when it is told to', async () => {
  const { open, gateway } = await start()
  const { platform, app } = await open()
  const closed = Promise.all([once(platform, 'close'), once(app, 'close')])
  gateway.closeStreams()
  for (const [code] of await closed) expect(code).toBe(1001)
})
