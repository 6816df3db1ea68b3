import type { Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { InterceptOptions } from '@plivo-to-vobiz/shim'
import plivo from 'plivo'
import { PLIVO_TOKEN, PUBLIC } from '../adapter-callbacks.ts'

/** What the application's routes see of one request that has passed its own check with Plivo's package. */
export interface Seen {
  /** The route that ran, by its path without the mount path. */
  readonly route: string
  readonly method: string
  /** Path and query, the mount path included. */
  readonly url: string
  readonly body: Readonly<Record<string, unknown>>
  readonly query: Readonly<Record<string, unknown>>
  readonly headers: Readonly<Record<string, unknown>>
}

/** What a route replies, and with which of its framework's means. */
export interface AppReply {
  /** The framework's own call, a stream, the response of Node, or an object. */
  readonly how: 'send' | 'send bytes' | 'stream' | 'raw' | 'json'
  readonly status?: number
  /** `''` leaves it to the framework. Default `application/xml`. */
  readonly type?: string
  readonly body?: string
}

/** How an application is set up for one test. It has routes for {@link ROUTES}, below `mount`, and `/health`. */
export interface AppSetup {
  readonly options: InterceptOptions
  /** Default: at the root. */
  readonly mount?: string
  /** Body parser, before or after the intercept; or one that reads the body and leaves nothing. Default `after`. */
  readonly parser?: 'before' | 'after' | 'drained'
  /** The framework's compression, before or after the intercept. */
  readonly compression?: 'before' | 'after'
  readonly handle: (seen: Seen) => AppReply | Promise<AppReply>
  /** A request that failed the application's own check. */
  readonly onRefused: (url: string) => void
  /** Called once per request by what frameworks have for logs and metrics. */
  readonly onResponse?: () => void
}

export const ROUTES = [
  '/voice/answer',
  '/voice/ring',
  '/voice/hangup',
  '/voice/menu',
  '/voice/done',
  '/voice/ready',
] as const

/** A running application. */
export interface Running {
  readonly origin: string
  readonly close: () => Promise<void>
}

/** One framework in one version. */
export interface InterceptHost {
  readonly name: string
  readonly start: (setup: AppSetup) => Promise<Running>
  /** Why parsing bodies before the intercept is not tested here. */
  readonly parsesAfterOnly?: string
  /** Why a stream that comes after the deadline is not reported. */
  readonly dropsLateStreams?: string
  /** Why the framework compresses nothing on this Node, with or without the intercept. */
  readonly neverCompresses?: string | undefined
}

/** The check a Plivo team has in front of its routes. */
export function isFromPlivo({ method, url, headers, body }: Omit<Seen, 'route' | 'query'>): boolean {
  const nonce = String(headers['x-plivo-signature-v3-nonce'] ?? '-')
  const signature = String(headers['x-plivo-signature-v3'] ?? '-')
  const params = method === 'POST' ? { ...body } : {}
  // `as never`: its types want text, its callers give it whatever was parsed.
  return plivo.validateV3Signature(method, PUBLIC + url, nonce, PLIVO_TOKEN, signature, params as never) === true
}

export async function listen(server: Server): Promise<Running> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  return {
    origin: `http://127.0.0.1:${port}`,
    close: async () => {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}
