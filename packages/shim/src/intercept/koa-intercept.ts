import type { ServerResponse } from 'node:http'
import { endUnheard } from './capture.ts'
import type { InterceptedRequest } from './express-request.ts'
import { createIntercept } from './intercept.ts'
import type { InterceptOptions } from './options.ts'
import { createSameProcessApp } from './same-process.ts'

/** The parts of a Koa context that are read and changed. */
export interface InterceptedContext {
  readonly req: InterceptedRequest
  readonly res: ServerResponse
  readonly request: { rawBody?: unknown; body?: unknown; originalUrl: string }
  /** Path and query before `koa-mount` cuts a mount path off. */
  originalUrl: string
  body: unknown
  /** Whether anybody still listens. */
  readonly writable: boolean
  /** `false` keeps Koa from writing the reply. */
  respond?: boolean | undefined
}

/** Koa middleware. */
export type KoaIntercept = (context: InterceptedContext, next: () => Promise<unknown>) => Promise<void>

/**
 * `expressIntercept` for Koa 2 and 3: one call in front of an application whose Plivo routes, handlers and signature
 * checks stay as they are. Body parsers may come before or after it. Throws a `ShimError` on a wrong option.
 *
 * @example
 * app.use(koaIntercept({
 *   plivo: { authToken: process.env.PLIVO_AUTH_TOKEN },
 *   vobiz: { authToken: process.env.VOBIZ_AUTH_TOKEN },
 *   publicUrl: 'https://voice.example.com',
 *   paths: ['/voice'],
 *   routes: { answer: '/voice/answer', ring: '/voice/ring', hangup: '/voice/hangup' },
 * }))
 */
export function koaIntercept(options: InterceptOptions): KoaIntercept {
  const intercept = createIntercept(options, createSameProcessApp(options))
  return (context, next) =>
    new Promise((resolve, reject) => {
      const end = (isFailed: boolean): void => {
        context.req.body ??= context.request.body // what is told of Plivo's webhooks is read there
        if (context.writable && context.respond !== false) return
        if (isFailed) context.res.statusCode = 500
        endUnheard(context.res, toBody(context))
      }
      let isPassed = false
      intercept(toNodeRequest(context), context.res, () => {
        isPassed = true
        fromNodeRequest(context)
        next().then(
          () => {
            end(false)
            resolve()
          },
          (error: unknown) => {
            end(true)
            reject(error)
          },
        )
      })
      if (isPassed) return
      // Answered by the intercept alone, given up after the deadline, or nobody is there any more.
      context.res.once('close', () => {
        context.respond = false
        resolve()
      })
    })
}

/** Koa writes no reply where nobody listens, so it is fetched for the next delivery. */
const toBody = ({ body }: InterceptedContext): string | Uint8Array | undefined =>
  typeof body === 'string' || body instanceof Uint8Array ? body : undefined

/** Gives a Node request what Koa and its body parsers keep elsewhere. */
function toNodeRequest({ req, request, originalUrl }: InterceptedContext): InterceptedRequest {
  const { url = '' } = req
  req.originalUrl = originalUrl
  req.baseUrl = originalUrl.endsWith(url) ? originalUrl.slice(0, originalUrl.length - url.length) : ''
  if (request.rawBody !== undefined) req.rawBody = request.rawBody
  if (request.body !== undefined) req.body = request.body
  return req
}

/** The way back. */
function fromNodeRequest(context: InterceptedContext): void {
  const { req, request } = context
  const { originalUrl = '' } = req
  if (request.rawBody !== undefined) request.rawBody = req.rawBody
  if (request.body !== undefined) request.body = req.body
  if (originalUrl === context.originalUrl) return
  context.originalUrl = originalUrl
  request.originalUrl = originalUrl
  Reflect.deleteProperty(request, 'memoizedURL') // what `context.URL` has made of the old one
}
