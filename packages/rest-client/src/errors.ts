/** What is known about a request that failed: it never left, it was refused, or nobody can tell. */
export type Outcome = 'not-sent' | 'refused' | 'unknown'

/** Stable names of what can go wrong. */
export type RestErrorCode =
  | 'aborted'
  | 'authentication'
  | 'configuration'
  | 'geo-permission'
  | 'incomplete'
  | 'invalid-request'
  | 'missing-argument'
  | 'network'
  | 'no-equivalent'
  | 'not-acceptable'
  | 'not-found'
  | 'rate-limit'
  | 'rejected'
  | 'server'
  | 'timeout'

/** What an error is built from. */
export interface RestErrorDetails {
  readonly code: RestErrorCode
  readonly outcome: Outcome
  /** HTTP status; absent when there was no answer. */
  readonly status?: number | undefined
  readonly statusText?: string | undefined
  /** Id of the request as the service logs it. */
  readonly apiID?: string | undefined
  /** The request body in Plivo's names, as JSON. Holds phone numbers: keep it out of logs. */
  readonly moreInfo?: string | undefined
  readonly cause?: unknown
}

/**
 * Everything the client rejects with. Plivo's own classes below extend it, so that `constructor.name`, `status`,
 * `apiID`, `moreInfo` and `message` read as before; `code` and `outcome` are new. Statuses for which Plivo gives a
 * bare `Error` (402, 403 outside calls) are this class itself.
 */
export class PlivoRestError extends Error {
  readonly code: RestErrorCode
  readonly outcome: Outcome
  declare readonly status?: number
  declare readonly statusText?: string
  declare readonly apiID?: string
  declare readonly moreInfo?: string

  constructor(message: string, { code, outcome, cause, ...rest }: RestErrorDetails) {
    super(message, cause === undefined ? undefined : { cause })
    this.code = code
    this.outcome = outcome
    for (const [key, value] of Object.entries(rest)) if (value !== undefined) Object.assign(this, { [key]: value })
  }
}

/** 400, 405, 409, 422: the service did not like the request. */
export class InvalidRequestError extends PlivoRestError {}

/** 401: wrong credentials, or on Vobiz a path in the wrong case. */
export class AuthenticationError extends PlivoRestError {}

/** 404: no such object. */
export class ResourceNotFoundError extends PlivoRestError {}

/** 406. */
export class NotAcceptableError extends PlivoRestError {}

/** 500 and other 5xx: what became of the request is unknown. */
export class ServerError extends PlivoRestError {}

/** 403 on placing a call: the destination is not allowed. */
export class GeoPermissionError extends PlivoRestError {}

/** What a 429 adds. */
export interface RateLimitDetails extends RestErrorDetails {
  readonly retryAfter?: number | undefined
}

/** 429: over the calls per second or the concurrency of the account; nothing was done. Vobiz does not queue. */
export class RateLimitError extends PlivoRestError {
  /** Seconds the service asked to wait, if it said. */
  readonly retryAfter: number | undefined

  constructor(message: string, { retryAfter, ...details }: RateLimitDetails) {
    super(message, details)
    this.retryAfter = retryAfter
  }
}

/** The request did not end in time. For a write nobody knows whether it was carried out: look before repeating. */
export class TimeoutError extends PlivoRestError {}

/** The connection failed. `outcome` says whether the request can have been carried out. */
export class NetworkError extends PlivoRestError {}

/** The caller's `AbortSignal` fired. */
export class AbortedError extends PlivoRestError {}

/** What a step that failed after an earlier one succeeded adds. */
export interface IncompleteDetails extends RestErrorDetails {
  readonly completed: readonly string[]
  readonly result: unknown
}

/** A later request of a split method failed; the earlier ones stand, and have been paid for. */
export class IncompleteError extends PlivoRestError {
  /** Requests that succeeded, as `VERB path`. */
  readonly completed: readonly string[]
  /** What the method would have resolved with. */
  readonly result: unknown

  constructor(message: string, { completed, result, ...details }: IncompleteDetails) {
    super(message, details)
    this.completed = completed
    this.result = result
  }
}

/** What a gap is built from. */
export interface GapDetails {
  readonly method: string
  readonly gap: string
  readonly instead: string
}

/** The method, or one of its options, has no counterpart on Vobiz. Nothing was sent. */
export class NoEquivalentError extends PlivoRestError {
  /** Client method, as `powerpacks.create`. */
  readonly method: string
  /** What Vobiz lacks. */
  readonly gap: string
  /** What to do. */
  readonly instead: string

  constructor({ method, gap, instead }: GapDetails) {
    super(`${method} has no equivalent on Vobiz. ${gap} ${instead}`, {
      code: 'no-equivalent',
      outcome: 'not-sent',
      status: 501,
    })
    this.method = method
    this.gap = gap
    this.instead = instead
  }
}
