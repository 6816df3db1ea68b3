import { once } from 'node:events'
import { createServer, type IncomingMessage, request as requestHttp, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo, Socket } from 'node:net'
import type { ShimEvent } from '../events.ts'
import { createGateway } from './create-gateway.ts'
import type { Gateway } from './gateway.ts'
import type { GatewayOptions } from './options.ts'

/** What the application behind the gateway was sent. */
export interface Seen {
  readonly method: string
  readonly path: string
  readonly rawHeaders: readonly string[]
  readonly headers: IncomingMessage['headers']
  readonly body: Buffer
}

/** A gateway with an application behind it, both on loopback. */
export interface FixtureGateway {
  readonly port: number
  readonly gateway: Gateway
  readonly options: GatewayOptions
  readonly upstream: Server
  readonly seen: Seen[]
  readonly events: ShimEvent[]
  readonly send: (request: Sent) => Promise<Received>
}

interface Sent {
  readonly method?: string
  readonly path?: string
  /** Names and values in turn. */
  readonly rawHeaders?: readonly string[]
  readonly headers?: Readonly<Record<string, string>>
  readonly body?: string | Buffer
}

interface Received {
  readonly status: number
  readonly headers: IncomingMessage['headers']
  readonly rawHeaders: readonly string[]
  readonly body: string
  readonly rawBody: Buffer
}

type Listener = (request: IncomingMessage, response: ServerResponse, body: Buffer) => void

const cleanUps: (() => void)[] = []

/** Ends what was started. */
export function stopAll(): void {
  for (const cleanUp of cleanUps.splice(0)) cleanUp()
}

/** Listens on a free port and returns it. */
async function start(server: Server): Promise<number> {
  const sockets = new Set<Socket>()
  server.on('connection', (socket: Socket) => sockets.add(socket))
  cleanUps.push(() => {
    server.close()
    for (const socket of sockets) socket.destroy()
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  return (server.address() as AddressInfo).port
}

export async function readAll(stream: AsyncIterable<Buffer>): Promise<Buffer> {
  const chunks: Buffer[] = []
  for await (const chunk of stream) chunks.push(chunk)
  return Buffer.concat(chunks)
}

/** Starts both; the application replies with a document unless told otherwise. */
export async function startGateway(
  options: Partial<GatewayOptions> = {},
  reply: Listener = (_request, response) => {
    response.setHeader('Content-Type', 'text/xml')
    response.end('<Response><Speak>hello</Speak></Response>')
  },
): Promise<FixtureGateway> {
  const seen: Seen[] = []
  const events: ShimEvent[] = []
  const upstream = createServer((request, response) => {
    void readAll(request).then((body) => {
      const { method = '', url: path = '', rawHeaders, headers } = request
      seen.push({ method, path, rawHeaders, headers, body })
      reply(request, response, body)
    })
  })
  const own: GatewayOptions = {
    upstream: `http://127.0.0.1:${await start(upstream)}`,
    plivo: { authToken: 'plivo-token' },
    vobiz: { authToken: 'vobiz-token' },
    publicUrl: 'https://voice.example.com',
    paths: ['/voice'],
    onEvent: (event) => events.push(event),
    ...options,
  }
  const gateway = createGateway(own)
  const port = await start(gateway)
  return { port, gateway, options: own, upstream, seen, events, send: (request) => send(port, request) }
}

async function send(port: number, { method = 'POST', path = '/voice/answer', headers, rawHeaders, body = '' }: Sent) {
  const setHost = rawHeaders === undefined
  const outgoing = requestHttp({ host: '127.0.0.1', port, method, path, agent: false, setHost })
  for (const [name, value] of Object.entries(headers ?? {})) outgoing.setHeader(name, value)
  for (let index = 0; index < (rawHeaders?.length ?? 0); index += 2)
    outgoing.appendHeader(rawHeaders?.[index] ?? '', rawHeaders?.[index + 1] ?? '')
  if (body.length > 0) outgoing.setHeader('content-length', Buffer.byteLength(body))
  const replied = once(outgoing, 'response')
  outgoing.end(body)
  const [incoming] = (await replied) as [IncomingMessage]
  const rawBody = await readAll(incoming)
  const { statusCode: status = 0, headers: received, rawHeaders: names } = incoming
  return { status, headers: received, rawHeaders: names, body: rawBody.toString(), rawBody }
}
