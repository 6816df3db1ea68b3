import { createFlow } from '../flow.ts'
import type { ShimOptions } from '../options.ts'
import { readWebBody } from '../web-body.ts'

/** Options of hosts that hand over a web `Request`. */
export interface WebShimOptions extends ShimOptions {
  /** Address of the other end, where the host knows it; needed for `unsigned.from` and `trustProxy` with ranges. */
  readonly remoteAddress?: (request: Request) => string | undefined
}

/**
 * The shim for hosts that speak web `Request` and `Response`: Next.js route handlers, Hono, Workers, Deno, Bun. Throws
 * a `ShimError` on a wrong option; the function it returns never rejects.
 *
 * @example
 * const shim = createShim({ plivo: { authToken }, vobiz: { authToken: other }, publicUrl, handlers })
 * export const POST = (request: Request) => shim(request)
 */
export function webShim(options: WebShimOptions): (request: Request) => Promise<Response> {
  const flow = createFlow(options)
  return async (request) => {
    const { method, url, headers } = request
    const {
      status,
      headers: fields,
      body,
    } = await flow({
      method,
      path: url.replace(/^https?:\/\/[^/?#]*|#.*$/gis, ''),
      secure: /^https:/i.test(url),
      headers,
      host: /^https?:\/\/([^/?#]*)/i.exec(url)?.[1],
      remoteAddress: options.remoteAddress?.(request),
      readBody: (limit) => readWebBody(request, limit),
    })
    return new Response(body, { status, headers: { ...fields } })
  }
}
