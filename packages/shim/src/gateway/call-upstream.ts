import type { IncomingMessage } from 'node:http'
import { ShimError } from '../errors.ts'
import { openUpstream } from './open-upstream.ts'
import type { Upstream } from './upstream.ts'

/** A request to the application with all of its body. */
export interface UpstreamCall {
  readonly method: string
  readonly path: string
  /** Names and values in turn. */
  readonly headers: readonly string[]
  readonly body?: string | undefined
  /** Milliseconds until the whole reply must be there. */
  readonly timeoutMs: number
  /** Whether to try again while no connection can be made. Default true. */
  readonly patient?: boolean
}

/** What the application replied, whole. */
export interface UpstreamReply {
  readonly status: number
  readonly rawHeaders: readonly string[]
  readonly type: string
  readonly body: Buffer
}

/** Documents have a few kB. */
const REPLY_LIMIT = 8_388_608

/** Calls the application. Rejects with `upstream-failed`, or with `handler-timeout` when it takes too long. */
export async function callUpstream(upstream: Upstream, call: UpstreamCall): Promise<UpstreamReply> {
  const { body, timeoutMs, ...request } = call
  const signal = AbortSignal.timeout(timeoutMs)
  try {
    const incoming = await new Promise<IncomingMessage>((onResponse, onError) => {
      openUpstream(
        upstream,
        { ...request, signal },
        { onOpen: (outgoing) => void outgoing.end(body), onResponse, onError },
      )
    })
    return {
      status: incoming.statusCode ?? 502,
      rawHeaders: incoming.rawHeaders,
      type: incoming.headers['content-type'] ?? '',
      body: await readReply(incoming),
    }
  } catch (cause) {
    if (signal.aborted) throw new ShimError('handler-timeout', `no reply in ${timeoutMs} ms`, { cause })
    throw cause instanceof ShimError ? cause : new ShimError('upstream-failed', undefined, { cause })
  }
}

async function readReply(incoming: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = []
  let size = 0
  for await (const chunk of incoming) {
    size += chunk.length
    if (size > REPLY_LIMIT) throw new ShimError('bad-reply', `more than ${REPLY_LIMIT} bytes`)
    chunks.push(chunk)
  }
  return Buffer.concat(chunks)
}
