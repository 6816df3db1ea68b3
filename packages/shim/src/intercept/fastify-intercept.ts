import type { ServerResponse } from 'node:http'
import type { InterceptedRequest } from './express-request.ts'
import { createIntercept } from './intercept.ts'
import type { InterceptOptions } from './options.ts'
import { createSameProcessApp } from './same-process.ts'

interface HookedRequest {
  readonly raw: InterceptedRequest
  readonly originalUrl: string
  readonly body?: unknown
}

interface HookedReply {
  readonly raw: ServerResponse
  hijack(): unknown
}

type Hook = (request: HookedRequest, reply: HookedReply, done: () => void) => void

/** The parts of a Fastify instance that are used. */
export interface HookedInstance {
  addHook(name: 'onRequest' | 'preHandler', hook: Hook): unknown
  routing(request: InterceptedRequest, response: ServerResponse): void
}

/** A plugin that counts for the instance it is registered in, and not for a child of it. */
export type FastifyIntercept = (instance: HookedInstance, options: object) => Promise<void>

/**
 * `expressIntercept` for Fastify 5: one plugin in front of an application whose Plivo routes, handlers and signature
 * checks stay as they are. Register it first, at the root: it then stands before body parsers, hooks and routes. Where
 * an event goes to another route, hooks that were added before it run for both. Throws a `ShimError` on a wrong option.
 *
 * @example
 * await app.register(fastifyIntercept({
 *   plivo: { authToken: process.env.PLIVO_AUTH_TOKEN },
 *   vobiz: { authToken: process.env.VOBIZ_AUTH_TOKEN },
 *   publicUrl: 'https://voice.example.com',
 *   paths: ['/voice'],
 *   routes: { answer: '/voice/answer', ring: '/voice/ring', hangup: '/voice/hangup' },
 * }))
 */
export function fastifyIntercept(options: InterceptOptions): FastifyIntercept {
  const intercept = createIntercept(options, createSameProcessApp(options))
  const passed = new WeakSet<InterceptedRequest>()
  // The second parameter makes it count as a plugin with options, as Fastify's types want it.
  const plugin = async (instance: HookedInstance, _options: object): Promise<void> => {
    instance.addHook('onRequest', ({ raw, originalUrl }, reply, done) => {
      if (passed.has(raw)) return done()
      const { url } = raw
      raw.originalUrl = originalUrl
      intercept(raw, reply.raw, () => {
        passed.add(raw)
        if (raw.url === url) return done()
        // The route has been chosen before any hook: it is chosen again.
        reply.hijack()
        forgetReply(reply.raw)
        instance.routing(raw, reply.raw)
      })
    })
    instance.addHook('preHandler', ({ raw, body }, _reply, done) => {
      raw.body ??= body // what is told of Plivo's webhooks is read there
      done()
    })
  }
  return Object.assign(plugin, {
    [Symbol.for('skip-override')]: true,
    [Symbol.for('fastify.display-name')]: '@plivo-to-vobiz/shim/fastify',
  })
}

/** Takes away what Fastify would log and measure of the first route at the end: the second one does that as well. */
function forgetReply(response: ServerResponse): void {
  for (const event of ['finish', 'error']) {
    for (const listener of response.listeners(event)) {
      if (listener.name === 'onResFinished') response.off(event, listener as () => void) // as it was added
    }
  }
}
