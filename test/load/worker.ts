/** A server of the load runs, in a process of its own: env KIND says which. Prints nothing; tells its parent the port. */
import { createServer, type RequestListener, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { parse } from 'node:querystring'
import { setTimeout as sleep } from 'node:timers/promises'
import { createMemoryStore, type InterceptOptions, type ShimOptions } from '@plivo-to-vobiz/shim'
import { expressIntercept, expressShim } from '@plivo-to-vobiz/shim/express'
import { nodeShim } from '@plivo-to-vobiz/shim/node'
import { createRedisStore } from '@plivo-to-vobiz/shim/stores/redis'
import express, { type Request, type Response } from 'express'
import { Redis } from 'ioredis'
import type { Kind } from './start-worker.ts'
import { PUBLIC, TOKENS } from './traffic.ts'

const MENU =
  '<Response><GetDigits action="https://voice.acme.example/voice/menu" numDigits="1"><Speak>Press 1</Speak></GetDigits></Response>'

const { KIND = '', REDIS_PORT, WORK_MS = '0', STORE_ENTRIES = '100000' } = process.env
const redis =
  REDIS_PORT === undefined ? undefined : new Redis(Number(REDIS_PORT), '127.0.0.1', { enableAutoPipelining: true })
redis?.on('error', () => {})

/** What the application does for a call: counted where a killed process cannot take it along. */
async function work(what: 'answer' | 'hangup', callUuid: string): Promise<void> {
  if (redis === undefined) return
  const id = `${what}:${callUuid}`
  await redis.multi().incr(`runs:${id}`).set(`at-work:${id}`, process.pid).exec()
  await sleep(Number(WORK_MS))
  await redis.del(`at-work:${id}`)
}

const guard = {
  plivo: { authToken: TOKENS.plivo },
  vobiz: { authToken: TOKENS.vobiz },
  publicUrl: PUBLIC,
  // Not what is measured here: a machine that is busy must not look like a handler that is late.
  deadlines: { replyMs: 30_000, ackMs: 30_000, bodyMs: 30_000, storeMs: 20_000 },
  store: redis === undefined ? createMemoryStore({ maxEntries: Number(STORE_ENTRIES) }) : createRedisStore(redis),
} satisfies Partial<ShimOptions>
const shim: ShimOptions = {
  ...guard,
  handlers: {
    answer: (call) => (redis === undefined ? MENU : work('answer', call.callUuid).then(() => MENU)),
    ring: () => {},
    hangup: (call) => work('hangup', call.callUuid),
  },
}
const intercept: InterceptOptions = {
  ...guard,
  paths: ['/voice'],
  routes: { answer: '/voice/answer', ring: '/voice/ring', hangup: '/voice/hangup' },
}

const EMPTY = '<Response></Response>'

function addRoutes(app: express.Express): void {
  const reply = (document: string) => (_request: Request, response: Response) =>
    void response.type('application/xml').send(document)
  const workFirst = (what: 'answer' | 'hangup', document: string) => (request: Request, response: Response) =>
    void work(what, request.body.CallUUID).then(() => reply(document)(request, response))
  app.post('/voice/answer', redis === undefined ? reply(MENU) : workFirst('answer', MENU))
  app.post('/voice/ring', reply(EMPTY))
  app.post('/voice/hangup', redis === undefined ? reply(EMPTY) : workFirst('hangup', EMPTY))
}

const toDocument = (url = ''): string => (url.startsWith('/voice/answer') ? MENU : EMPTY)
const writeXml: RequestListener = ({ url }, response) => {
  const document = toDocument(url)
  response.writeHead(200, { 'content-type': 'application/xml', 'content-length': document.length }).end(document)
}

const SERVERS: Readonly<Record<Kind, () => Server>> = {
  'express, body parser alone': () => {
    const app = express()
    app.use(express.urlencoded({ extended: false }))
    addRoutes(app)
    return createServer(app as RequestListener)
  },
  'express, expressShim': () => {
    const app = express()
    app.use('/voice', expressShim(shim))
    return createServer(app as RequestListener)
  },
  'express, expressIntercept': () => {
    const app = express()
    app.use(expressIntercept(intercept), express.urlencoded({ extended: false }))
    addRoutes(app)
    return createServer(app as RequestListener)
  },
  'node:http, bare': () => createServer(writeXml),
  'node:http, body parsed': () =>
    createServer((request, response) => {
      const chunks: Buffer[] = []
      request.on('data', (chunk) => chunks.push(chunk))
      request.on('end', () => {
        Object.assign(request, { body: parse(Buffer.concat(chunks).toString()) })
        writeXml(request, response as never) // the same response; its types differ in the request they belong to
      })
    }),
  'node:http, nodeShim': () => createServer(nodeShim(shim)),
}

const server = SERVERS[KIND as Kind]() // as start-worker.ts has set it
server.listen(0, '127.0.0.1', () => process.send?.((server.address() as AddressInfo).port))

let last = process.cpuUsage()
process.on('message', () => {
  const { user, system } = process.cpuUsage(last)
  gc?.()
  gc?.()
  const { rss, heapUsed } = process.memoryUsage()
  last = process.cpuUsage()
  process.send?.({ cpu: user + system, rss, heapUsed })
})
process.on('disconnect', () => process.exit())
