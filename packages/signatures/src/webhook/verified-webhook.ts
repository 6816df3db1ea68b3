import type { Provider } from '../verification.ts'

/** A webhook that passed: what was verified, and the body in each form a handler may want. */
export interface VerifiedWebhook {
  readonly provider: Provider
  /** Scheme that matched, `v3` for example. */
  readonly scheme: string
  /** Whether one of `secrets` or one of `mainSecrets` matched, and which. */
  readonly account: 'own' | 'main'
  readonly secretIndex: number
  /** Public URL the signature was checked against, query included. */
  readonly url: string
  /** The body as received, byte for byte. */
  readonly rawBody: Uint8Array
  /** Decoded form fields; empty for a JSON body. A field that came twice has an array. */
  readonly params: Readonly<Record<string, string | readonly string[]>>
  /** The decoded body: JSON, decrypted JSON, or the form fields; `undefined` when it is none of these. */
  readonly payload: unknown
  /** True when the same request was received before: answer it again, but do not act twice. */
  readonly redelivered: boolean
}

const webhooks = new WeakMap<object, VerifiedWebhook>()

/** Remembers what was verified about a host's request object. */
export function keepWebhook(request: object, webhook: VerifiedWebhook): void {
  webhooks.set(request, webhook)
}

/**
 * What `verifyWebhook` found out about a request: Express's and Fastify's request, Koa's context, or a web `Request`.
 * `undefined` when the request was not verified.
 */
export function webhookOf(request: object): VerifiedWebhook | undefined {
  return webhooks.get(request)
}
