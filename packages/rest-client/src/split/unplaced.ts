import { AbortedError, NetworkError, NoEquivalentError, PlivoRestError } from '../errors.ts'
import { isUnconfigured } from './vendor-client.ts'

/** Refusals that say something about the account or the vendor, not about the call: the other one may take it. */
const FALLBACK_STATUSES: ReadonlySet<number> = new Set([401, 402, 403, 429])

/** Failures before a connection stands, as they read in the text Plivo's client rejects with. */
const BEFORE_SENDING = /\b(?:ECONNREFUSED|ENOTFOUND|EAI_AGAIN|EHOSTUNREACH|ENETUNREACH)\b/

/** The HTTP status of a rejection; Plivo's client has it in the text alone for 402, 403 and 429. */
function readStatus(error: unknown): number | undefined {
  if (typeof error !== 'object' || error === null) return undefined
  if ('status' in error && typeof error.status === 'number') return error.status
  const said = 'message' in error ? /status code (\d{3})/.exec(String(error.message))?.[1] : undefined
  return said === undefined ? undefined : Number(said)
}

/**
 * Whether a failed try proves that no call was placed, and the other vendor may place it. A timeout, a dropped
 * connection and any 5xx prove nothing; a 400 or 404 would fail there too.
 */
export function isUnplaced(error: unknown): boolean {
  if (error instanceof AbortedError) return false
  if (error instanceof NoEquivalentError || isUnconfigured(error)) return true
  if (error instanceof NetworkError) return error.outcome === 'not-sent'
  if (error instanceof PlivoRestError && error.outcome !== 'refused') return false
  // Plivo's client rejects with a string, the stack, when there was no answer.
  if (typeof error === 'string') return BEFORE_SENDING.test(error)
  return FALLBACK_STATUSES.has(readStatus(error) ?? 0)
}

/** Whether nobody knows what became of the call. */
export function isUncertain(error: unknown): boolean {
  if (error instanceof PlivoRestError) return error.outcome === 'unknown'
  if (typeof error === 'string') return !BEFORE_SENDING.test(error)
  const status = readStatus(error)
  return status === undefined ? false : status >= 500
}
