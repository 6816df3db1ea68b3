/** The parts `verifyWebhook` is made of, for hosts without an adapter, and the types all adapters share. */
export { createWebhookReceiver, type IncomingWebhook, type Received } from './receive.ts'
export type { SenderOptions } from './sender.ts'
export { type VerifiedWebhook, webhookOf } from './verified-webhook.ts'
export { WebhookError, type WebhookErrorCode } from './webhook-error.ts'
export type { WebhookFailure, WebhookFailureReason } from './webhook-failure.ts'
export type { WebhookOptions } from './webhook-options.ts'
