import { verifyWebhook as verifyExpress, type WebhookMiddleware } from './adapters/express.ts'
import { verifyWebhook as verifyWeb, type WebWebhookOptions } from './adapters/web.ts'
import { webhookOf } from './verified-webhook.ts'
import { createVoicebipResponder, type VoicebipResponderOptions } from './voicebip-responder.ts'
import type { WebhookOptions } from './webhook-options.ts'

export type { VoicebipEvent, VoicebipTurn, VoicebipUtterance } from './voicebip-event.ts'
export {
  createVoicebipResponder,
  type VoicebipAnswer,
  type VoicebipReply,
  type VoicebipResponderOptions,
} from './voicebip-responder.ts'

/** `reportOnly` is left out: an unverified event is never answered by a model. */
type Verified<Options extends WebhookOptions> = Omit<Options, 'reportOnly'> & VoicebipResponderOptions

/**
 * Express middleware for Voicebip's bring-your-own-model webhook: verifies, handles each event once, answers.
 *
 * @example
 * app.post('/voicebip', createVoicebipMiddleware({ secrets: signingSecret, reply: async ({ text }) => askModel(text) }))
 */
export function createVoicebipMiddleware(options: Verified<WebhookOptions>): WebhookMiddleware {
  const verify = verifyExpress('voicebip', { ...options, reportOnly: false })
  const respond = createVoicebipResponder(options)
  return (request, response, next) => {
    verify(request, response, (error) => {
      if (error !== undefined) return next(error)
      respond(webhookOf(request)?.payload).then((reply) => {
        response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(reply))
      }, next)
    })
  }
}

/**
 * Route handler for Voicebip's bring-your-own-model webhook on hosts that speak web `Request` and `Response`.
 *
 * @example
 * // app/api/voicebip/route.ts of Next.js
 * export const POST = createVoicebipHandler({ secrets: process.env.VOICEBIP_SIGNING_SECRET, reply })
 */
export function createVoicebipHandler(options: Verified<WebWebhookOptions>): (request: Request) => Promise<Response> {
  const respond = createVoicebipResponder(options)
  const verified = verifyWeb('voicebip', { ...options, reportOnly: false })
  return verified(async (_, webhook) => Response.json(await respond(webhook?.payload)))
}
