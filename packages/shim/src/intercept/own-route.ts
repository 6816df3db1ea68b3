import type { IncomingHttpHeaders } from 'node:http'
import { ShimError } from '../errors.ts'
import type { NodeRequest } from '../node-body.ts'
import type { Reshaped } from './reshape.ts'
import { isVobizHeader } from './scope.ts'

/** A request to the application by itself, over the socket it listens on; gives what it replied. */
export type CallOwnRoute = (shaped: Reshaped) => Promise<string>

/** Headers of one connection, not of the message, and those the new message has of its own. */
const DROPPED: ReadonlySet<string> = new Set([
  'connection',
  'keep-alive',
  'transfer-encoding',
  'content-length',
  'expect',
])

/**
 * Prepares requests to the application that a request came in on: same address, same host and proxy headers. Rejects
 * with `handler-failed` when the route does not reply with success.
 */
export function createOwnRoute({ socket, headers }: NodeRequest, timeoutMs: number): CallOwnRoute {
  const { localAddress, localPort } = socket
  const kept = keepHeaders(headers)
  return async ({ path, body, headers: own }) => {
    const fail = (cause?: unknown): ShimError =>
      new ShimError('handler-failed', `the route ${path.replace(/\?.*$/s, '')}`, { cause })
    if (localAddress === undefined || localPort === undefined) throw fail('the socket has no port')
    const isSecure = 'encrypted' in socket
    // Loaded here, since few applications need it: their servers may be neither.
    const { request } = await (isSecure ? import('node:https') : import('node:http'))
    const options = {
      host: localAddress,
      port: localPort,
      method: body === undefined ? 'GET' : 'POST',
      path,
      headers: { ...kept, ...own },
      timeout: timeoutMs,
      agent: false,
      // The certificate names the public host; the address is this process's own.
      ...(isSecure && { rejectUnauthorized: false }),
    }
    const reply = await new Promise<OwnReply>((resolve, reject) => {
      const outgoing = request(options, (incoming) => {
        let text = ''
        incoming.setEncoding('utf8').on('data', (chunk: string) => {
          if (text.length < REPLY_LIMIT) text += chunk
        })
        incoming.on('end', () => resolve({ status: incoming.statusCode ?? 500, text })).on('error', reject)
      })
      outgoing.on('timeout', () => outgoing.destroy(new Error(`no reply in ${timeoutMs} ms`)))
      outgoing.on('error', reject).end(body)
    }).catch((cause: unknown) => {
      throw fail(cause)
    })
    if (reply.status >= 400) throw fail(`it replied ${reply.status}`)
    return reply.text
  }
}

interface OwnReply {
  readonly status: number
  readonly text: string
}

/** What comes behind that many units is not read: only whether there are instructions matters. */
const REPLY_LIMIT = 65_536

const keepHeaders = (headers: IncomingHttpHeaders): IncomingHttpHeaders =>
  Object.fromEntries(Object.entries(headers).filter(([name]) => !DROPPED.has(name) && !isVobizHeader(name)))
