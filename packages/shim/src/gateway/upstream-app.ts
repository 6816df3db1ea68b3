import type { ServerResponse } from 'node:http'
import { write } from '../adapters/node.ts'
import { toDeadlines } from '../deadlines.ts'
import { ShimError } from '../errors.ts'
import type { Reply } from '../incoming.ts'
import type { App, Exchange } from '../intercept/app.ts'
import { convertReply } from '../intercept/convert-reply.ts'
import type { Reshaped } from '../intercept/reshape.ts'
import { type Outcome, recover } from '../intercept/run-route.ts'
import { callUpstream, type UpstreamReply } from './call-upstream.ts'
import type { GatewayOptions } from './options.ts'
import type { Upstream } from './upstream.ts'
import { groupHeaders, toUpstreamHeaders } from './upstream-headers.ts'

/** Prepares the application behind the gateway for webhooks of Vobiz. */
export function createUpstreamApp(upstream: Upstream, { fallbackXml, deadlines }: GatewayOptions): App {
  const { replyMs, ackMs } = toDeadlines(deadlines)

  const call = (shaped: Reshaped, { request }: Exchange, timeoutMs: number): Promise<UpstreamReply> =>
    callUpstream(upstream, {
      method: shaped.body === undefined ? 'GET' : 'POST',
      path: shaped.path,
      headers: toUpstreamHeaders(request, shaped),
      body: shaped.body,
      timeoutMs,
    })

  const run: App['run'] = async (shaped, exchange, translate) => {
    const { response } = exchange
    const replace = (reply: Reply): void => write(response, reply)
    try {
      const reply = await call(shaped, exchange, translate === undefined ? ackMs : replyMs)
      if (reply.status >= 500 && translate !== undefined && fallbackXml !== undefined)
        throw new ShimError('handler-failed', `the route replied ${reply.status}`)
      const converted = await convertReply(reply, translate)
      if (converted === undefined) return { ...passBack(reply, response), replace }
      return { ...converted, failure: undefined, send: () => send(response, converted.reply, reply), replace }
    } catch (error) {
      if (!(error instanceof ShimError)) throw error
      const { reply, findings } = await recover(error, { translate, fallbackXml })
      return { reply, findings, failure: error, send: () => replace(reply), replace }
    }
  }

  return {
    run,
    call: async (shaped, exchange) => {
      const { status, body } = await call(shaped, exchange, replyMs)
      if (status >= 400) throw new ShimError('handler-failed', `the route replied ${status}`)
      return body.toString('utf8')
    },
  }
}

/** Headers that belong to the connection, or to the body that was translated. */
const OF_CONNECTION: ReadonlySet<string> = new Set(['connection', 'keep-alive', 'transfer-encoding', 'content-length'])
const OF_BODY: ReadonlySet<string> = new Set(['content-type', 'content-encoding', 'etag'])

function setHeaders(response: ServerResponse, reply: UpstreamReply, dropped: ReadonlySet<string>): void {
  for (const [lower, [name, values]] of groupHeaders({ rawHeaders: [...reply.rawHeaders] })) {
    if (!OF_CONNECTION.has(lower) && !dropped.has(lower)) response.setHeader(name, values)
  }
}

function send(response: ServerResponse, reply: Reply, original: UpstreamReply): void {
  setHeaders(response, original, OF_BODY)
  write(response, reply)
}

/** A reply that is no XML document: the platform gets it as it is. */
function passBack(original: UpstreamReply, response: ServerResponse): Omit<Outcome, 'replace'> {
  const { status, type, body } = original
  return {
    reply: { status, headers: type === '' ? {} : { 'content-type': type }, body: body.toString('utf8') },
    findings: [],
    failure: status < 400 ? undefined : new ShimError('handler-failed', `the route replied ${status}`),
    send: () => {
      setHeaders(response, original, new Set())
      response.writeHead(status, { 'content-length': body.length }).end(body)
    },
  }
}
