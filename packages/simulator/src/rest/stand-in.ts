import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { Socket } from 'node:net'
import { type CallerOptions, createPlayer } from '../caller.ts'
import type { CallProvider } from '../provider.ts'
import type { Transcript } from '../transcript.ts'
import type { AccountOptions } from './account.ts'
import type { PlacedCall } from './placed-call.ts'
import { BASE_PATH } from './routes.ts'
import { createRestService, type RestService } from './service.ts'
import type { RestReply, Seen } from './wire.ts'

/** An account and, when its calls are to be played, where and how. */
export interface StandInAccount extends Omit<AccountOptions, 'play'> {
  /** Application the placed calls are played against; without it calls are accepted and that is all. */
  readonly caller?: Omit<CallerOptions, 'provider' | 'createUuid'>
}

/** How a stand-in behaves. */
export interface RestStandInOptions {
  readonly accounts: Partial<Readonly<Record<CallProvider, StandInAccount>>>
  /** Port on loopback. Default: any free one. */
  readonly port?: number
  /** Milliseconds an accepted request takes to be answered. */
  readonly latency?: number
}

/** A REST API on loopback that is not the real one. */
export interface RestStandIn {
  readonly url: string
  /** Every request, in order. */
  readonly seen: Seen[]
  /** Destinations of calls that were placed, in order. */
  readonly placed: readonly string[]
  readonly calls: readonly PlacedCall[]
  /** Replaces the answer to everything that would have been accepted; `undefined` leaves it as it is. */
  reply: ((seen: Seen) => RestReply | 'hang' | 'drop' | undefined) | undefined
  /** The calls placed so far, once all of them are over. */
  transcripts(): Promise<readonly Transcript[]>
  close(): Promise<void>
  /** Drops every connection at once, requests in flight included. */
  kill(): Promise<void>
}

/**
 * Starts a stand-in for the call API of Plivo, Vobiz or both on loopback, built from the route rows. It refuses what the
 * real services refuse: on Vobiz a wrong case (401), slash or verb (404), a missing `status` (401), Basic credentials,
 * and calls over the rate (429). With one account the base path of the API may be left out.
 *
 * @example
 * const standIn = await createRestStandIn({ accounts: { vobiz: { caller: { app, secret } } } })
 * await new Client('MA_1', 'token', { url: standIn.url }).calls.create(from, to, `${publicUrl}/answer`)
 * const [transcript] = await standIn.transcripts()
 */
export async function createRestStandIn(options: RestStandInOptions): Promise<RestStandIn> {
  const services = (['plivo', 'vobiz'] as const).flatMap((provider) => toService(provider, options.accounts[provider]))
  const plays = Object.values(options.accounts).some(({ caller }) => caller !== undefined)
  const seen: Seen[] = []
  const sockets = new Set<Socket>()
  const server = createServer((request, response) => {
    void handle(request, response)
  })
  const handle = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const given = await readSeen(request)
    const { service, one } = findService(services, given)
    seen.push(one)
    const refused = service === undefined ? NOTHING_HERE : service.refuse(one)
    if (service === undefined || refused !== undefined) return write(response, refused ?? NOTHING_HERE)
    const chosen = standIn.reply?.(one)
    if (chosen === 'hang') return
    if (chosen === 'drop') return void request.socket.destroy()
    const before = service.calls.length
    const answer = chosen ?? service.answer(one)
    if (options.latency) await new Promise((resolve) => setTimeout(resolve, options.latency))
    // A call begins once the application knows that it was placed.
    response.on('close', () => {
      for (const call of service.calls.slice(before)) call.start()
    })
    // One connection per request when calls are played: the next stand-in on this port must not find an old one.
    write(response, plays ? { ...answer, headers: { ...answer.headers, connection: 'close' } } : answer)
  }
  server.on('connection', (socket) => {
    sockets.add(socket)
    socket.on('close', () => sockets.delete(socket))
  })
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(options.port ?? 0, '127.0.0.1', resolve)
  })
  const stop = (): Promise<void> =>
    new Promise((resolve) => {
      server.close(() => resolve())
      server.closeIdleConnections()
    })
  const listCalls = (): readonly PlacedCall[] => services.flatMap(({ calls }) => calls)
  const standIn: RestStandIn = {
    url: `http://127.0.0.1:${portOf(server.address())}`,
    seen,
    get placed() {
      return listCalls().map(({ to }) => to)
    },
    get calls() {
      return listCalls()
    },
    reply: undefined,
    transcripts: async () => {
      const all = await Promise.all(listCalls().map(({ transcript }) => transcript))
      return all.filter((one): one is Transcript => one !== undefined)
    },
    close: stop,
    kill: () => {
      const stopped = stop()
      for (const socket of sockets) socket.destroy()
      return stopped
    },
  }
  return standIn
}

const NOTHING_HERE: RestReply = { status: 404, body: { message: 'Not Found' } }

function toService(provider: CallProvider, account: StandInAccount | undefined): readonly RestService[] {
  if (account === undefined) return []
  const { caller, ...rest } = account
  const play = caller && createPlayer({ ...caller, provider })
  return [createRestService(provider, { ...rest, ...(play === undefined ? {} : { play }) })]
}

/** The API a path belongs to, and the request as that API sees it. */
function findService(services: readonly RestService[], seen: Seen): { service: RestService | undefined; one: Seen } {
  const found = services.find(({ provider }) => seen.url.startsWith(`${BASE_PATH[provider]}/`))
  if (found !== undefined)
    return { service: found, one: { ...seen, url: seen.url.slice(BASE_PATH[found.provider].length) } }
  return { service: services.length === 1 ? services[0] : undefined, one: seen }
}

const portOf = (address: ReturnType<ReturnType<typeof createServer>['address']>): number =>
  typeof address === 'object' && address !== null ? address.port : 0

async function readSeen(request: IncomingMessage): Promise<Seen> {
  const chunks: Uint8Array[] = []
  for await (const chunk of request) chunks.push(chunk)
  const { method = '', url = '', headers } = request
  return { verb: method, url, headers, port: request.socket.remotePort, body: Buffer.concat(chunks).toString('utf8') }
}

function write(response: ServerResponse, { status, body, headers = {} }: RestReply): void {
  response.writeHead(status, { ...(body === undefined ? {} : { 'content-type': 'application/json' }), ...headers })
  response.end(body === undefined ? undefined : JSON.stringify(body))
}
