import 'reflect-metadata'
import type { Server } from 'node:http'
import { Readable } from 'node:stream'
import compress from '@fastify/compress'
import {
  All,
  Controller,
  Get,
  type INestApplication,
  Module,
  type NestApplicationOptions,
  Req,
  Res,
  StreamableFile,
} from '@nestjs/common'
import { NestFactory } from '@nestjs/core'
import type { NestExpressApplication } from '@nestjs/platform-express'
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify'
import { expressIntercept } from '@plivo-to-vobiz/shim/express'
import { fastifyIntercept } from '@plivo-to-vobiz/shim/fastify'
import compression from 'compression'
import { type AppReply, type AppSetup, isFromPlivo, listen, ROUTES, type Running } from '../app.ts'

const OPTIONS: NestApplicationOptions = { logger: false, abortOnError: false }

/** A request of either platform, as far as the routes look at it. */
interface Asked {
  readonly method: string
  readonly originalUrl: string
  readonly headers: Record<string, string>
  readonly body?: Record<string, unknown>
  readonly query: Record<string, unknown>
}

/** The reply of either platform. */
interface Replied {
  status(code: number): unknown
  header(name: string, value: string): unknown
}

/** Starts an application of NestJS on Express. */
export async function startNestOnExpress({
  options,
  mount,
  compression: compress,
  ...app
}: AppSetup): Promise<Running> {
  const nest = await NestFactory.create<NestExpressApplication>(createModule(app), OPTIONS)
  nest.use((_request: unknown, response: { on: (name: string, listener: () => void) => void }, next: () => void) => {
    response.on('finish', () => app.onResponse?.())
    next()
  })
  if (compress === 'before') nest.use(compression({ threshold: 0 }))
  nest.use(expressIntercept(options))
  if (compress === 'after') nest.use(compression({ threshold: 0 }))
  return open(nest, mount)
}

/** Starts an application of NestJS on Fastify. */
export async function startNestOnFastify({ options, mount, compression: after, ...app }: AppSetup): Promise<Running> {
  const adapter = new FastifyAdapter({ forceCloseConnections: true })
  const nest = await NestFactory.create<NestFastifyApplication>(createModule(app), adapter, OPTIONS)
  adapter.getInstance().addHook('onResponse', async () => app.onResponse?.())
  if (after === 'before') await nest.register(compress, { threshold: 0 })
  await nest.register(fastifyIntercept(options))
  if (after === 'after') await nest.register(compress, { threshold: 0 })
  return open(nest, mount)
}

async function open(nest: INestApplication, mount: string | undefined): Promise<Running> {
  if (mount !== undefined) nest.setGlobalPrefix(mount)
  await nest.init()
  const server: Server = nest.getHttpServer()
  if ('ready' in nest.getHttpAdapter().getInstance()) await nest.getHttpAdapter().getInstance().ready()
  const { origin, close } = await listen(server)
  return { origin, close }
}

/** A controller with a method per route, its decorators written as the calls they are: tests are not compiled with decorators. */
function createModule({ handle, onRefused }: Pick<AppSetup, 'handle' | 'onRefused'>): new () => object {
  class VoiceController {
    health(): string {
      return 'ok'
    }
  }
  const prototype: object = VoiceController.prototype
  const describe = (name: string): PropertyDescriptor => Object.getOwnPropertyDescriptor(prototype, name) ?? {}
  Get('/health')(prototype, 'health', describe('health'))
  for (const route of ROUTES) {
    const value = async (request: Asked, response: Replied): Promise<unknown> => {
      const { method, originalUrl: url, headers, query } = request
      const body = Object(request.body)
      if (isFromPlivo({ method, url, headers, body })) {
        return give(response, await handle({ route, method, url, headers: { ...headers }, body, query: { ...query } }))
      }
      onRefused(url)
      response.status(403)
      return 'bad Plivo signature'
    }
    Object.defineProperty(prototype, route, { value, configurable: true, writable: true })
    Req()(prototype, route, 0)
    Res({ passthrough: true })(prototype, route, 1)
    All(route)(prototype, route, describe(route))
  }
  Controller()(VoiceController)
  class AppModule {}
  Module({ controllers: [VoiceController] })(AppModule)
  return AppModule
}

function give(response: Replied, { how, status = 200, type = 'application/xml', body = '' }: AppReply): unknown {
  response.status(status)
  if (how === 'json') return JSON.parse(body)
  if (type !== '') response.header('content-type', type)
  if (how === 'send') return body
  const options = type === '' ? {} : { type }
  if (how === 'send bytes') return new StreamableFile(Buffer.from(body), options)
  return new StreamableFile(
    Readable.from([body.slice(0, 20), body.slice(20)].map((part) => Buffer.from(part))),
    options,
  )
}
