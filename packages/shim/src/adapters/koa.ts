import { createFlow } from '../flow.ts'
import type { NodeRequest } from '../node-body.ts'
import type { ShimOptions } from '../options.ts'
import { toIncoming } from './node.ts'

export { type InterceptedContext, type KoaIntercept, koaIntercept } from '../intercept/koa-intercept.ts'
export type { InterceptOptions } from '../intercept/options.ts'

/** The parts of a Koa context that are used. */
export interface KoaContext {
  readonly req: NodeRequest
  readonly request: { readonly rawBody?: unknown; readonly body?: unknown }
  /** Path and query before `koa-mount` cuts a mount path off. */
  readonly originalUrl: string
  status: number
  body: unknown
  set(headers: Record<string, string>): unknown
}

/**
 * The shim as Koa middleware. It answers every request it is given, with or without a body parser before it.
 *
 * @example
 * app.use(mount('/voice', koaShim({ plivo: { authToken }, vobiz: { authToken: other }, publicUrl, handlers })))
 */
export function koaShim(options: ShimOptions): (context: KoaContext) => Promise<void> {
  const flow = createFlow(options)
  return async (context) => {
    const { req, request } = context
    req.rawBody ??= request.rawBody
    req.body ??= request.body
    const reply = await flow(toIncoming(req, context.originalUrl))
    context.status = reply.status
    context.body = reply.body
    context.set({ ...reply.headers })
  }
}
