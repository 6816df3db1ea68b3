import { verifyWebhook, type WebhookMiddleware } from './adapters/express.ts'
import type { WebhookOptions } from './webhook-options.ts'

/**
 * Express middleware under the name jambonz users know. Unlike the vendor's it checks the bytes that were signed, so it
 * goes before the JSON parser (or after `express.json({ verify: keepRawBody })`), and it answers 403 instead of
 * throwing. A list of secrets is for rotation.
 *
 * @example
 * app.post('/call', verifyJambonzSignature(process.env.JAMBONZ_WEBHOOK_SECRET), (req, res) => res.json([]))
 */
export function verifyJambonzSignature(
  secret: string | readonly string[] | undefined,
  options: Omit<WebhookOptions, 'secrets'> = {},
): WebhookMiddleware {
  return verifyWebhook('jambonz', { ...options, secrets: secret })
}
