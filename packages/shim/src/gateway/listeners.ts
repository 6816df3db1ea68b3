import { type IncomingMessage, ServerResponse } from 'node:http'
import type { Socket } from 'node:net'
import { toIncoming, write } from '../adapters/node.ts'
import { ShimError } from '../errors.ts'
import { createGuard } from '../guard.ts'
import { createIntercept } from '../intercept/intercept.ts'
import { openStore } from '../open-store.ts'
import { createReporter, toRejection } from '../report.ts'
import { toErrorReply } from '../respond.ts'
import type { Store } from '../store.ts'
import { type CheckReady, createHealth, createReadyCheck } from './health.ts'
import type { GatewayOptions } from './options.ts'
import { createPassThrough } from './pass-through.ts'
import type { StreamSet } from './stream-set.ts'
import { createOpenStream } from './streams/open-stream.ts'
import { toOriginForm } from './target.ts'
import { createUpgradeCheck } from './upgrade.ts'
import { createUpstream } from './upstream.ts'
import { createUpstreamApp } from './upstream-app.ts'

/** What a server does under one set of options. */
export interface Listeners {
  readonly onRequest: (request: IncomingMessage, response: ServerResponse) => void
  readonly onUpgrade: (request: IncomingMessage, socket: Socket, head: Buffer) => void
  readonly checkReady: CheckReady
  /** The server has ended. */
  readonly close: () => void
}

interface Context {
  /** Whether new connections are still accepted. */
  readonly isOpen: () => boolean
  readonly streams: StreamSet
}

/** Prepares them. Throws a `ShimError` on a wrong option. */
export function createListeners(options: GatewayOptions & { readonly store: Store }, context: Context): Listeners {
  const report = createReporter(options.onEvent)
  const store = openStore(options, report)
  const upstream = createUpstream(options.upstream)

  const refuse = (request: IncomingMessage, reply: ServerResponse | Socket, cause: unknown): void => {
    const error = cause instanceof ShimError ? cause : new ShimError('internal-error', undefined, { cause })
    report(toRejection(error, toIncoming(request, request.url ?? ''), undefined))
    const response = reply instanceof ServerResponse ? reply : toResponse(request, reply)
    if (response.headersSent) response.destroy()
    else write(response, toErrorReply(error))
  }
  const fail = (request: IncomingMessage, reply: ServerResponse | Socket, cause: unknown): void =>
    refuse(request, reply, new ShimError('upstream-failed', undefined, { cause }))
  const pass = createPassThrough(upstream, fail)
  const intercept = createIntercept({ ...options, store }, createUpstreamApp(upstream, options))
  const checkUpgrade = createUpgradeCheck(options, createGuard(options, store, { isUpgrade: true }))
  const openStream =
    options.translateStreams === true
      ? createOpenStream({ upstream, streams: context.streams, report, onFailure: fail, toResponse })
      : undefined
  const checkReady = createReadyCheck({ upstream, isOpen: context.isOpen, isReady: options.isReady })
  const answerHealth = createHealth(options.healthPrefix ?? '/_gateway', checkReady)

  return {
    onRequest: (request, response) => {
      const path = toOriginForm(request.url)
      if (path === undefined) return refuse(request, response, new ShimError('bad-url', 'the target is no path'))
      request.url = path
      if (!answerHealth(request, response)) intercept(request, response, () => pass.web(request, response))
    },
    onUpgrade: (request, socket, head) => {
      socket.on('error', () => socket.destroy())
      const path = toOriginForm(request.url)
      if (path === undefined) return refuse(request, socket, new ShimError('bad-url', 'the target is no path'))
      request.url = path
      const open = async (): Promise<void> => {
        const sender = await checkUpgrade(request)
        if (openStream !== undefined && sender !== 'plivo')
          return openStream({ request, socket, head, isVobiz: sender === 'vobiz' || undefined })
        const forget = context.streams.add(() => socket.destroy())
        socket.once('close', forget)
        pass.tunnel(request, socket, head)
      }
      open().catch((cause: unknown) => refuse(request, socket, cause))
    },
    checkReady,
    close: () => upstream.agent.destroy(),
  }
}

/** A response on the socket of an upgrade that is refused; the connection ends with it. */
function toResponse(request: IncomingMessage, socket: Socket): ServerResponse {
  const response = new ServerResponse(request)
  response.shouldKeepAlive = false
  response.assignSocket(socket)
  response.on('finish', () => socket.end())
  return response
}
