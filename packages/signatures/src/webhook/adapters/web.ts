import type { Provider } from '../../verification.ts'
import { createHostWebhook, type HostRequest, type HostVerdict } from '../host-webhook.ts'
import { keepWebhook, type VerifiedWebhook } from '../verified-webhook.ts'
import { readWebBody } from '../web-body.ts'
import { WebhookError } from '../webhook-error.ts'
import type { WebhookOptions } from '../webhook-options.ts'

export { webhookOf } from '../verified-webhook.ts'

/** Options of hosts that hand over a web `Request`. */
export interface WebWebhookOptions extends WebhookOptions {
  /** Address of the other end, where the host knows it; needed for `allowFrom` and for `trustProxy` with ranges. */
  readonly remoteAddress?: (request: Request) => string | undefined
}

/** What is called with a verified request. `webhook` is `undefined` only with `reportOnly`; `rest` is the host's. */
export type WebhookHandler<Rest extends readonly unknown[]> = (
  request: Request,
  webhook: VerifiedWebhook | undefined,
  ...rest: Rest
) => Response | Promise<Response>

/**
 * For hosts that speak web `Request` and `Response`: Next.js route handlers, Hono, Workers, Deno, Bun. Returns a
 * function that wraps a handler; the handler's request can be read (`formData()`, `json()`, `text()`) although its body
 * was read for the signature. Everything else is answered with 403. With a wrong option or no secret the module
 * loads, as builds need, and every request rejects with a `WebhookError`.
 *
 * @example
 * // app/api/answer/route.ts of Next.js
 * const verified = verifyWebhook('vobiz', { secrets: process.env.VOBIZ_AUTH_TOKEN, publicUrl })
 * export const POST = verified(async (request, webhook) => new Response('<Response/>', { headers: XML }))
 */
export function verifyWebhook(
  provider: Provider,
  options: WebWebhookOptions,
): <Rest extends readonly unknown[]>(
  handler: WebhookHandler<Rest>,
) => (request: Request, ...rest: Rest) => Promise<Response> {
  const judge = createJudge(provider, options)
  return (handler) =>
    async (request, ...rest) => {
      const { method, url, headers } = request
      const verdict = await judge({
        method,
        path: url,
        host: /^https?:\/\/([^/?#]*)/i.exec(url)?.[1],
        secure: /^https:/i.test(url),
        headers,
        remoteAddress: options.remoteAddress?.(request),
        readBody: (limit) => readWebBody(request, limit),
      })
      if (!verdict.pass) {
        const { status, headers, body } = verdict.refusal
        return new Response(body, { status, headers: { ...headers } })
      }
      const again = withBody(request, verdict.rawBody)
      if (verdict.webhook !== undefined) keepWebhook(again, verdict.webhook)
      return handler(again, verdict.webhook, ...rest)
    }
}

/**
 * Frameworks load route modules while they build, where neither the secret nor the public URL is set. A missing or wrong
 * option is therefore told at each request, and none is let through.
 */
function createJudge(provider: Provider, options: WebhookOptions): (request: HostRequest) => Promise<HostVerdict> {
  try {
    return createHostWebhook(provider, options)
  } catch (error) {
    if (!(error instanceof WebhookError)) throw error
    return () => Promise.reject(error)
  }
}

/** The same request, what a host added to it included, with its body still to be read. */
function withBody(request: Request, rawBody: Uint8Array): Request {
  return request.body === null ? request : new Request(request, { body: rawBody.slice() })
}
