import type { HostRequest } from '../host-webhook.ts'
import { type NodeRequest, readNodeBody } from '../node-body.ts'

/** A Node request as the shared flow takes it. `path` is the one before routers cut a mount path off. */
export function toHostRequest(request: NodeRequest, path: string): HostRequest {
  return {
    method: request.method ?? '',
    path,
    secure: 'encrypted' in request.socket,
    headers: request.headers,
    remoteAddress: request.socket.remoteAddress,
    readBody: (limit) => readNodeBody(request, limit),
  }
}
