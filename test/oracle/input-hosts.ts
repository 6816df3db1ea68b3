import { createServer, type RequestListener, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { expressIntercept } from '@plivo-to-vobiz/shim/express'
import { createGateway } from '@plivo-to-vobiz/shim/gateway'
import { nodeShim } from '@plivo-to-vobiz/shim/node'
import express, { type Request, type Response } from 'express'
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

/** An Express application that checks Plivo's signature as Plivo's page shows. */
function createExpressApp(app: PlivoApp, intercept: RequestListener | undefined): RequestListener {
  const host = express()
  if (intercept !== undefined) host.use(intercept as express.RequestHandler)
  host.use(express.urlencoded({ extended: false }))
  host.all('/*path', (request: Request, response: Response) => {
    const { method, originalUrl, headers } = request
    const params = method === 'POST' ? { ...request.body } : {}
    const nonce = String(headers['x-plivo-signature-v3-nonce'])
    const signature = String(headers['x-plivo-signature-v3'])
    if (!plivo.validateV3Signature(method, PUBLIC + originalUrl, nonce, TOKENS.plivo, signature, params)) {
      app.refused += 1
      response.status(403).end()
      return
    }
    response
      .type('application/xml')
      .send(toDocument(app, originalUrl, { ...request.query, ...params } as Seen['params']))
  })
  return host as unknown as RequestListener
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
export const FORMS = ['handlers', 'expressIntercept', 'gateway'] as const

/** Starts one, and gives its address. `emulate` is the shim's option. */
export async function startHost(form: (typeof FORMS)[number], app: PlivoApp): Promise<string> {
  const routes = { hangup: '/hangup' }
  if (form === 'handlers') return listen(createServer(createHandlers(app)))
  if (form === 'expressIntercept')
    return listen(createServer(createExpressApp(app, expressIntercept({ ...SETTINGS, routes }) as RequestListener)))
  const upstream = await listen(createServer(createExpressApp(app, undefined)))
  return listen(createGateway({ ...SETTINGS, routes, upstream }))
}
