import { REST_API } from '@plivo-to-vobiz/mappings/rest'
import type { Answer } from './answer.ts'
import type { Credentials } from './credentials.ts'
import type { ClientOptions } from './options.ts'
import type { Pacer } from './pacer.ts'
import { isMissing, toText } from './records.ts'
import { withRetries } from './retry.ts'
import type { Outgoing } from './session.ts'
import { toError } from './to-error.ts'
import { exchange, type Fetch } from './transport.ts'

const USER_AGENT = '@plivo-to-vobiz/rest-client'

function toUrl(base: string, { path, query }: Outgoing): string {
  const pairs = new URLSearchParams()
  for (const [name, value] of Object.entries(query)) if (!isMissing(value)) pairs.append(name, toText(value))
  const search = pairs.toString()
  return `${base}${path}${search === '' ? '' : `?${search}`}`
}

/** Sends a request, repeating it as its row allows; with a pacer, each try waits its turn. */
export type Sender = (outgoing: Outgoing, pacer: Pacer | undefined) => Promise<Answer>

/** Where requests go, and as whom. */
export interface SenderOptions {
  readonly base: string
  readonly credentials: Credentials
  readonly options: ClientOptions
}

/** Makes the sender of a client. */
export function createSender({ base, credentials, options }: SenderOptions): Sender {
  const { timeout = 15_000, userAgent = USER_AGENT, signal } = options
  const fetch: Fetch = options.fetch ?? ((url, init) => globalThis.fetch(url, init))
  const headers = {
    [REST_API.headers.authId]: credentials.authId,
    [REST_API.headers.authToken]: credentials.authToken,
    accept: 'application/json',
    'user-agent': userAgent,
  }
  const once = async (outgoing: Outgoing): Promise<Answer> => {
    const { verb, body, moreInfo, row } = outgoing
    const answer = await exchange(fetch, {
      verb,
      url: toUrl(base, outgoing),
      headers: body === undefined ? headers : { ...headers, 'content-type': 'application/json' },
      body: body === undefined ? undefined : JSON.stringify(body),
      timeout,
      signal,
    })
    if (answer.status >= 200 && answer.status <= 299) return answer
    throw toError(answer, { moreInfo, placesCall: row.paced === true })
  }
  const { retries = 2, rateLimitRetries = 8, retryDelay = 1000, longestWait = 60_000 } = options
  const { retryUncertain = false, random = Math.random } = options
  const plan = { retries, rateLimitRetries, delay: retryDelay, longestWait, retryUncertain, random, signal }
  return (outgoing, pacer) =>
    withRetries(
      async () => {
        await pacer?.take(signal)
        return once(outgoing)
      },
      { ...plan, repeat: outgoing.row.repeat, onRateLimit: pacer?.hold },
    )
}
