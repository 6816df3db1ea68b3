import type { ClientRequest, IncomingMessage, ServerResponse } from 'node:http'
import type { Socket } from 'node:net'
import { createProxyServer } from 'httpxy'
import { keepForm } from './keep-form.ts'
import { openUpstream } from './open-upstream.ts'
import type { Upstream } from './upstream.ts'
import { groupHeaders, withoutConnection } from './upstream-headers.ts'

/** What is no webhook of Vobiz: it goes through as it is, in both directions, streamed. */
export interface PassThrough {
  readonly web: (request: IncomingMessage, response: ServerResponse) => void
  readonly tunnel: (request: IncomingMessage, socket: Socket, head: Buffer) => void
}

/** Told when the application cannot be reached; `reply` is the response, or the socket of an upgrade. */
export type OnFailure = (request: IncomingMessage, reply: ServerResponse | Socket, cause: unknown) => void

/** Prepares the plain proxy. */
export function createPassThrough(upstream: Upstream, onFailure: OnFailure): PassThrough {
  return {
    web: (request, response) => passRequest(upstream, { request, response, onFailure }),
    tunnel: createTunnel(upstream, onFailure),
  }
}

interface Passing {
  readonly request: IncomingMessage
  readonly response: ServerResponse
  readonly onFailure: OnFailure
}

function passRequest(upstream: Upstream, { request, response, onFailure }: Passing): void {
  const { method = 'GET', url = '/' } = request
  const hasBody = 'content-length' in request.headers || 'transfer-encoding' in request.headers
  const headers = withoutConnection(request.rawHeaders)
  // A POST without body would be sent as an empty chunked one, which some servers refuse.
  if (!hasBody && NEEDS_LENGTH.test(method)) headers.push('Content-Length', '0')
  const fail = (cause: unknown): void => {
    if (!response.destroyed) onFailure(request, response, cause)
  }
  const repeatable = !hasBody && CHANGES_NOTHING.test(method)
  const breakOff = openUpstream(
    upstream,
    { method, path: url, headers, repeatable },
    {
      onOpen: (outgoing) => {
        if (!hasBody) return void outgoing.end()
        keepForm(request)
        request.pipe(outgoing)
      },
      onResponse: (incoming) => {
        try {
          passReply(incoming, response)
        } catch (cause) {
          incoming.destroy()
          fail(cause)
        }
      },
      onError: fail,
    },
  )
  response.once('close', () => {
    if (!response.writableFinished) breakOff()
  })
}

const NEEDS_LENGTH = /^(?:POST|PUT|PATCH)$/
const CHANGES_NOTHING = /^(?:GET|HEAD|OPTIONS)$/

function passReply(incoming: IncomingMessage, response: ServerResponse): void {
  const { statusCode = 502, statusMessage, rawHeaders } = incoming
  if (response.destroyed) return
  // `transfer-encoding` as well: what the connection to the caller needs is decided there.
  response.writeHead(statusCode, statusMessage, withoutConnection(rawHeaders, true))
  incoming.pipe(response)
  // Else the headers of a slow reply would wait for its first byte; with a quick one they share a packet.
  setImmediate(() => response.destroyed || response.flushHeaders())
  incoming.on('error', () => {})
  incoming.once('close', () => incoming.complete || response.destroy())
}

/** Upgrades: after the handshake, bytes in both directions. */
function createTunnel({ url, agent }: Upstream, onFailure: OnFailure): PassThrough['tunnel'] {
  const proxy = createProxyServer({ target: url, agent })
  proxy.on('proxyReqWs', (outgoing, request) => restoreHeaders(outgoing, request))
  proxy.on('error', (cause, request, reply) => {
    if (request !== undefined && reply !== undefined && !reply.destroyed && 'socket' in request)
      onFailure(request, reply, cause)
  })
  return (request, socket, head) => {
    proxy.ws(request, socket, {}, head).catch(() => {
      // What went wrong came by `error` already.
    })
  }
}

/** Those the connection to the application has of its own. */
const OF_CONNECTION: ReadonlySet<string> = new Set(['connection', 'keep-alive', 'transfer-encoding'])

/** Names as they were written, in the order they came, repeated where they were: the proxy has lower-cased and joined them. */
function restoreHeaders(outgoing: ClientRequest, request: IncomingMessage): void {
  for (const [lower, [name, values]] of groupHeaders(request)) {
    if (OF_CONNECTION.has(lower)) continue
    outgoing.removeHeader(lower)
    outgoing.setHeader(name, values.length === 1 ? (values[0] ?? '') : values)
  }
}
