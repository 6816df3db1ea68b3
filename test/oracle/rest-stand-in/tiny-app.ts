import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'

interface Received {
  readonly path: string
  readonly params: Record<string, string>
}

/** An application that answers StartApp with one document and everything else with an empty one. */
export interface TinyApp {
  readonly url: string
  readonly received: Received[]
  /** Runs before a request is answered. */
  onRequest: ((received: Received) => Promise<void>) | undefined
  readonly close: () => Promise<void>
}

export async function startApp(xml: string): Promise<TinyApp> {
  const received: Received[] = []
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = []
    for await (const chunk of request) chunks.push(chunk)
    const params = Object.fromEntries(new URLSearchParams(Buffer.concat(chunks).toString()))
    const one = { path: (request.url ?? '').split('?')[0] ?? '', params }
    received.push(one)
    await app.onRequest?.(one)
    response.setHeader('content-type', 'application/xml')
    response.end(`<Response>${params.Event === 'StartApp' ? xml : ''}</Response>`)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  const close = async (): Promise<void> => {
    server.closeAllConnections()
    await new Promise((resolve) => server.close(resolve))
  }
  const app: TinyApp = { url: `http://127.0.0.1:${port}`, received, onRequest: undefined, close }
  return app
}
