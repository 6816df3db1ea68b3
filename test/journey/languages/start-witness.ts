import { once } from 'node:events'
import { createServer, type IncomingMessage, request } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { CleanUp } from '../demo/clean-up.ts'

/** What stands between the gateway and the application, and counts. */
export interface Witness {
  readonly url: string
  /** Method and path of every request that reached the application, in order. */
  readonly seen: readonly string[]
}

/** Starts a relay that passes requests on as they are: an application's log tells only of those it accepted. */
export async function startWitness(app: string, cleanUp: CleanUp): Promise<Witness> {
  const seen: string[] = []
  const server = createServer((incoming, response) => {
    const { method, url: path, rawHeaders } = incoming
    seen.push(`${method} ${path}`)
    const outgoing = request(app, { method, path, headers: rawHeaders, agent: false }, (reply: IncomingMessage) => {
      response.writeHead(reply.statusCode ?? 502, reply.rawHeaders)
      reply.pipe(response)
    })
    outgoing.on('error', () => response.destroy())
    incoming.pipe(outgoing)
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  cleanUp.add(async () => {
    const closed = once(server, 'close')
    server.close()
    server.closeAllConnections()
    await closed
  })
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, seen }
}
