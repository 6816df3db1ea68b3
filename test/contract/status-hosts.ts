import { createServer, type RequestListener, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { serve } from '@hono/node-server'
import type { Status } from '@plivo-to-vobiz/shim/status'
import express5 from 'express'
import express4 from 'express4'
import { fastify } from 'fastify'
import { Hono } from 'hono'
import Koa from 'koa'

/** A server that shows the page at one path. */
export interface StatusHost {
  readonly origin: string
  readonly close: () => Promise<void>
}

/** Every host the page can be mounted in. */
export const HOSTS: Readonly<Record<string, (status: Status, path: string) => Promise<StatusHost>>> = {
  'express 5': (status, path) => listen(createServer(express5().use(path, status.node) as RequestListener)),
  'express 4': (status, path) => listen(createServer(express4().use(path, status.node) as RequestListener)),
  'node:http': (status, path) =>
    listen(
      createServer((request, response) => {
        if (request.url?.split('?')[0] === path) status.node(request, response)
        else response.writeHead(404).end()
      }),
    ),
  koa: (status, path) => {
    const app = new Koa()
    app.use((context, next) => (context.path === path ? status.koa(context) : next()))
    return listen(createServer(app.callback()))
  },
  fastify: async (status, path) => {
    const app = fastify()
    app.all(path, status.fastify)
    const origin = await app.listen({ host: '127.0.0.1', port: 0 })
    return {
      origin,
      close: async () => {
        app.server.closeAllConnections()
        await app.close()
      },
    }
  },
  'hono, a web host': async (status, path) => {
    const app = new Hono()
    app.all(path, ({ req }) => status.web(req.raw))
    const server = serve({ fetch: app.fetch, hostname: '127.0.0.1', port: 0 })
    await new Promise((resolve) => server.once('listening', resolve))
    return toHost(server as Server)
  },
}

async function listen(server: Server): Promise<StatusHost> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return toHost(server)
}

const toHost = (server: Server): StatusHost => ({
  origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
  close: async () => {
    server.closeAllConnections()
    await new Promise((resolve) => server.close(resolve))
  },
})
