import type { IncomingMessage } from 'node:http'
import { parse } from 'node:querystring'
import { promisify } from 'node:util'
import { brotliDecompress, gunzip, inflate } from 'node:zlib'
import { PARAM } from '@plivo-to-vobiz/mappings/callbacks'
import { toIncoming } from '../adapters/node.ts'
import type { RawParams } from '../call.ts'
import { detectSender } from '../detect.ts'
import type { ShimEvent } from '../events.ts'
import { convertReply } from '../intercept/convert-reply.ts'
import { toParams } from '../normalise.ts'
import { createEdgeFinder } from '../public-url.ts'
import { about } from '../report.ts'
import { route } from '../route.ts'
import type { GatewayOptions } from './options.ts'
import { tap } from './tap.ts'

/** Listens to a webhook of Plivo and its reply while they pass, without touching them. */
export interface Rehearsal {
  /** To be called before the request's body flows. */
  readonly onRequest: () => void
  /** To be called before the reply's body flows. */
  readonly onReply: (reply: IncomingMessage) => void
}

/** Gives a rehearsal for a webhook of Plivo; `undefined` when it is none. */
export type Rehearse = (request: IncomingMessage) => Rehearsal | undefined

const UNPACK: Readonly<Record<string, (body: Buffer) => Promise<Buffer>>> = {
  gzip: promisify(gunzip),
  deflate: promisify(inflate),
  br: promisify(brotliDecompress),
}

/** Prepares `dryRun`: what translation would say of the replies to Plivo's calls, before the first call is on Vobiz. */
export function createRehearse(options: GatewayOptions, report: (event: ShimEvent) => void): Rehearse {
  if (options.dryRun !== true) return () => undefined
  const findEdge = createEdgeFinder(options)

  const rehearse = async (request: IncomingMessage, form: Buffer, reply: IncomingMessage, body: Buffer) => {
    const { url: path = '' } = request
    const query = path.split('?')[1] ?? ''
    const params = toParams(parse(request.method === 'GET' ? query : form.toString()) as RawParams)
    const { event, expectsXml } = route(params)
    if (!expectsXml) return
    const call = about({ provider: 'plivo', event, callUuid: params[PARAM.CallUUID] ?? '' })
    try {
      const unpack = UNPACK[reply.headers['content-encoding'] ?? '']
      const captured = {
        status: reply.statusCode ?? 0,
        type: reply.headers['content-type'] ?? '',
        body: unpack === undefined ? body : await unpack(body),
      }
      const url = findEdge(toIncoming(request, path)).urls[0]
      const converted = await convertReply(captured, { url, expectsXml })
      if (converted === undefined) return
      report({ name: 'reply.translated', findings: converted.findings, dryRun: true, ...call })
    } catch (error) {
      report({ name: 'reply.untranslatable', error, ...call })
    }
  }

  return (request) => {
    if (!isFromPlivo(request)) return undefined
    let form: Promise<Buffer | undefined> = Promise.resolve(Buffer.alloc(0))
    return {
      onRequest: () => {
        form = tap(request)
      },
      onReply: (reply) => {
        void Promise.all([form, tap(reply)]).then(async ([sent, body]) => {
          if (sent !== undefined && body !== undefined) await rehearse(request, sent, reply, body)
        })
      },
    }
  }
}

function isFromPlivo({ headers }: IncomingMessage): boolean {
  try {
    return detectSender(headers) === 'plivo'
  } catch {
    return false
  }
}
