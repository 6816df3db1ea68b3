/** Stable codes of {@link WebhookError}: words may change, codes do not. */
export type WebhookErrorCode =
  | 'bad-option'
  | 'body-aborted'
  | 'body-consumed'
  | 'body-too-large'
  | 'malformed-event'
  | 'missing-secret'
  | 'store-unavailable'
  | 'undecryptable'
  | 'unsignable'

const STATUS: Readonly<Record<WebhookErrorCode, number>> = {
  'bad-option': 500,
  'body-aborted': 400,
  'body-consumed': 500,
  'body-too-large': 413,
  'malformed-event': 400,
  'missing-secret': 500,
  'store-unavailable': 503,
  undecryptable: 400,
  unsignable: 500,
}

/**
 * What a webhook helper throws, or hands to the host's error handler, when something other than the sender's
 * signature is wrong: an option, the order of middleware, a store that is down. Carries no secret and no payload.
 */
export class WebhookError extends Error {
  override readonly name = 'WebhookError'
  readonly code: WebhookErrorCode
  /** HTTP status that fits, read by Express, Fastify and Koa error handlers. */
  readonly status: number

  constructor(code: WebhookErrorCode, message: string, options?: ErrorOptions) {
    super(`${code}: ${message}`, options)
    this.code = code
    this.status = STATUS[code]
  }
}
