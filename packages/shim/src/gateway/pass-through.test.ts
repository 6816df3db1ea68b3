import { createHash, randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { type IncomingMessage, request as requestHttp, type ServerResponse } from 'node:http'
import { type AddressInfo, connect, type Socket } from 'node:net'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { recorded, signed } from '../app.fixture.ts'
import { readAll, startGateway, stopAll } from './gateway.fixture.ts'

afterEach(stopAll)

const FORM = 'application/x-www-form-urlencoded'

describe('what is not from Vobiz', () => {
  it('reaches the application byte for byte', async () => {
    const { send, seen } = await startGateway({}, (_request, response) => {
      response.writeHead(418, 'Teapot', ['X-Own', 'a', 'Set-Cookie', 'b=1', 'Set-Cookie', 'c=2']).end('short')
    })
    const body = `${recorded('plivo-01')}&Weird=%zz+%C3%A9&Weird=2`
    const rawHeaders = ['Host', 'voice.example.com', 'X-Custom-CASE', 'one', 'x-Twice', '1', 'x-Twice', '2']
    for (const [name, value] of Object.entries(signed('plivo', '/voice/answer', body))) rawHeaders.push(name, value)
    const path = '/voice/answer?a=%2f&b=&a=1'
    const reply = await send({ path, rawHeaders, body })
    expect(seen).toHaveLength(1)
    expect(seen[0]?.path).toBe(path)
    expect(seen[0]?.body.toString()).toBe(body)
    expect(withoutConnection(seen[0]?.rawHeaders)).toEqual([...rawHeaders, 'content-length', `${body.length}`])
    expect(reply).toMatchObject({ status: 418, body: 'short' })
    expect(reply.headers['set-cookie']).toEqual(['b=1', 'c=2'])
    expect(reply.rawHeaders).toContain('X-Own')
  })

  it('is told of by call and event when it is of Plivo, and not when the application refuses it', async () => {
    const { send, events } = await startGateway({}, (request, response) =>
      response.writeHead(request.url === '/voice/no' ? 403 : 200).end(),
    )
    const body = recorded('plivo-02')
    const { CallUUID } = Object.fromEntries(new URLSearchParams(body))
    for (const path of ['/voice/answer', '/voice/no'])
      await send({ path, body, headers: { 'content-type': FORM, ...signed('plivo', path, body) } })
    await vi.waitFor(() => expect(events).toHaveLength(2))
    expect(events).toMatchObject([
      { name: 'delivery.received', provider: 'plivo', event: 'answer', callUuid: CallUUID, proof: 'none' },
      { name: 'delivery.received', provider: 'plivo', event: 'unknown', callUuid: '' },
    ])
  })

  it.each(['GET', 'PUT', 'PATCH', 'DELETE', 'OPTIONS', 'PROPFIND'])('goes through with %s', async (method) => {
    const { send, seen } = await startGateway()
    expect((await send({ method, path: '/other?x=1' })).status).toBe(200)
    expect(seen[0]).toMatchObject({ method, path: '/other?x=1' })
  })

  it.each([
    ['an absolute target', 'POST http://other.example/voice/answer?a=1 HTTP/1.1', 'unsigned'],
    ['a target that is no path', 'GET voice HTTP/1.1', 'bad-url'],
    ['the target of a proxy', 'OPTIONS * HTTP/1.1', 'bad-url'],
  ])('does not let %s past the guard', async (_name, line, code) => {
    const { port, seen } = await startGateway()
    const socket = connect(port, '127.0.0.1')
    socket.write(`${line}\r\nHost: voice.example.com\r\nContent-Length: 0\r\nConnection: close\r\n\r\n`)
    const reply = (await readAll(socket)).toString()
    expect(reply).toMatch(/^HTTP\/1\.1 4\d\d/)
    if (line.startsWith('POST')) expect(reply).toContain(code)
    expect(seen).toEqual([])
  })

  it('hands an absolute target on as a path', async () => {
    const { port, seen } = await startGateway()
    const socket = connect(port, '127.0.0.1')
    socket.write('GET http://other.example/a?b=1 HTTP/1.1\r\nHost: other.example\r\nConnection: close\r\n\r\n')
    expect((await readAll(socket)).toString()).toMatch(/^HTTP\/1\.1 200/)
    expect(seen[0]?.path).toBe('/a?b=1')
  })

  it('streams a large upload', async () => {
    const { port } = await startGateway({}, (_request, response, body) => {
      response.end(createHash('sha256').update(body).digest('hex'))
    })
    const chunk = randomBytes(1 << 20)
    const sent = createHash('sha256')
    const outgoing = requestHttp({ port, method: 'POST', path: '/upload' })
    const replied = once(outgoing, 'response')
    for (let count = 0; count < 40; count++) {
      sent.update(chunk)
      if (!outgoing.write(chunk)) await once(outgoing, 'drain')
    }
    outgoing.end()
    const [incoming] = (await replied) as [IncomingMessage]
    expect((await readAll(incoming)).toString()).toBe(sent.digest('hex'))
  })

  it('streams a reply that is not finished yet', async () => {
    let finish = (): void => {}
    const { port } = await startGateway({}, (_request, response) => {
      response.flushHeaders()
      finish = () => response.end(' last')
    })
    const outgoing = requestHttp({ port, path: '/slow' })
    outgoing.end()
    const [incoming] = (await once(outgoing, 'response')) as [IncomingMessage]
    finish()
    expect((await readAll(incoming)).toString()).toBe(' last')
  })

  it('tunnels a WebSocket both ways', async () => {
    const { port, upstream } = await startGateway()
    upstream.on('upgrade', (request: IncomingMessage, socket: Socket) => {
      const key = request.headers['sec-websocket-key']
      socket.write(
        `HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nX-Key: ${key}\r\n\r\n`,
      )
      socket.pipe(socket)
    })
    const socket = connect(port, '127.0.0.1')
    socket.write(upgrade('/stream'))
    const text = await readUntil(socket, '\r\n\r\n')
    expect(text).toMatch(/^HTTP\/1\.1 101/)
    expect(text).toMatch(/x-key: a2V5/i)
    socket.write('ping')
    expect(await readUntil(socket, 'ping')).toContain('ping')
  })

  const forged = 'X-Vobiz-Signature-V3: YQ==\r\nX-Vobiz-Signature-V3-Nonce: 1\r\n'
  it.each([
    ['an unsigned one on a guarded path', upgrade('/voice/answer?CallUUID=1'), '403', 'unsigned'],
    ['one with a forged Vobiz signature', upgrade('/stream', forged), '403', 'bad-signature'],
    ['another protocol', upgrade('/stream').replace('websocket', 'h2c'), '501', 'upgrade-unsupported'],
  ])('refuses the upgrade of %s', async (_name, text, status, code) => {
    const { port, seen, events } = await startGateway()
    const socket = connect(port, '127.0.0.1')
    socket.write(text)
    const reply = (await readAll(socket)).toString()
    expect(reply).toMatch(new RegExp(`^HTTP/1\\.1 ${status}`))
    expect(reply).toContain(code)
    expect(seen).toEqual([])
    expect(events).toMatchObject([{ name: 'request.rejected', code }])
  })
})

describe('without application', () => {
  it('says so, counts it and goes on', async () => {
    const { send, upstream, events } = await startGateway()
    upstream.close()
    for (const path of ['/a', '/b']) {
      const { status, body } = await send({ path })
      expect([status, JSON.parse(body).code]).toEqual([502, 'upstream-failed'])
    }
    expect(events).toMatchObject([
      { name: 'request.rejected', code: 'upstream-failed', path: '/a' },
      { name: 'request.rejected', code: 'upstream-failed', path: '/b' },
    ])
  })

  it('waits for one that restarts, with a body that is sent once', async () => {
    const { send, seen, upstream, events } = await startGateway()
    const { port } = upstream.address() as AddressInfo
    upstream.close()
    await once(upstream, 'close')
    const reply = send({ path: '/form', body: 'a=1' })
    setTimeout(() => upstream.listen(port, '127.0.0.1'), 80)
    expect((await reply).status).toBe(200)
    expect(seen.map(({ body }) => body.toString())).toEqual(['a=1'])
    expect(events).toEqual([])
  })

  it('repeats a GET whose kept connection was closed, and never a POST', async () => {
    const { port, upstream } = await startGateway()
    upstream.removeAllListeners('request')
    const counts = new Map<string, number>()
    upstream.on('request', (request: IncomingMessage, response: ServerResponse) => {
      const count = (counts.get(request.url ?? '') ?? 0) + 1
      counts.set(request.url ?? '', count)
      if (request.url === '/first' || count > 1) response.end('ok')
      else request.socket.destroy()
    })
    for (const [path, method, status] of [
      ['/get', 'GET', 200],
      ['/post', 'POST', 502],
    ] as const) {
      await fetch(`http://127.0.0.1:${port}/first`)
      expect((await fetch(`http://127.0.0.1:${port}${path}`, { method, body: null })).status).toBe(status)
      expect(counts.get(path)).toBe(method === 'GET' ? 2 : 1)
    }
  })

  it('keeps connections to the application', async () => {
    const { send, upstream } = await startGateway()
    const sockets = new Set<Socket>()
    upstream.on('request', ({ socket }: IncomingMessage) => sockets.add(socket))
    for (const method of ['GET', 'POST', 'GET']) await send({ method, path: '/again' })
    expect(sockets.size).toBe(1)
  })

  it('breaks off a reply that the application breaks off', async () => {
    const { send, gateway } = await startGateway({}, (_request, response) => {
      response.write('half')
      setImmediate(() => response.destroy())
    })
    await expect(send({ path: '/half' })).rejects.toThrow(/aborted|hang up/)
    expect(gateway.listening).toBe(true)
  })

  it('answers health checks itself', async () => {
    const { send, upstream, seen } = await startGateway({ healthPrefix: '/gw' })
    const check = (path: string) => send({ method: 'GET', path })
    expect((await check('/gw/healthz')).status).toBe(200)
    expect((await check('/gw/readyz')).status).toBe(200)
    upstream.close()
    upstream.closeAllConnections()
    expect((await check('/gw/readyz')).status).toBe(503)
    expect((await check('/gw/healthz')).status).toBe(200)
    expect(seen.map(({ method }) => method)).toEqual(['HEAD'])
  })
})

it('keeps idle connections longer than load balancers do', async () => {
  const { gateway } = await startGateway()
  expect(gateway.keepAliveTimeout).toBeGreaterThan(60_000)
})

it('lets what is under way end when it is closed, and accepts nothing new', async () => {
  let finish = (): void => {}
  const { send, gateway } = await startGateway({}, (_request, response) => {
    finish = () => response.end('done')
    gateway.emit('reached')
  })
  const reply = send({ path: '/slow' })
  await once(gateway, 'reached')
  const closed = once(gateway, 'close')
  gateway.close()
  await expect(send({ path: '/late' })).rejects.toThrow('ECONNREFUSED')
  finish()
  expect((await reply).body).toBe('done')
  await closed
})

it.each(['http://127.0.0.1:1/path', 'ftp://127.0.0.1', 'nowhere', 'http://a:b@127.0.0.1'])(
  'refuses the upstream %s',
  async (upstream) => {
    await expect(startGateway({ upstream })).rejects.toMatchObject({ code: 'bad-option' })
  },
)

function upgrade(path: string, more = ''): string {
  return `GET ${path} HTTP/1.1\r\nHost: voice.example.com\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Key: a2V5\r\n${more}\r\n`
}

async function readUntil(socket: Socket, end: string): Promise<string> {
  let text = ''
  while (!text.includes(end)) text += ((await once(socket, 'data')) as [Buffer])[0].toString()
  return text
}

const withoutConnection = (rawHeaders: readonly string[] = []): readonly string[] =>
  rawHeaders.filter((_, index) => rawHeaders[index - (index % 2)]?.toLowerCase() !== 'connection')
