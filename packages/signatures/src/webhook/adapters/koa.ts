import type { Provider } from '../../verification.ts'
import { createHostWebhook } from '../host-webhook.ts'
import type { NodeRequest } from '../node-body.ts'
import { readFields, readJson } from '../payload.ts'
import { keepWebhook } from '../verified-webhook.ts'
import type { WebhookOptions } from '../webhook-options.ts'
import { toHostRequest } from './node-host.ts'

export { webhookOf } from '../verified-webhook.ts'

/** The parts of a Koa context that are used. */
export interface KoaContext {
  readonly req: NodeRequest
  readonly request: { rawBody?: unknown; body?: unknown }
  readonly originalUrl: string
  status: number
  body: unknown
  readonly set: (headers: Record<string, string>) => unknown
}

/**
 * Koa middleware that lets verified webhooks through and answers 403 to all others. It reads the body itself, so it
 * goes before any body parser; handlers then find `ctx.request.rawBody` and `ctx.request.body`, and body parsers after
 * it do nothing. `webhookOf(ctx)` tells what was verified.
 *
 * @example
 * app.use(verifyWebhook('signalwire', { secrets: signingKey, publicUrl: 'https://voice.example.com' }))
 */
export function verifyWebhook(
  provider: Provider,
  options: WebhookOptions,
): (context: KoaContext, next: () => Promise<unknown>) => Promise<void> {
  const judge = createHostWebhook(provider, options)
  return async (context, next) => {
    const { req, request } = context
    req.rawBody ??= request.rawBody
    const verdict = await judge(toHostRequest(req, context.originalUrl))
    if (!verdict.pass) {
      context.status = verdict.refusal.status
      context.set({ ...verdict.refusal.headers })
      context.body = verdict.refusal.body
      return
    }
    request.rawBody = verdict.rawBody
    request.body ??= readFields(req.headers, verdict.rawBody) ?? readJson(verdict.rawBody) ?? {}
    if (verdict.webhook !== undefined) keepWebhook(context, verdict.webhook)
    await next()
  }
}
