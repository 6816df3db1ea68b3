import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Counters } from '../counters/create-counters.ts'
import type { ModeOption } from '../modes.ts'
import { createAnswer } from './answer.ts'
import { createFeed } from './feed.ts'
import { type Figures, type Range, toFigures } from './figures.ts'
import { createTokenCheck } from './sign-in.ts'
import { toResponse } from './to-response.ts'
import { writeAnswer } from './write-answer.ts'

/** Settings of the status page. */
export interface StatusOptions {
  /** What is shown. */
  readonly counters: Pick<Counters, 'read'>
  /**
   * Who may see the page: at least 20 characters, several during a change. Browsers ask for it as a password, with any
   * user name. `undefined`, as an unset environment variable is, throws `bad-option`.
   */
  readonly token: string | readonly string[] | undefined
  /** The shim's own `mode`, to be shown. */
  readonly mode?: ModeOption
  /** How often an open page is updated, in milliseconds. Default 2000. */
  readonly updateEveryMs?: number
  /** How many pages may be open at once. Default 20. */
  readonly viewers?: number
  /** The clock, in milliseconds since 1970. */
  readonly now?: () => number
}

/** The parts of a Koa context that are used. */
export interface StatusKoaContext {
  readonly req: IncomingMessage
  readonly res: ServerResponse
  respond?: boolean | undefined
}

/** The parts of a Fastify reply that are used. */
export interface StatusFastifyReply {
  readonly raw: ServerResponse
  hijack(): unknown
}

/** The page for every host; each form answers whatever request it is given. */
export interface Status {
  /** Web `Request` in, `Response` out. */
  readonly web: (request: Request) => Promise<Response>
  /** For `node:http`, Express and Connect: `app.use('/_status', status.node)`. */
  readonly node: (request: IncomingMessage, response: ServerResponse) => void
  /** `router.get('/_status', status.koa)`. */
  readonly koa: (context: StatusKoaContext) => void
  /** `app.get('/_status', status.fastify)`. */
  readonly fastify: (request: { readonly raw: IncomingMessage }, reply: StatusFastifyReply) => void
  /** Ends the streams of open pages, so that a server can close. */
  readonly close: () => void
}

/**
 * Prepares the status page: one page without anything from elsewhere, behind a token.
 *
 * @throws ShimError `bad-option` when the token is missing or short.
 * @example
 * const status = createStatus({ counters, token: process.env.STATUS_TOKEN })
 * app.use('/_status', status.node)
 */
export function createStatus(options: StatusOptions): Status {
  const { counters, token, mode, updateEveryMs = 2000, viewers = 20, now = Date.now } = options
  const hasToken = createTokenCheck(token)
  const readFigures = async (range: Range): Promise<Figures> => {
    const current = typeof mode === 'function' ? await mode() : mode
    return toFigures(await counters.read(), { range, now: now(), mode: current })
  }
  const feed = createFeed({ read: readFigures, everyMs: updateEveryMs, most: viewers })
  const answer = createAnswer({ hasToken, readFigures, feed })
  const node: Status['node'] = (request, response) => {
    const { method = '', url = '', headers } = request
    answer({ method, url, authorization: headers.authorization }).then(
      (made) => writeAnswer(response, made),
      () => response.writeHead(500, { 'content-type': 'text/plain' }).end('The figures cannot be read.\n'),
    )
  }
  return {
    web: async (request) => {
      const { method, url, headers } = request
      return toResponse(
        await answer({ method, url, authorization: headers.get('authorization') ?? undefined }),
        request,
      )
    },
    node,
    koa: (context) => {
      context.respond = false
      node(context.req, context.res)
    },
    fastify: ({ raw }, reply) => {
      reply.hijack()
      node(raw, reply.raw)
    },
    close: feed.close,
  }
}
