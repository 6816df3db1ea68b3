import { Readable } from 'node:stream'
import compress from '@fastify/compress'
import formbody from '@fastify/formbody'
import { fastifyIntercept } from '@plivo-to-vobiz/shim/fastify'
import type { FastifyInstance, FastifyReply, fastify } from 'fastify'
import { type AppReply, type AppSetup, isFromPlivo, ROUTES, type Running } from '../app.ts'

/** Starts an application on any version of Fastify 5. */
export const startFastify =
  (create: typeof fastify) =>
  async ({ options, mount, compression, ...app }: AppSetup): Promise<Running> => {
    const root = create({ forceCloseConnections: true })
    root.addHook('onResponse', async () => app.onResponse?.())
    const build = async (voice: FastifyInstance): Promise<void> => {
      if (compression === 'before') await voice.register(compress, { threshold: 0 })
      await voice.register(fastifyIntercept(options))
      if (compression === 'after') await voice.register(compress, { threshold: 0 })
      await voice.register(formbody)
      voice.get('/health', async () => 'ok')
      for (const route of ROUTES) {
        voice.all(route, async (request, reply) => {
          const { method, originalUrl: url, headers, query } = request
          const body = Object(request.body)
          if (isFromPlivo({ method, url, headers, body })) {
            const seen = { route, method, url, headers: { ...headers }, body, query: Object(query) }
            return give(reply, await app.handle(seen))
          }
          app.onRefused(url)
          return reply.code(403).send('bad Plivo signature')
        })
      }
    }
    if (mount === undefined) await build(root)
    else await root.register(build, { prefix: mount })
    const origin = await root.listen({ host: '127.0.0.1', port: 0 })
    return { origin, close: () => root.close() }
  }

function give(reply: FastifyReply, { how, status = 200, type = 'application/xml', body = '' }: AppReply): FastifyReply {
  reply.code(status)
  if (type !== '') reply.type(type)
  if (how === 'send') return reply.send(body)
  if (how === 'send bytes') return reply.send(Buffer.from(body))
  if (how === 'json') return reply.type('application/json').send(JSON.parse(body))
  if (how === 'stream') return reply.send(Readable.from([body.slice(0, 20), body.slice(20)]))
  reply.hijack()
  reply.raw.writeHead(status, { 'Content-Type': type })
  reply.raw.write(body.slice(0, 20))
  reply.raw.end(body.slice(20))
  return reply
}
