import { once } from 'node:events'
import { Agent, createServer, request as requestHttp } from 'node:http'
import type { AddressInfo, Socket } from 'node:net'
import { expect, it } from 'vitest'
import { startServer } from '../bench/gateway/process.ts'
import { createWebhooks } from '../bench/gateway/requests.ts'

/** An application closes a kept connection while the gateway is busy; the next webhook is there already when it looks up. */
it.each(['plivo', 'vobiz'] as const)(
  'a webhook of %s does not fail on a connection that was closed meanwhile',
  async (provider) => {
    let closed = Promise.resolve<unknown>(undefined)
    const app = createServer((request, response) => {
      request
        .resume()
        .once('end', () => response.setHeader('Content-Type', 'text/xml').end('<Response><Wait/></Response>'))
    })
    app.on('connection', (socket: Socket) => {
      closed = once(socket, 'close')
    })
    app.listen(0, '127.0.0.1')
    await once(app, 'listening')
    const gateway = await startServer('gateway', {
      UPSTREAM: `http://127.0.0.1:${(app.address() as AddressInfo).port}`,
    })
    const next = createWebhooks(provider)
    // On a connection that is there already, the webhook is heard before the end of the other one.
    const agent = new Agent({ keepAlive: true, maxSockets: 1 })
    const send = (): Promise<number | undefined> => {
      const { method, path, headers, body } = next()
      return new Promise((resolve, reject) => {
        requestHttp({ host: '127.0.0.1', port: gateway.port, agent, method, path, headers }, (incoming) => {
          incoming.resume().once('end', () => resolve(incoming.statusCode))
        })
          .once('error', reject)
          .end(body)
      })
    }
    try {
      expect(await send()).toBe(200)
      for (let turn = 0; turn < 5; turn += 1) {
        gateway.child.kill('SIGSTOP')
        const pending = send()
        app.closeIdleConnections()
        await closed
        gateway.child.kill('SIGCONT')
        expect(await pending).toBe(200)
      }
    } finally {
      gateway.child.kill('SIGCONT')
      await gateway.stop()
      agent.destroy()
      app.closeAllConnections()
      app.close()
    }
  },
)
