import { createServer, type RequestListener } from 'node:http'
import { Readable } from 'node:stream'
import { expressIntercept } from '@plivo-to-vobiz/shim/express'
import compression from 'compression'
import type express from 'express'
import type { Response } from 'express'
import { type AppReply, type AppSetup, isFromPlivo, listen, ROUTES, type Running } from '../app.ts'

/** Starts an application on any version of Express. */
export const startExpress =
  (create: typeof express) =>
  ({ options, mount = '/', parser = 'after', compression: compress, ...app }: AppSetup): Promise<Running> => {
    const root = create()
    root.use((_request, response, next) => {
      response.on('finish', () => app.onResponse?.())
      next()
    })
    const parse = create.urlencoded({ extended: false })
    if (compress === 'before') root.use(compression({ threshold: 0 }))
    if (parser === 'before') root.use(parse)
    if (parser === 'drained') root.use((request, _response, next) => void request.resume().on('end', () => next()))
    root.use(mount, expressIntercept(options))
    if (compress === 'after') root.use(compression({ threshold: 0 }))
    if (parser === 'after') root.use(parse)
    root.get('/health', (_request, response) => void response.send('ok'))
    const voice = create.Router()
    voice.use('/voice', (request, response, next) => {
      const { method, originalUrl: url, headers, body = {} } = request
      if (isFromPlivo({ method, url, headers, body })) return next()
      app.onRefused(url)
      response.status(403).send('bad Plivo signature')
    })
    for (const route of ROUTES) {
      voice.all(route, async (request, response, next) => {
        const { method, originalUrl: url, headers, body = {}, query } = request
        try {
          give(response, await app.handle({ route, method, url, headers: { ...headers }, body, query }))
        } catch (error) {
          next(error)
        }
      })
    }
    root.use(mount, voice)
    return listen(createServer(root as RequestListener))
  }

function give(response: Response, { how, status = 200, type = 'application/xml', body = '' }: AppReply): void {
  response.status(status)
  if (type !== '') response.type(type)
  if (how === 'send') response.send(body)
  if (how === 'send bytes') response.send(Buffer.from(body))
  if (how === 'json') response.json(JSON.parse(body))
  if (how === 'stream') Readable.from([body.slice(0, 20), body.slice(20)]).pipe(response)
  if (how === 'raw') {
    response.writeHead(status, { 'Content-Type': type })
    response.write(body.slice(0, 20))
    response.end(body.slice(20))
  }
}
