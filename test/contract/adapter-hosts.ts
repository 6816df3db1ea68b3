import { createServer, type RequestListener, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import formbody from '@fastify/formbody'
import { serve } from '@hono/node-server'
import { bodyParser } from '@koa/bodyparser'
import type { ShimOptions } from '@plivo-to-vobiz/shim'
import { expressShim } from '@plivo-to-vobiz/shim/express'
import { fastifyShim } from '@plivo-to-vobiz/shim/fastify'
import { koaShim } from '@plivo-to-vobiz/shim/koa'
import { lambdaShim } from '@plivo-to-vobiz/shim/lambda'
import { nodeShim } from '@plivo-to-vobiz/shim/node'
import { webShim } from '@plivo-to-vobiz/shim/web'
import express5 from 'express'
import express4 from 'express4'
import { fastify } from 'fastify'
import Koa from 'koa'
import { type Gateway, serveLambda } from './adapter-lambda.ts'

/** How a host is set up for one test. */
export interface Setup {
  readonly options: ShimOptions
  /** Path the shim is mounted at, where the host can mount. Default `/`. */
  readonly mount?: string
  /** Parse bodies before the shim, where the host has parsers. */
  readonly parser?: 'urlencoded' | 'urlencoded and kept' | 'json only' | 'drained'
}

/** A running application. */
export interface Running {
  readonly origin: string
  readonly close: () => Promise<void>
}

/** One host the shim has an adapter for. */
export interface Host {
  readonly name: string
  readonly start: (setup: Setup) => Promise<Running>
  /** Why mounting below a path is not tested here. */
  readonly withoutMounts?: string
  /** Why parsed bodies are not tested here. */
  readonly withoutParsers?: string
  /** Why malformed and oversized bodies get another answer here. */
  readonly refusesByItself?: string
}

async function listen(server: Server): Promise<Running> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  return {
    origin: `http://127.0.0.1:${port}`,
    close: async () => {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}

type Express = typeof express5

/** Express 4 and 5 share everything the shim touches; the types of 5 stand for both. */
const startExpress =
  (express: Express) =>
  ({ options, mount = '/', parser }: Setup): Promise<Running> => {
    const app = express()
    const keep = (request: object, _response: unknown, bytes: Buffer): void => {
      Object.assign(request, { rawBody: bytes })
    }
    if (parser === 'urlencoded') app.use(express.urlencoded({ extended: false, limit: '5mb' }), express.json())
    if (parser === 'urlencoded and kept') app.use(express.urlencoded({ extended: true, verify: keep }))
    if (parser === 'json only') app.use(express.json())
    if (parser === 'drained') app.use((request, _response, next) => void request.resume().on('end', () => next()))
    app.use(mount, expressShim(options))
    return listen(createServer(app as RequestListener))
  }

async function startFastify({ options, mount = '/' }: Setup): Promise<Running> {
  const app = fastify()
  await app.register(fastifyShim(options), { prefix: mount === '/' ? '' : mount })
  const origin = await app.listen({ host: '127.0.0.1', port: 0 })
  return { origin, close: () => app.close() }
}

/** A route of an instance that parses forms, as a team has it that adds the shim to an application. */
async function startFastifyRoute({ options, mount = '' }: Setup): Promise<Running> {
  const app = fastify()
  await app.register(formbody)
  app.all(`${mount}/*`, fastifyShim(options))
  const origin = await app.listen({ host: '127.0.0.1', port: 0 })
  return { origin, close: () => app.close() }
}

function startKoa({ options, mount = '', parser }: Setup): Promise<Running> {
  const app = new Koa()
  if (parser === 'urlencoded') app.use(bodyParser())
  if (parser === 'urlencoded and kept') app.use(bodyParser({ enableRawChecking: true } as object))
  if (parser === 'json only') app.use(bodyParser({ enableTypes: ['json'] }))
  if (parser === 'drained')
    app.use((context, next) => new Promise((end) => context.req.resume().on('end', end)).then(next))
  const shim = koaShim(options)
  app.use((context, next) => (context.path.startsWith(mount) ? shim(context) : next()))
  return listen(createServer(app.callback()))
}

const toLambdaHost = (gateway: Gateway): Host => ({
  name: `lambda behind ${gateway}`,
  start: ({ options }) => listen(createServer(serveLambda(lambdaShim(options), gateway))),
  withoutMounts: 'a function has no mounts',
  withoutParsers: 'a function gets the body whole',
})

/** The hosts of the contract suite. */
export const HOSTS: readonly Host[] = [
  { name: 'express 5', start: startExpress(express5) },
  { name: 'express 4', start: startExpress(express4 as unknown as Express) },
  {
    name: 'fastify 5',
    start: startFastify,
    withoutParsers: 'the plugin leaves bodies unparsed below its prefix',
  },
  {
    name: 'a fastify 5 route',
    start: startFastifyRoute,
    withoutParsers: 'every test of it runs behind @fastify/formbody',
    refusesByItself: 'Fastify reads and refuses such bodies before any handler',
  },
  { name: 'koa 3', start: startKoa },
  toLambdaHost('HTTP API'),
  toLambdaHost('REST API'),
  toLambdaHost('load balancer'),
  {
    name: 'node:http',
    start: ({ options }) => listen(createServer(nodeShim(options))),
    withoutMounts: 'node:http has no mounts',
    withoutParsers: 'node:http has no parsers',
  },
  {
    name: 'web',
    start: ({ options }) => {
      const server = serve({ fetch: webShim(options), port: 0, hostname: '127.0.0.1' }) as Server
      return new Promise((resolve) => {
        const ready = (): void =>
          resolve({
            origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
            close: () =>
              new Promise((done) => {
                server.closeAllConnections()
                server.close(() => done())
              }),
          })
        if (server.listening) ready()
        else server.once('listening', ready)
      })
    },
    withoutMounts: 'a function from Request to Response has no mounts',
    withoutParsers: 'a web Request is parsed by nobody before the handler',
  },
]
