import { createServer } from 'node:http'
import { Readable } from 'node:stream'
import { bodyParser } from '@koa/bodyparser'
import { koaIntercept } from '@plivo-to-vobiz/shim/koa'
import type Koa from 'koa'
import type { Context, Middleware } from 'koa'
import compress from 'koa-compress'
import mountApp from 'koa-mount'
import { type AppReply, type AppSetup, isFromPlivo, listen, ROUTES, type Running } from '../app.ts'

const drain: Middleware = (context, next) => new Promise((end) => context.req.resume().on('end', end)).then(next)

/** Starts an application on any version of Koa. */
export const startKoa =
  (App: typeof Koa) =>
  ({ options, mount, parser = 'after', compression, ...app }: AppSetup): Promise<Running> => {
    const voice = new App()
    if (compression === 'before') voice.use(compress({ threshold: 0 }))
    if (parser === 'before') voice.use(bodyParser())
    if (parser === 'drained') voice.use(drain)
    voice.use(koaIntercept(options))
    if (compression === 'after') voice.use(compress({ threshold: 0 }))
    if (parser === 'after') voice.use(bodyParser())
    voice.use(async (context, next) => {
      const { path, method, originalUrl: url, headers, query } = context
      if (path === '/health') context.body = 'ok'
      const route = ROUTES.find((candidate) => candidate === path)
      if (route === undefined) return next()
      const body = Object(context.request.body)
      if (isFromPlivo({ method, url, headers, body })) {
        return give(context, await app.handle({ route, method, url, headers: { ...headers }, body, query }))
      }
      app.onRefused(url)
      context.status = 403
      context.body = 'bad Plivo signature'
    })
    const root = new App()
    root.silent = true
    root.use((context, next) => {
      context.res.on('finish', () => app.onResponse?.())
      return next()
    })
    if (mount !== undefined) root.use(mountApp(mount, voice))
    else for (const middleware of voice.middleware) root.use(middleware)
    return listen(createServer(root.callback()))
  }

function give(context: Context, { how, status = 200, type = 'application/xml', body = '' }: AppReply): void {
  context.status = status
  if (type !== '') context.type = type
  if (how === 'send') context.body = body
  if (how === 'send bytes') context.body = Buffer.from(body)
  if (how === 'json') context.body = JSON.parse(body)
  if (how === 'stream')
    context.body = Readable.from([body.slice(0, 20), body.slice(20)].map((part) => Buffer.from(part)))
  if (how === 'raw') {
    context.respond = false
    context.res.writeHead(status, { 'Content-Type': type })
    context.res.write(body.slice(0, 20))
    context.res.end(body.slice(20))
  }
  if (type !== '') context.type = type
}
