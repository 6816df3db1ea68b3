import { request as httpRequest, type IncomingMessage } from 'node:http'

/** One HTTP request to the application. */
export interface HttpRequest {
  /** Loopback address, already checked. */
  readonly url: string
  readonly method: 'GET' | 'POST'
  readonly headers: Readonly<Record<string, string>>
  readonly body: string
  readonly timeoutMs: number
  /** Bytes read at most. */
  readonly maxBytes: number
}

/** Its answer. */
export interface HttpReply {
  readonly status: number
  readonly contentType: string
  readonly body: string
  /** Whether the body went on after `maxBytes`. */
  readonly cut: boolean
}

/** Sends a request without following redirects; rejects when no answer comes in time. */
export function sendHttp({ url, method, headers, body, timeoutMs, maxBytes }: HttpRequest): Promise<HttpReply> {
  return new Promise((resolve, reject) => {
    const options = { method, headers, signal: AbortSignal.timeout(timeoutMs), agent: false }
    const outgoing = httpRequest(url, options, (incoming) => {
      readReply(incoming, maxBytes).then(resolve, reject)
    })
    outgoing.on('error', reject)
    outgoing.end(body)
  })
}

async function readReply(incoming: IncomingMessage, maxBytes: number): Promise<HttpReply> {
  const chunks: Buffer[] = []
  let size = 0
  for await (const chunk of incoming) {
    size += chunk.length
    if (size > maxBytes) break
    chunks.push(chunk)
  }
  return {
    status: incoming.statusCode ?? 0,
    contentType: (incoming.headers['content-type'] ?? '').split(';')[0]?.trim().toLowerCase() ?? '',
    body: Buffer.concat(chunks).toString('utf8'),
    cut: size > maxBytes,
  }
}
