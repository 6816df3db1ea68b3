import type { PublicUrlRefusal } from '../public-url/public-url.ts'
import type { Provider, Reason } from '../verification.ts'
import type { SenderRefusal } from './sender.ts'

/** Why a webhook was not let through. */
export type WebhookFailureReason =
  | Reason
  | PublicUrlRefusal
  | SenderRefusal
  | 'replayed'
  | 'body-too-large'
  | 'store-unavailable'

/** A refused webhook, as `onFailure` is told. */
export interface WebhookFailure {
  readonly provider: Provider
  readonly reason: WebhookFailureReason
  /** What failed, what was expected and what to do; no secret and no payload in it. */
  readonly message: string
  /** Status the sender gets: 403, or 413 for a body too large, or 503 when the replay store cannot answer. */
  readonly status: 403 | 413 | 503
  /** URL the signature was checked against, query left out; compare it with the one the platform was given. */
  readonly url?: string
  /** The store's own error, for `store-unavailable`. */
  readonly cause?: unknown
}

const BODIES: Readonly<Record<WebhookFailure['status'], string>> = {
  403: 'Forbidden\n',
  413: 'Content Too Large\n',
  503: 'Service Unavailable\n',
}

/** The answer to a refused request. */
export interface Refusal {
  readonly status: number
  readonly headers: Readonly<Record<string, string>>
  readonly body: string
}

/** Makes the answer: the same text for every reason, so that a sender learns nothing. */
export function toRefusal({ status }: WebhookFailure): Refusal {
  // What is left of a body that is too large is not read: the connection cannot be used again.
  const connection = status === 413 ? { connection: 'close' } : {}
  return { status, headers: { 'content-type': 'text/plain; charset=utf-8', ...connection }, body: BODIES[status] }
}
