import { createServer, type IncomingHttpHeaders, type RequestListener, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import formbody from '@fastify/formbody'
import { bodyParser } from '@koa/bodyparser'
import { expressIntercept } from '@plivo-to-vobiz/shim/express'
import { fastifyIntercept } from '@plivo-to-vobiz/shim/fastify'
import { createGateway } from '@plivo-to-vobiz/shim/gateway'
import { koaIntercept } from '@plivo-to-vobiz/shim/koa'
import { nodeShim } from '@plivo-to-vobiz/shim/node'
import express, { type Request, type Response } from 'express'
import { fastify } from 'fastify'
import Koa from 'koa'
import plivo from 'plivo'

/** Every form of the shim, each in front of one Plivo application whose documents a test writes. */

export const PUBLIC = 'https://voice.example.com'
export const TOKENS = { plivo: 'plivo-token', vobiz: 'vobiz-token' } as const

/** A request as the application saw it. */
export interface Seen {
  /** Path and query. */
  readonly url: string
  readonly params: Readonly<Record<string, string>>
}

/** What the application replies, by path; the documents come without `<Response>`. */
export type Documents = Readonly<Record<string, string | ((params: Seen['params']) => string)>>

/** The application, and what it has seen. */
export interface PlivoApp {
  documents: Documents
  readonly seen: Seen[]
  /** Whether requests came whose Plivo signature the npm package would not have. */
  refused: number
}

const toDocument = (app: PlivoApp, url: string, params: Seen['params']): string => {
  app.seen.push({ url, params })
  const document = app.documents[url.replace(/\?.*$/, '')] ?? ''
  return `<Response>${typeof document === 'string' ? document : document(params)}</Response>`
}

const SETTINGS = {
  plivo: { authToken: TOKENS.plivo },
  vobiz: { authToken: TOKENS.vobiz },
  publicUrl: PUBLIC,
}
const OPTIONS = { ...SETTINGS, routes: { hangup: '/hangup' } }

interface Asked {
  readonly method: string
  readonly originalUrl: string
  readonly headers: IncomingHttpHeaders
  readonly query: unknown
  readonly body: unknown
}

/** What a route replies that checks Plivo's signature as Plivo's page shows; nothing when it is not right. */
function answer(app: PlivoApp, { method, originalUrl, headers, query, body }: Asked): string | undefined {
  const params = method === 'POST' ? { ...Object(body) } : {}
  const nonce = String(headers['x-plivo-signature-v3-nonce'])
  const signature = String(headers['x-plivo-signature-v3'])
  if (plivo.validateV3Signature(method, PUBLIC + originalUrl, nonce, TOKENS.plivo, signature, params))
    return toDocument(app, originalUrl, { ...Object(query), ...params })
  app.refused += 1
  return undefined
}

function createExpressApp(app: PlivoApp, intercept: RequestListener | undefined): RequestListener {
  const host = express()
  if (intercept !== undefined) host.use(intercept as express.RequestHandler)
  host.use(express.urlencoded({ extended: false }))
  host.all('/*path', (request: Request, response: Response) => {
    const { method, originalUrl, headers, query, body } = request
    const document = answer(app, { method, originalUrl, headers, query, body })
    if (document === undefined) response.status(403).end()
    else response.type('application/xml').send(document)
  })
  return host as unknown as RequestListener
}

async function startFastify(app: PlivoApp): Promise<string> {
  const host = fastify({ forceCloseConnections: true })
  await host.register(fastifyIntercept(OPTIONS))
  await host.register(formbody)
  host.all('/*', async (request, reply) => {
    const { method, originalUrl, headers, query, body } = request
    const document = answer(app, { method, originalUrl, headers, query, body })
    return document === undefined ? reply.code(403).send() : reply.type('application/xml').send(document)
  })
  servers.push(host.server)
  return host.listen({ host: '127.0.0.1', port: 0 })
}

function createKoaApp(app: PlivoApp): RequestListener {
  const host = new Koa()
  host.use(koaIntercept(OPTIONS))
  host.use(bodyParser())
  host.use(async (context) => {
    const { method, originalUrl, headers, query, request } = context
    const document = answer(app, { method, originalUrl, headers, query, body: request.body })
    context.type = 'application/xml'
    if (document === undefined) context.status = 403
    else context.body = document
  })
  return host.callback()
}

function createHandlers(app: PlivoApp): RequestListener {
  const reply = (call: { request: { path: string }; params: Seen['params'] }): string =>
    toDocument(app, call.request.path, call.params)
  return nodeShim({
    ...SETTINGS,
    handlers: {
      answer: reply,
      input: reply,
      redirect: reply,
      dial: reply,
      record: reply,
      hangup: (call) => void reply(call),
    },
  }) as RequestListener
}

const servers: Server[] = []

async function listen(server: Server): Promise<string> {
  servers.push(server)
  server.listen(0, '127.0.0.1')
  await new Promise((resolve) => server.once('listening', resolve))
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`
}

/** Ends what was started. */
export async function stopHosts(): Promise<void> {
  for (const server of servers.splice(0)) {
    server.closeAllConnections()
    await new Promise((resolve) => server.close(resolve))
  }
}

/** Names of the forms. */
export const FORMS = ['handlers', 'expressIntercept', 'fastifyIntercept', 'koaIntercept', 'gateway'] as const

/** Starts one, and gives its address. */
export async function startHost(form: (typeof FORMS)[number], app: PlivoApp): Promise<string> {
  if (form === 'handlers') return listen(createServer(createHandlers(app)))
  if (form === 'expressIntercept')
    return listen(createServer(createExpressApp(app, expressIntercept(OPTIONS) as RequestListener)))
  if (form === 'fastifyIntercept') return startFastify(app)
  if (form === 'koaIntercept') return listen(createServer(createKoaApp(app)))
  const upstream = await listen(createServer(createExpressApp(app, undefined)))
  return listen(createGateway({ ...OPTIONS, upstream }))
}
