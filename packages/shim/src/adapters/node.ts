import type { ServerResponse } from 'node:http'
import { createFlow } from '../flow.ts'
import type { Incoming, Reply } from '../incoming.ts'
import { type NodeRequest, type ReadStream, readNodeBody } from '../node-body.ts'
import type { ShimOptions } from '../options.ts'

/**
 * The shim as a request listener of `node:http` and `node:https`. It answers every request it is given.
 *
 * @example
 * http.createServer(nodeShim({ plivo: { authToken }, vobiz: { authToken: other }, publicUrl, handlers })).listen(3000)
 */
export function nodeShim(options: ShimOptions): (request: NodeRequest, response: ServerResponse) => void {
  const flow = createFlow(options)
  return (request, response) => {
    void flow(toIncoming(request, request.url ?? '')).then((reply) => write(response, reply))
  }
}

/** A Node request as the flow takes it. `path` is the one before routers cut a mount path off. */
export function toIncoming(request: NodeRequest, path: string, read?: ReadStream): Incoming {
  return {
    method: request.method ?? '',
    path,
    secure: 'encrypted' in request.socket,
    headers: request.headers,
    remoteAddress: request.socket.remoteAddress,
    readBody: (limit) => readNodeBody(request, limit, read),
  }
}

/** Writes a reply to a Node response. */
export function write(response: ServerResponse, { status, headers, body }: Reply): void {
  response.writeHead(status, { ...headers, 'content-length': Buffer.byteLength(body) }).end(body)
}
