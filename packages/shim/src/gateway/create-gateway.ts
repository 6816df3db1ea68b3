import { createServer } from 'node:http'
import type { Socket } from 'node:net'
import { createMemoryStore } from '../stores/memory.ts'
import type { Gateway } from './gateway.ts'
import { createListeners, type Listeners } from './listeners.ts'
import type { GatewayOptions } from './options.ts'
import { createStreamSet } from './stream-set.ts'

/** Load balancers keep idle connections for 60 seconds; whoever closes first makes the other's next request fail. */
const KEEP_ALIVE_MS = 75_000

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
export function createGateway(options: GatewayOptions): Gateway {
  const memory = createMemoryStore()
  const streams = createStreamSet()
  const server = createServer()
  const context = { isOpen: () => server.listening, streams }
  const prepare = (own: GatewayOptions): Listeners => createListeners({ ...own, store: own.store ?? memory }, context)

  let current = prepare(options)
  server.on('request', (request, response) => {
    response.once('close', () => server.listening || server.closeIdleConnections())
    current.onRequest(request, response)
  })
  server.on('upgrade', (request, socket: Socket, head) => current.onUpgrade(request, socket, head))
  // A slow upload is no attack on an application that has time limits of its own.
  server.requestTimeout = 0
  server.keepAliveTimeout = KEEP_ALIVE_MS
  server.on('close', () => current.close())
  return Object.assign(server, {
    reconfigure: (next: GatewayOptions): void => {
      // Idle connections to the application before end by themselves.
      current = prepare(next)
    },
    checkReady: () => current.checkReady(),
    closeStreams: streams.closeAll,
  })
}
