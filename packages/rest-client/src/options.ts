import type { Pacer } from './pacer.ts'
import type { Warning } from './session.ts'
import type { Fetch } from './transport.ts'

/** Options of the client. Those of Plivo's client that make sense here keep their names. */
export interface ClientOptions {
  /** Base of the service, without a trailing slash. Default: Vobiz. Plivo's client takes it under this name too. */
  readonly url?: string
  /** Milliseconds until a request is given up; 0 = never. Default 15 000: Plivo's 5 000 with its repeats can dial twice. */
  readonly timeout?: number
  /** Value of the User-Agent header. */
  readonly userAgent?: string
  /** Aborts every request of this client. For a single call use `client.with({ signal })`. */
  readonly signal?: AbortSignal
  /** Spaces calls out so that the account's limit is never met. Without one, a 429 is waited out and repeated. */
  readonly pacer?: Pacer
  /** Makes a pacer of its own. `'account'` reads the limit from the account before the first call. */
  readonly callsPerSecond?: number | 'account'
  /** Repeats of a read or a harmless write after a failure. Default 2. */
  readonly retries?: number
  /** Repeats after a 429, where nothing was done. Default 8. */
  readonly rateLimitRetries?: number
  /** First pause between repeats in milliseconds; doubles, with jitter. Default 1000. */
  readonly retryDelay?: number
  /** Longest `Retry-After` that is waited for, in milliseconds. Default 60 000. */
  readonly longestWait?: number
  /**
   * Repeat calls, purchases and transfers even when nobody knows what became of the first try. Default false: it can
   * dial or pay twice.
   */
  readonly retryUncertain?: boolean
  /** Told once of each part of Plivo that is missing or partial on Vobiz. Default: `process.emitWarning`. */
  readonly onWarning?: (warning: Warning) => void
  /** Replaces Node's `fetch`, for instance to go through a proxy. */
  readonly fetch?: Fetch
  /** Where the credentials are looked for when they are not passed. Default `process.env`. */
  readonly env?: Readonly<Record<string, string | undefined>>
  /** The clock. */
  readonly now?: () => Date
  /** Source of jitter, 0 to 1. */
  readonly random?: () => number
}
