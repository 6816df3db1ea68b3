import { createServer, type Server, type ServerResponse } from 'node:http'
import type { Gateway } from '@plivo-to-vobiz/shim/gateway'
import type { Status } from '@plivo-to-vobiz/shim/status'

interface AdminOptions {
  readonly gateway: Pick<Gateway, 'checkReady'>
  /** The page; `undefined` where there is no token for it. */
  readonly status: Pick<Status, 'node'> | undefined
  readonly metrics: { readonly contentType: string; readonly metrics: () => Promise<string> }
}

/** The server for the team's own network: metrics, status page, health. It says nothing of a call. */
export function createAdmin({ gateway, status, metrics }: AdminOptions): Server {
  const say = (response: ServerResponse, code: number, text: string, type = 'text/plain'): void =>
    void response.writeHead(code, { 'content-type': type, 'cache-control': 'no-store' }).end(text)

  return createServer((request, response) => {
    const path = (request.url ?? '').replace(/\?.*$/s, '')
    if (path === '/status') {
      if (status !== undefined) return status.node(request, response)
      return say(response, 404, 'There is no status page: statusToken is not set.\n')
    }
    if (request.method !== 'GET' && request.method !== 'HEAD') return say(response, 405, 'read only\n')
    if (path === '/healthz') return say(response, 200, 'ok\n')
    if (path === '/readyz')
      return void gateway
        .checkReady()
        .then((reason) => say(response, reason === undefined ? 200 : 503, `${reason ?? 'ok'}\n`))
    if (path === '/metrics')
      return void metrics.metrics().then(
        (text) => say(response, 200, text, metrics.contentType),
        () => say(response, 500, 'the metrics cannot be read\n'),
      )
    say(response, 404, 'Here are /metrics, /status, /healthz and /readyz.\n')
  })
}
