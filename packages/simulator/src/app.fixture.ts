import { createServer, type IncomingHttpHeaders, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'

/** A request as the pretend application received it. */
export interface Received {
  readonly method: string
  readonly path: string
  readonly headers: IncomingHttpHeaders
  readonly params: Record<string, string>
}

/** What to answer on a path: XML inside `<Response>`, a whole reply, or XML that depends on the parameters. */
export type Answer = string | WholeReply | ((params: Record<string, string>) => string | WholeReply)

interface WholeReply {
  readonly status?: number
  readonly type?: string
  readonly body: string
}

/** A pretend application: answers by path, remembers what it got. */
export interface PretendApp {
  readonly url: string
  readonly received: Received[]
  readonly close: () => Promise<void>
}

/** Starts a pretend application on a free loopback port; paths without an answer give an empty 200. */
export async function startApp(answers: Readonly<Record<string, Answer>>): Promise<PretendApp> {
  const received: Received[] = []
  const server: Server = createServer(async (request, response) => {
    const chunks: Buffer[] = []
    for await (const chunk of request) chunks.push(chunk)
    const { pathname, search } = new URL(request.url ?? '/', 'http://app')
    const form = request.method === 'GET' ? search : Buffer.concat(chunks).toString()
    const params = Object.fromEntries(new URLSearchParams(form))
    received.push({ method: request.method ?? '', path: pathname, headers: request.headers, params })
    const { status = 200, type = 'application/xml', body } = toReply(answers[pathname] ?? { body: '' }, params)
    response.writeHead(status, { 'content-type': type }).end(body)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  const close = async (): Promise<void> => {
    await new Promise((resolve) => server.close(resolve))
  }
  return { url: `http://127.0.0.1:${port}`, received, close }
}

function toReply(answer: Answer, params: Record<string, string>): WholeReply {
  const given = typeof answer === 'function' ? answer(params) : answer
  return typeof given === 'object' ? given : { body: `<Response>${given}</Response>` }
}
