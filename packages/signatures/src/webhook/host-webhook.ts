import type { Provider } from '../verification.ts'
import { toBodyLimit } from './body-limit.ts'
import { createWebhookReceiver, type IncomingWebhook } from './receive.ts'
import type { VerifiedWebhook } from './verified-webhook.ts'
import { WebhookError } from './webhook-error.ts'
import { type Refusal, toRefusal, type WebhookFailure } from './webhook-failure.ts'
import type { WebhookOptions } from './webhook-options.ts'

/** A request of a host, its body still to be read. */
export interface HostRequest extends Omit<IncomingWebhook, 'rawBody'> {
  /** Reads the body once; rejects with a `WebhookError`. */
  readonly readBody: (limit: number) => Promise<Uint8Array>
}

/** What a host does next: go on, with or without a verified webhook, or answer the refusal. */
export type HostVerdict =
  | { readonly pass: true; readonly rawBody: Uint8Array; readonly webhook: VerifiedWebhook | undefined }
  | { readonly pass: false; readonly refusal: Refusal }

/**
 * The part all adapters have in common: read the body within its limit, receive, report. Rejects with a
 * `WebhookError` when the application, not the sender, is at fault.
 */
export function createHostWebhook(
  provider: Provider,
  options: WebhookOptions,
): (request: HostRequest) => Promise<HostVerdict> {
  const receive = createWebhookReceiver(provider, options)
  const limit = toBodyLimit(options)
  const { onFailure, reportOnly = false } = options
  if (reportOnly && onFailure === undefined) {
    throw new WebhookError('bad-option', 'reportOnly lets every request through and needs onFailure to report to')
  }
  const fail = (failure: WebhookFailure): Refusal => {
    onFailure?.(failure)
    return toRefusal(failure)
  }
  return async ({ readBody, ...request }) => {
    let rawBody: Uint8Array
    try {
      rawBody = await readBody(limit)
    } catch (error) {
      if (!(error instanceof WebhookError) || error.code !== 'body-too-large') throw error
      const failure = { provider, reason: error.code, message: error.message, status: 413 } as const
      return { pass: false, refusal: fail(failure) }
    }
    const received = await receive({ ...request, rawBody })
    if (received.ok) return { pass: true, rawBody, webhook: received.webhook }
    const refusal = fail(received.failure)
    return reportOnly ? { pass: true, rawBody, webhook: undefined } : { pass: false, refusal }
  }
}
