import { type IncomingHttpHeaders, request as requestHttp } from 'node:http'
import { request as requestHttps } from 'node:https'
import { ShimError } from '../errors.ts'
import type { NodeRequest } from '../node-body.ts'
import type { Reshaped } from './reshape.ts'
import { isVobizHeader } from './scope.ts'

/** A request to the application by itself, over the socket it listens on. */
export type CallOwnRoute = (shaped: Reshaped) => Promise<void>

/** Headers of one connection, not of the message, and those the new message has of its own. */
const DROPPED: ReadonlySet<string> = new Set([
  'connection',
  'keep-alive',
  'transfer-encoding',
  'content-length',
  'expect',
])

/**
 * Prepares requests to the application that a request came in on: same address, same host and proxy headers. Rejects
 * with `handler-failed` when the route does not reply with success.
 */
export function createOwnRoute({ socket, headers }: NodeRequest, timeoutMs: number): CallOwnRoute {
  const { localAddress, localPort } = socket
  const kept = keepHeaders(headers)
  return ({ path, body, headers: own }) =>
    new Promise((resolve, reject) => {
      const fail = (cause?: unknown): void =>
        reject(new ShimError('handler-failed', `the route ${path.replace(/\?.*$/s, '')}`, { cause }))
      if (localAddress === undefined || localPort === undefined) return fail()
      const isSecure = 'encrypted' in socket
      const outgoing = (isSecure ? requestHttps : requestHttp)(
        {
          host: localAddress,
          port: localPort,
          method: body === undefined ? 'GET' : 'POST',
          path,
          headers: { ...kept, ...own },
          timeout: timeoutMs,
          agent: false,
          // The certificate names the public host; the address is this process's own.
          ...(isSecure && { rejectUnauthorized: false }),
        },
        (incoming) => {
          incoming.resume()
          incoming.on('end', () =>
            (incoming.statusCode ?? 500) < 400 ? resolve() : fail(`it replied ${incoming.statusCode}`),
          )
          incoming.on('error', fail)
        },
      )
      outgoing.on('timeout', () => outgoing.destroy(new ShimError('handler-timeout')))
      outgoing.on('error', fail)
      outgoing.end(body)
    })
}

const keepHeaders = (headers: IncomingHttpHeaders): IncomingHttpHeaders =>
  Object.fromEntries(Object.entries(headers).filter(([name]) => !DROPPED.has(name) && !isVobizHeader(name)))
