import type { Provider } from '../../verification.ts'
import { createHostWebhook } from '../host-webhook.ts'
import type { NodeRequest } from '../node-body.ts'
import type { WebhookOptions } from '../webhook-options.ts'
import { createMiddleware, type WebhookMiddleware } from './connect.ts'
import { toHostRequest } from './node-host.ts'

export { webhookOf } from '../verified-webhook.ts'
export type { WebhookMiddleware }

/**
 * Express middleware that lets verified webhooks through and answers 403 to all others. It reads the body itself, so it
 * goes before any body parser; handlers then find `req.rawBody` (the bytes) and `req.body` (form fields or JSON), and
 * body parsers after it do nothing. `webhookOf(req)` tells what was verified.
 *
 * @example
 * app.post('/answer', verifyWebhook('vobiz', { secrets: token, publicUrl: 'https://voice.example.com' }), (req, res) => {
 *   res.type('application/xml').send('<Response><Hangup/></Response>')
 * })
 */
export function verifyWebhook(provider: Provider, options: WebhookOptions): WebhookMiddleware {
  return createMiddleware({
    judge: createHostWebhook(provider, options),
    locate: (request) => toHostRequest(request, request.originalUrl ?? request.url ?? ''),
  })
}

/**
 * Keeps the bytes a body parser read, for `verifyWebhook` after it.
 *
 * @example
 * app.use(express.urlencoded({ extended: false, verify: keepRawBody }))
 */
export function keepRawBody(request: NodeRequest, _response: unknown, bytes: Uint8Array): void {
  request.rawBody = bytes
}
