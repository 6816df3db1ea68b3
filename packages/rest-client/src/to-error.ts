import type { Answer } from './answer.ts'
import {
  AuthenticationError,
  GeoPermissionError,
  InvalidRequestError,
  NotAcceptableError,
  PlivoRestError,
  RateLimitError,
  ResourceNotFoundError,
  type RestErrorCode,
  type RestErrorDetails,
  ServerError,
} from './errors.ts'
import { isFields, readPath } from './records.ts'

/** What the application asked for, needed to describe a refusal in Plivo's terms. */
export interface Asked {
  /** Body in Plivo's names, as JSON. */
  readonly moreInfo: string | undefined
  readonly placesCall: boolean
}

const firstText = (body: unknown, paths: readonly string[]): string | undefined =>
  paths.map((path) => readPath(body, path)).find((value): value is string => typeof value === 'string' && value !== '')

/** Vobiz has at least six shapes of error bodies; this reads them all. */
function toMessage({ body, status, statusText }: Answer): string {
  const said = firstText(body, ['error', 'error.message', 'message'])
  if (said !== undefined) return said
  if (isFields(body)) return JSON.stringify(body).slice(0, 200)
  return statusText === '' ? `The service answered ${status}.` : statusText
}

/** Seconds to wait, from the header (seconds or a date) or from the body. */
function readRetryAfter({ headers, body }: Answer, now: number): number | undefined {
  const header = headers.get('retry-after')
  const said =
    header ??
    ['error.details.retryAfter', 'details.retryAfter', 'error.retryAfter', 'retry_after', 'retryAfter']
      .map((path) => readPath(body, path))
      .find((value) => value !== undefined)
  if (said === undefined || said === null || said === '') return undefined
  const seconds = Number(said)
  if (Number.isFinite(seconds)) return Math.max(0, seconds)
  const date = Date.parse(String(said))
  return Number.isNaN(date) ? undefined : Math.max(0, (date - now) / 1000)
}

type ErrorClass = new (message: string, details: RestErrorDetails) => PlivoRestError

const BY_STATUS: Readonly<Record<number, readonly [RestErrorCode, ErrorClass]>> = {
  400: ['invalid-request', InvalidRequestError],
  401: ['authentication', AuthenticationError],
  404: ['not-found', ResourceNotFoundError],
  405: ['invalid-request', InvalidRequestError],
  406: ['not-acceptable', NotAcceptableError],
  409: ['invalid-request', InvalidRequestError],
  422: ['invalid-request', InvalidRequestError],
}

function chooseClass(status: number, placesCall: boolean): readonly [RestErrorCode, ErrorClass] {
  const exact = BY_STATUS[status]
  if (exact !== undefined) return exact
  if (status === 403 && placesCall) return ['geo-permission', GeoPermissionError]
  return status >= 500 ? ['server', ServerError] : ['rejected', PlivoRestError]
}

/** The rejection for an answer outside 2xx, in Plivo's classes. */
export function toError(answer: Answer, { moreInfo, placesCall }: Asked): PlivoRestError {
  const { status, statusText, body } = answer
  const apiID = firstText(body, ['api_id', 'requestId', 'request_id'])
  // A 408 and every 5xx can come after the work was done.
  const outcome = status >= 500 || status === 408 ? 'unknown' : 'refused'
  const details = { outcome, status, statusText, apiID, moreInfo } as const
  const message = toMessage(answer)
  if (status === 429)
    return new RateLimitError(message, {
      ...details,
      code: 'rate-limit',
      retryAfter: readRetryAfter(answer, Date.now()),
    })
  const [code, Class] = chooseClass(status, placesCall)
  return new Class(message, { ...details, code })
}
