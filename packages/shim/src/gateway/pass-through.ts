import type { ClientRequest, IncomingMessage, ServerResponse } from 'node:http'
import type { Socket } from 'node:net'
import { createProxyServer } from 'httpxy'
import type { Upstream } from './upstream.ts'
import { groupHeaders } from './upstream-headers.ts'

/** What is no webhook of Vobiz: it goes through as it is, in both directions, streamed. */
export interface PassThrough {
  readonly web: (request: IncomingMessage, response: ServerResponse) => void
  readonly tunnel: (request: IncomingMessage, socket: Socket, head: Buffer) => void
}

/** Told when the application cannot be reached; `reply` is the response, or the socket of an upgrade. */
export type OnFailure = (request: IncomingMessage, reply: ServerResponse | Socket, cause: unknown) => void

/** Those the connection to the application has of its own. */
const OF_CONNECTION: ReadonlySet<string> = new Set(['connection', 'keep-alive', 'transfer-encoding'])

/** Prepares the plain proxy. */
export function createPassThrough({ url, agent }: Upstream, onFailure: OnFailure): PassThrough {
  const proxy = createProxyServer({ target: url, agent, preserveHeaderKeyCase: true })
  proxy.on('proxyReq', (outgoing, request) => restoreHeaders(outgoing, request))
  proxy.on('proxyReqWs', (outgoing, request) => restoreHeaders(outgoing, request))
  proxy.on('error', (cause, request, reply) => {
    if (request !== undefined && reply !== undefined && !reply.destroyed && 'socket' in request)
      onFailure(request, reply, cause)
  })
  const ignore = (): void => {
    // What went wrong came by `error` already.
  }
  return {
    web: (request, response) => {
      // Else the headers of a slow reply would wait for its first byte.
      response.once('pipe', () => response.flushHeaders())
      proxy.web(request, response).catch(ignore)
    },
    tunnel: (request, socket, head) => {
      proxy.ws(request, socket, {}, head).catch(ignore)
    },
  }
}

/** Names as they were written, in the order they came, repeated where they were: the proxy has lower-cased and joined them. */
function restoreHeaders(outgoing: ClientRequest, request: IncomingMessage): void {
  const groups = groupHeaders(request)
  for (const [lower, [name, values]] of groups) {
    if (OF_CONNECTION.has(lower)) continue
    outgoing.removeHeader(lower)
    outgoing.setHeader(name, values.length === 1 ? (values[0] ?? '') : values)
  }
  const hasBody = groups.has('content-length') || groups.has('transfer-encoding')
  // A POST without body would be sent as an empty chunked one, which some servers refuse.
  if (!hasBody && /^(?:POST|PUT|PATCH)$/.test(request.method ?? '')) outgoing.setHeader('Content-Length', '0')
}
