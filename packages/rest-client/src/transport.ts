import type { Answer } from './answer.ts'
import { AbortedError, NetworkError, type Outcome, ServerError, TimeoutError } from './errors.ts'
import { isFields } from './records.ts'

/** One HTTP request, ready to go. */
export interface Exchange {
  readonly verb: string
  readonly url: string
  readonly headers: Readonly<Record<string, string>>
  readonly body: string | undefined
  /** Milliseconds; 0 = no limit. */
  readonly timeout: number
  readonly signal: AbortSignal | undefined
}

/** The part of `fetch` the client uses. Node's own keeps connections alive between requests. */
export type Fetch = (url: string, init: RequestInit) => Promise<Response>

/** Failures that happen before a connection stands, so before a byte of the request can have been read. */
const BEFORE_SENDING =
  /^(?:ECONNREFUSED|ENOTFOUND|EAI_AGAIN|EHOSTUNREACH|ENETUNREACH|ENETDOWN|UND_ERR_CONNECT_TIMEOUT|CERT_.*|ERR_TLS_.*|DEPTH_ZERO_SELF_SIGNED_CERT|SELF_SIGNED_CERT_IN_CHAIN|UNABLE_TO_.*)$/

/** The system codes of a failure, causes and bundled errors included. */
function findCodes(error: unknown): readonly string[] {
  if (!(error instanceof Error)) return []
  const own = 'code' in error && typeof error.code === 'string' ? [error.code] : []
  const bundled = error instanceof AggregateError ? error.errors.flatMap(findCodes) : []
  return [...own, ...bundled, ...findCodes(error.cause)]
}

/** Whether the failure proves that the request never left. */
function toOutcome(codes: readonly string[]): Outcome {
  return codes.length > 0 && codes.every((code) => BEFORE_SENDING.test(code)) ? 'not-sent' : 'unknown'
}

function toNetworkError(error: unknown, host: string): NetworkError {
  const codes = findCodes(error)
  const outcome = toOutcome(codes)
  const seen = codes[0] ?? (error instanceof Error ? error.message : 'an unknown failure')
  const advice =
    outcome === 'not-sent' ? 'Nothing was sent.' : 'The request may have been carried out: look before repeating it.'
  return new NetworkError(`No answer from ${host}: ${seen}. ${advice}`, { code: 'network', outcome, cause: error })
}

async function readBody(response: Response): Promise<unknown> {
  const text = await response.text()
  if (text.trim() === '') return undefined
  try {
    const body: unknown = JSON.parse(text)
    return body
  } catch {
    return text
  }
}

/** A deadline that leaves no timer behind, and the caller's signal; one of them, or both joined. */
function createStop(timeout: number, signal: AbortSignal | undefined) {
  const deadline = new AbortController()
  const timer = timeout > 0 ? setTimeout(() => deadline.abort(), timeout) : undefined
  return {
    signal: signal === undefined ? deadline.signal : AbortSignal.any([signal, deadline.signal]),
    isLate: () => deadline.signal.aborted,
    clear: () => clearTimeout(timer),
  }
}

/** Sends one request and reads its answer. Never follows a redirect: a POST would arrive as a GET. */
export async function exchange(fetch: Fetch, request: Exchange): Promise<Answer> {
  const { verb, url, headers, body, timeout, signal } = request
  if (signal?.aborted) throw new AbortedError('Aborted before sending.', { code: 'aborted', outcome: 'not-sent' })
  const stop = createStop(timeout, signal)
  try {
    const response = await fetch(url, {
      method: verb,
      headers,
      redirect: 'manual',
      ...(body === undefined ? {} : { body }),
      signal: stop.signal,
    })
    const { status, statusText } = response
    return checkReadable({ status, statusText, headers: response.headers, body: await readBody(response) }, url)
  } catch (error) {
    if (error instanceof ServerError) throw error
    const { host } = new URL(url)
    if (signal?.aborted)
      throw new AbortedError(`Aborted while ${host} was working; it may finish all the same.`, {
        code: 'aborted',
        outcome: 'unknown',
        cause: error,
      })
    if (stop.isLate())
      throw new TimeoutError(`timeout of ${timeout}ms exceeded waiting for ${host}; it may finish all the same.`, {
        code: 'timeout',
        outcome: 'unknown',
        cause: error,
      })
    throw toNetworkError(error, host)
  } finally {
    stop.clear()
  }
}

/** A 2xx whose body is neither empty nor JSON came from something in between. */
function checkReadable(answer: Answer, url: string): Answer {
  const { status, body } = answer
  if (status < 200 || status > 299 || body === undefined || Array.isArray(body) || isFields(body)) return answer
  throw new ServerError(
    `${new URL(url).host} answered ${status} with something that is not JSON. Is a proxy in between?`,
    {
      code: 'server',
      outcome: 'unknown',
      status,
    },
  )
}
