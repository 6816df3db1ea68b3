import { createServer, type IncomingMessage, type Server, ServerResponse } from 'node:http'
import type { Socket } from 'node:net'
import { toIncoming, write } from '../adapters/node.ts'
import { ShimError } from '../errors.ts'
import { createGuard } from '../guard.ts'
import { createGuardedStore } from '../guarded-store.ts'
import { createIntercept } from '../intercept/intercept.ts'
import { createReporter, toRejection } from '../report.ts'
import { toErrorReply } from '../respond.ts'
import { createMemoryStore } from '../stores/memory.ts'
import { createHealth } from './health.ts'
import type { GatewayOptions } from './options.ts'
import { createPassThrough } from './pass-through.ts'
import { createUpgradeCheck } from './upgrade.ts'
import { createUpstream } from './upstream.ts'
import { createUpstreamApp } from './upstream-app.ts'

/**
 * A reverse proxy that puts the intercept in front of a Plivo application in any language. What Plivo and everybody
 * else sends passes through as it is, WebSockets included; a verified Vobiz webhook reaches the application in Plivo's
 * form, signed with its own Plivo token, and the XML it replies is translated. Throws a `ShimError` on a wrong option.
 * `close()` accepts nothing new and lets what is under way end.
 *
 * @example
 * createGateway({
 *   upstream: 'http://127.0.0.1:5000',
 *   publicUrl: 'https://voice.example.com',
 *   plivo: { authToken: process.env.PLIVO_AUTH_TOKEN },
 *   vobiz: { authToken: process.env.VOBIZ_AUTH_TOKEN },
 *   paths: ['/voice'],
 *   routes: { answer: '/voice/answer', ring: '/voice/ring', hangup: '/voice/hangup' },
 * }).listen(8080)
 */
export function createGateway(options: GatewayOptions): Server {
  const store = options.store === undefined ? createMemoryStore() : createGuardedStore(options.store)
  const report = createReporter(options.onEvent)
  const upstream = createUpstream(options.upstream)

  const refuse = (request: IncomingMessage, reply: ServerResponse | Socket, cause: unknown): void => {
    const error = cause instanceof ShimError ? cause : new ShimError('internal-error', undefined, { cause })
    report(toRejection(error, toIncoming(request, request.url ?? ''), undefined))
    const response = reply instanceof ServerResponse ? reply : toResponse(request, reply)
    if (response.headersSent) response.destroy()
    else write(response, toErrorReply(error))
  }
  const pass = createPassThrough(upstream, (request, reply, cause) =>
    refuse(request, reply, new ShimError('upstream-failed', undefined, { cause })),
  )
  const intercept = createIntercept({ ...options, store }, createUpstreamApp(upstream, options))
  const checkUpgrade = createUpgradeCheck(options, createGuard(options, store))

  const server = createServer((request, response) => {
    response.once('close', () => !server.listening && server.closeIdleConnections())
    request.url = toPath(request.url)
    if (request.url === undefined) return refuse(request, response, new ShimError('bad-url', 'the target is no path'))
    if (!answerHealth(request, response)) intercept(request, response, () => pass.web(request, response))
  })
  const prefix = options.healthPrefix ?? '/_gateway'
  const answerHealth = createHealth({ prefix, upstream, isOpen: () => server.listening })
  server.on('upgrade', (request, socket: Socket, head) => {
    socket.on('error', () => socket.destroy())
    request.url = toPath(request.url)
    checkUpgrade(request).then(
      () => pass.tunnel(request, socket, head),
      (cause: unknown) => refuse(request, socket, cause),
    )
  })
  // A slow upload is no attack on an application that has time limits of its own.
  server.requestTimeout = 0
  server.on('close', () => upstream.agent.destroy())
  return server
}

/**
 * Path and query of a request's target. A target with scheme and host would look like another path to the guard and
 * like this one to most applications.
 */
function toPath(target = ''): string | undefined {
  if (target.startsWith('/')) return target
  const [, path] = /^https?:\/\/[^/?#]*(.*)$/is.exec(target) ?? []
  return path === undefined || path.startsWith('/') ? path : `/${path}`
}

/** A response on the socket of an upgrade that is refused; the connection ends with it. */
function toResponse(request: IncomingMessage, socket: Socket): ServerResponse {
  const response = new ServerResponse(request)
  response.shouldKeepAlive = false
  response.assignSocket(socket)
  response.on('finish', () => socket.end())
  return response
}
