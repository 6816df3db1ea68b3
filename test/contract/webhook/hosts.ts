import { createServer } from 'node:http'
import formbody from '@fastify/formbody'
import { serve } from '@hono/node-server'
import { bodyParser } from '@koa/bodyparser'
import * as forExpress from '@plivo-to-vobiz/signatures/express'
import * as forFastify from '@plivo-to-vobiz/signatures/fastify'
import * as forKoa from '@plivo-to-vobiz/signatures/koa'
import * as forWeb from '@plivo-to-vobiz/signatures/web'
import express5 from 'express'
import express4 from 'express4'
import fastify from 'fastify'
import { Hono } from 'hono'
import Koa from 'koa'
import { type AppOptions, type Host, type RunningApp, toRunningApp } from './host.ts'

const toText = (bytes: unknown): string => (bytes instanceof Uint8Array ? Buffer.from(bytes).toString() : 'no bytes')

async function startExpress(express: typeof express5, app: AppOptions): Promise<RunningApp> {
  const { provider, options, before, onSeen, onError } = app
  const server = express()
  const verify = before === 'keeping-parser' ? { verify: forExpress.keepRawBody } : {}
  if (before !== undefined) server.use(express.urlencoded({ extended: false, ...verify }), express.json(verify))
  const router = express.Router()
  router.all('/answer', forExpress.verifyWebhook(provider, options))
  router.use(express.urlencoded({ extended: false }), express.json())
  router.all('/answer', (request, response) => {
    const rawBody = toText('rawBody' in request ? request.rawBody : undefined)
    onSeen({ webhook: forExpress.webhookOf(request), body: request.body, rawBody })
    response.send('handled')
  })
  server.use('/hooks', router)
  server.use(((error, _request, response, _next) => {
    onError(error)
    response.status(error.status ?? 500).send('failed')
  }) satisfies express5.ErrorRequestHandler)
  return toRunningApp(server.listen(0, '127.0.0.1'))
}

const fastify5: Host = {
  name: 'Fastify 5',
  withoutBefore: {
    parser: 'preParsing comes before every parser of Fastify',
    'keeping-parser': 'preParsing comes before every parser of Fastify',
  },
  start: async ({ provider, options, onSeen, onError }) => {
    const app = fastify()
    await app.register(formbody)
    app.setErrorHandler((error, _request, reply) => {
      onError(error)
      const status = error instanceof Error && 'status' in error ? Number(error.status) : 500
      return reply.code(status).send('failed')
    })
    await app.register(
      async (scope) => {
        scope.all('/answer', { preParsing: forFastify.verifyWebhook(provider, options) }, (request, reply) => {
          const rawBody = toText('rawBody' in request ? request.rawBody : undefined)
          onSeen({ webhook: forFastify.webhookOf(request), body: request.body, rawBody })
          reply.send('handled')
        })
      },
      { prefix: '/hooks' },
    )
    await app.listen({ port: 0, host: '127.0.0.1' })
    return { ...(await toRunningApp(app.server)), close: () => app.close() }
  },
}

const koa3: Host = {
  name: 'Koa 3',
  start: async ({ provider, options, before, onSeen, onError }) => {
    const app = new Koa()
    app.on('error', onError)
    if (before === 'parser')
      app.use(async (context, next) => {
        for await (const _ of context.req);
        await next()
      })
    if (before === 'keeping-parser') app.use(bodyParser())
    app.use(forKoa.verifyWebhook(provider, options))
    app.use(bodyParser())
    app.use((context) => {
      const { body, rawBody } = context.request
      onSeen({ webhook: forKoa.webhookOf(context), body, rawBody: toText(rawBody) })
      context.body = 'handled'
    })
    return toRunningApp(createServer(app.callback()).listen(0, '127.0.0.1'))
  },
}

const hono: Host = {
  name: 'web Request (Hono on Node)',
  withoutBefore: { 'keeping-parser': 'whoever reads a Request first reads its clone()' },
  start: async ({ provider, options, before, onSeen, onError }) => {
    const app = new Hono()
    app.onError((error, context) => {
      onError(error)
      return context.text('failed', 500)
    })
    const handler = forWeb.verifyWebhook(
      provider,
      options,
    )(async (request, webhook) => {
      const [body, rawBody] = [await readBody(request.clone()), await request.text()]
      onSeen({ webhook, body, rawBody })
      return new Response('handled')
    })
    app.all('/hooks/answer', async (context) => {
      if (before === 'parser') await context.req.raw.text()
      return handler(context.req.raw)
    })
    const server = serve({ fetch: app.fetch, port: 0, hostname: '127.0.0.1' })
    if (!('closeAllConnections' in server)) throw new Error('an HTTP/1.1 server was expected')
    return toRunningApp(server)
  },
}

async function readBody(request: Request): Promise<unknown> {
  if (request.body === null) return undefined
  if (!request.headers.get('content-type')?.includes('urlencoded')) return request.json()
  return Object.fromEntries(await request.formData())
}

/** Every host `verifyWebhook` has an adapter for, as users run it. */
export const HOSTS: readonly Host[] = [
  { name: 'Express 5', start: (app) => startExpress(express5, app) },
  { name: 'Express 4', start: (app) => startExpress(express4, app) },
  fastify5,
  koa3,
  hono,
]
