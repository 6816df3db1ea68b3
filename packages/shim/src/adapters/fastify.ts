import { createFlow } from '../flow.ts'
import type { NodeRequest } from '../node-body.ts'
import type { ShimOptions } from '../options.ts'
import { toIncoming } from './node.ts'

export { type FastifyIntercept, fastifyIntercept } from '../intercept/fastify-intercept.ts'
export type { InterceptOptions } from '../intercept/options.ts'

/** The parts of a Fastify request that are used. */
export interface FastifyRequest {
  readonly raw: NodeRequest
  /** Path and query as received. */
  readonly originalUrl: string
  readonly body?: unknown
}

/** The parts of a Fastify reply that are used. */
export interface FastifyReply {
  code(status: number): unknown
  headers(values: Record<string, string>): unknown
  send(body: string): unknown
}

/** The parts of a Fastify instance that are used. */
export interface FastifyInstance {
  removeAllContentTypeParsers(): unknown
  addContentTypeParser(
    type: string,
    options: object,
    parser: (...args: [unknown, unknown, () => void]) => void,
  ): unknown
  all(path: string, handler: (request: FastifyRequest, reply: FastifyReply) => Promise<void>): unknown
}

/** A plugin to register below a prefix, where it leaves bodies unparsed, and a handler for a route of one's own. */
export interface FastifyShim {
  (request: FastifyRequest, reply: FastifyReply): Promise<void>
  // Last, since Fastify's types take the options of a plugin from the last signature.
  (instance: FastifyInstance, options: object): Promise<void>
}

/**
 * The shim for Fastify 5. Register it below a prefix; or give it a route, after `@fastify/formbody`.
 *
 * @example
 * await app.register(fastifyShim({ plivo: { authToken }, vobiz: { authToken: other }, publicUrl, handlers }), { prefix: '/voice' })
 */
export function fastifyShim(options: ShimOptions): FastifyShim {
  const flow = createFlow(options)
  const handle = async ({ raw, originalUrl, body: parsed }: FastifyRequest, reply: FastifyReply): Promise<void> => {
    if (parsed !== undefined) raw.body = parsed
    const { status, headers, body } = await flow(toIncoming(raw, originalUrl))
    reply.code(status)
    reply.headers({ ...headers })
    reply.send(body)
  }
  const register = async (instance: FastifyInstance): Promise<void> => {
    instance.removeAllContentTypeParsers()
    instance.addContentTypeParser('*', {}, (_request, _payload, done) => done())
    for (const path of ['/', '/*']) instance.all(path, handle)
  }
  // The second parameter makes it count as a plugin with options; only a handler needs it.
  return (first: FastifyInstance | FastifyRequest, second: unknown) =>
    'raw' in first ? handle(first, second as FastifyReply) : register(first) // a request comes with its reply
}
