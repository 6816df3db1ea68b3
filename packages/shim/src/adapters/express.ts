import type { ServerResponse } from 'node:http'
import { createFlow } from '../flow.ts'
import type { NodeRequest } from '../node-body.ts'
import type { ShimOptions } from '../options.ts'
import { toIncoming, write } from './node.ts'

export { expressIntercept } from '../intercept/express-intercept.ts'
export type { InterceptOptions } from '../intercept/options.ts'

/** An Express request, as far as the shim looks at it. */
export interface ExpressRequest extends NodeRequest {
  /** Path and query before routers cut a mount path off. */
  originalUrl?: string
}

/** A request handler of Express 4 and 5. */
export type ExpressHandler = (
  request: ExpressRequest,
  response: ServerResponse,
  next: (error?: unknown) => void,
) => void

/**
 * The shim as an Express request handler. It answers every request below its mount path, with or without a body parser
 * before it.
 *
 * @example
 * app.use('/voice', expressShim({ plivo: { authToken }, vobiz: { authToken: other }, publicUrl, handlers }))
 */
export function expressShim(options: ShimOptions): ExpressHandler {
  const flow = createFlow(options)
  return (request, response, next) => {
    flow(toIncoming(request, request.originalUrl ?? request.url ?? '')).then((reply) => write(response, reply), next)
  }
}
