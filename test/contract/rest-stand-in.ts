import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo, Socket } from 'node:net'
import { ROUTES, type RouteRow, type Target } from '@plivo-to-vobiz/mappings'

/** A request as it came over the wire. */
export interface Seen {
  readonly verb: string
  /** Path and query, undecoded. */
  readonly url: string
  readonly headers: Readonly<Record<string, string | string[] | undefined>>
  /** The sender's port: one per connection. */
  readonly port: number | undefined
  /** The body's exact text. */
  readonly body: string
}

/** What the stand-in answers; `undefined` body = empty. */
export interface Reply {
  readonly status: number
  readonly body?: unknown
  readonly headers?: Readonly<Record<string, string>>
}

export interface StandIn {
  readonly url: string
  readonly seen: Seen[]
  /** Destinations of calls that were placed, in order. */
  readonly placed: string[]
  /** Replaces the answer to everything that would have been accepted. */
  reply: ((seen: Seen) => Reply | 'hang' | 'drop' | undefined) | undefined
  close(): Promise<void>
  /** Drops every connection at once, requests in flight included. */
  kill(): Promise<void>
}

export interface StandInOptions {
  /** Calls accepted within any window; more are refused with a 429. */
  readonly rate?: { readonly calls: number; readonly window: number }
  /** Milliseconds an accepted call takes to be answered, and whether it is placed before or after. */
  readonly latency?: number
}

const rows: readonly RouteRow[] = ROUTES
/** Routes of the service that no method of Plivo's client names. */
const EXTRA: readonly Target[] = [{ verb: 'GET', path: '/Account/{auth_id}/concurrency' }]
const TARGETS: readonly Target[] = [
  ...rows
    .filter((row) => row.unverified !== true)
    .flatMap((row) => [...(row.vobiz ? [row.vobiz] : []), ...(row.steps ?? [])]),
  ...EXTRA,
]

const toPattern = (path: string, flags: string): RegExp =>
  new RegExp(`^${path.replace(/\{(\+?)\w+\}/g, (_, plus: string) => (plus ? '%2B\\d+' : '[^/?]+'))}$`, flags)

const EXACT = TARGETS.map((target) => ({ target, pattern: toPattern(target.path, '') }))
const LOOSE = TARGETS.map((target) => toPattern(target.path, 'i'))

/** What the real service refuses before it looks at the body. */
function refuse(seen: Seen): Reply | undefined {
  if (!seen.headers['x-auth-id'] || !seen.headers['x-auth-token'] || seen.headers.authorization !== undefined)
    return { status: 401, body: { error: 'authentication failed' } }
  const [path = '', query = ''] = seen.url.split('?')
  const found = EXACT.filter(({ target, pattern }) => target.verb === seen.verb && pattern.test(path))
  // A wrong case looks like wrong credentials; a wrong slash or verb is a route the gateway does not know.
  if (
    found.length === 0 &&
    LOOSE.some((pattern) => pattern.test(path)) &&
    !EXACT.some(({ pattern }) => pattern.test(path))
  )
    return { status: 401, body: { error: 'authentication failed' } }
  if (found.length === 0) return { status: 404, body: { message: 'Not Found' } }
  const given = new URLSearchParams(query)
  const complete = found.some(({ target }) =>
    Object.entries(target.query ?? {}).every(([name, value]) =>
      /\{/.test(value) ? given.has(name) : given.get(name) === value,
    ),
  )
  if (!complete) return { status: 401, body: { error: 'authentication failed' } }
  if (given.has('start_date') !== given.has('end_date'))
    return { status: 400, body: { error: 'invalid request parameters' } }
  return undefined
}

async function readSeen(request: IncomingMessage): Promise<Seen> {
  const chunks: Buffer[] = []
  for await (const chunk of request) chunks.push(chunk as Buffer)
  const { method = '', url = '', headers } = request
  return { verb: method, url, headers, port: request.socket.remotePort, body: Buffer.concat(chunks).toString('utf8') }
}

function write(response: ServerResponse, { status, body, headers = {} }: Reply): void {
  response.writeHead(status, { ...(body === undefined ? {} : { 'content-type': 'application/json' }), ...headers })
  response.end(body === undefined ? undefined : JSON.stringify(body))
}

const isPlacing = ({ verb, url }: Seen): boolean => verb === 'POST' && /^\/Account\/[^/]+\/Call\/$/.test(url)

/** Counts placed calls and refuses those over the rate. */
function createExchange({ rate }: StandInOptions, placed: string[]): (seen: Seen) => Reply {
  const accepted: number[] = []
  return (seen) => {
    const { to = '', answer_url, answer_method, from } = JSON.parse(seen.body === '' ? '{}' : seen.body)
    if (!from || !to || !answer_url || !answer_method || /,/.test(to))
      return { status: 400, body: { api_id: 'a', error: 'missing mandatory parameter' } }
    const now = Date.now()
    while (rate && accepted.length > 0 && now - (accepted[0] as number) >= rate.window) accepted.shift()
    if (rate && accepted.length >= rate.calls)
      return {
        status: 429,
        body: {
          status: 'error',
          error: { code: 'RATE', message: 'CPS limit exceeded', details: { limitType: 'cps' } },
        },
        headers: { 'retry-after': String(rate.window / 1000) },
      }
    accepted.push(now)
    placed.push(to)
    return {
      status: 201,
      body: { api_id: 'api-1', message: 'Call fired', request_uuid: `uuid-${placed.length}-${to}` },
    }
  }
}

/**
 * A stand-in for the REST API of Vobiz on loopback, built from the route rows. It refuses what the real service
 * refuses: wrong case (401), wrong slash or verb (404), a missing required query (401), calls over the rate (429).
 */
export async function startStandIn(options: StandInOptions = {}): Promise<StandIn> {
  const seen: Seen[] = []
  const placed: string[] = []
  const sockets = new Set<Socket>()
  const place = createExchange(options, placed)
  const server = createServer(async (request, response) => {
    const one = await readSeen(request)
    seen.push(one)
    const refused = refuse(one)
    if (refused !== undefined) return write(response, refused)
    const chosen = standIn.reply?.(one)
    if (chosen === 'hang') return
    if (chosen === 'drop') return void request.socket.destroy()
    const answer = chosen ?? (isPlacing(one) ? place(one) : { status: 204 })
    if (options.latency) await new Promise((resolve) => setTimeout(resolve, options.latency))
    write(response, answer)
  })
  server.on('connection', (socket) => {
    sockets.add(socket)
    socket.on('close', () => sockets.delete(socket))
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const stop = (): Promise<void> =>
    new Promise((resolve) => {
      server.close(() => resolve())
      server.closeIdleConnections()
    })
  const standIn: StandIn = {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    seen,
    placed,
    reply: undefined,
    close: stop,
    kill: () => {
      const stopped = stop()
      for (const socket of sockets) socket.destroy()
      return stopped
    },
  }
  return standIn
}
