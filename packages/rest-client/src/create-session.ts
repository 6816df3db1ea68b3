import { HOSTS, REST_API } from '@plivo-to-vobiz/mappings'
import type { Answer } from './answer.ts'
import type { Credentials } from './credentials.ts'
import { PlivoRestError } from './errors.ts'
import type { ClientOptions } from './options.ts'
import { createPacer, type Pacer } from './pacer.ts'
import { isMissing, readPath, toText } from './records.ts'
import { withRetries } from './retry.ts'
import type { Outgoing, Session, Warning } from './session.ts'
import { toError } from './to-error.ts'
import { exchange, type Fetch } from './transport.ts'

const USER_AGENT = '@plivo-to-vobiz/rest-client'

const refuse = (message: string): PlivoRestError =>
  new PlivoRestError(message, { code: 'configuration', outcome: 'not-sent' })

/** Options of Plivo's client that would send credentials to the wrong place, or not through the proxy. */
function checkOptions(options: ClientOptions): void {
  if ('proxy' in options && options.proxy !== undefined)
    throw refuse(
      'The proxy option is not supported. Pass fetch: (url, init) => undici.fetch(url, { ...init, dispatcher: new undici.ProxyAgent(proxy) }).',
    )
  if (options.url !== undefined && URL.canParse(options.url) && new URL(options.url).hostname === HOSTS.plivoApi)
    throw refuse("The url option is Plivo's address. Leave it out to talk to Vobiz.")
}

function checkBase(url: string): string {
  if (!URL.canParse(url) || !/^https?:$/.test(new URL(url).protocol) || /[?#]/.test(url))
    throw refuse('The url option is not an http(s) address without query. Leave it out to talk to Vobiz.')
  return url.replace(/\/+$/, '')
}

function toUrl(base: string, { path, query }: Outgoing): string {
  const pairs = new URLSearchParams()
  for (const [name, value] of Object.entries(query)) if (!isMissing(value)) pairs.append(name, toText(value))
  const search = pairs.toString()
  return `${base}${path}${search === '' ? '' : `?${search}`}`
}

const emitWarning = ({ code, message }: Warning): void => process.emitWarning(message, { type: 'VobizWarning', code })

/** What the methods of one client share: how to send, whom to warn. */
export function createSession({ authId, authToken }: Credentials, options: ClientOptions): Session {
  const { timeout = 15_000, userAgent = USER_AGENT, onWarning = emitWarning, now = () => new Date() } = options
  checkOptions(options)
  const base = checkBase(options.url ?? REST_API.base)
  const fetch: Fetch = options.fetch ?? ((url, init) => globalThis.fetch(url, init))
  const { signal } = options
  const headers = {
    [REST_API.headers.authId]: authId,
    [REST_API.headers.authToken]: authToken,
    accept: 'application/json',
    'user-agent': userAgent,
  }
  const warned = new Set<string>()

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

  const repeatedly = (outgoing: Outgoing, pacer: Pacer | undefined): Promise<Answer> =>
    withRetries(
      async () => {
        await pacer?.take()
        return once(outgoing)
      },
      { ...toPlan(options), repeat: outgoing.row.repeat, onRateLimit: pacer?.hold },
    )

  const readLimit = async (): Promise<number> => {
    const { verb, path } = REST_API.account
    const row = { repeat: 'read' } as const
    const { body } = await repeatedly({ verb, path, query: {}, body: undefined, row, moreInfo: undefined }, undefined)
    const limit = Number(readPath(body, REST_API.account.callsPerSecond))
    return limit > 0 ? limit : 1
  }
  const findPacer = createPacerSource(options, readLimit)

  return {
    authId,
    now,
    send: async (outgoing) => repeatedly(outgoing, outgoing.row.paced === true ? await findPacer() : undefined),
    warn(warning) {
      if (warned.has(warning.message)) return
      warned.add(warning.message)
      onWarning(warning)
    },
  }
}

function toPlan(options: ClientOptions) {
  const { retries = 2, rateLimitRetries = 8, retryDelay = 1000, longestWait = 60_000 } = options
  const { retryUncertain = false, random = Math.random, signal } = options
  return { retries, rateLimitRetries, delay: retryDelay, longestWait, retryUncertain, random, signal }
}

/** The pacer as given, of a fixed speed, or of the account's own, read once before the first call. */
function createPacerSource(
  { pacer, callsPerSecond }: ClientOptions,
  readLimit: () => Promise<number>,
): () => Promise<Pacer | undefined> {
  if (pacer !== undefined || callsPerSecond === undefined) return async () => pacer
  if (callsPerSecond !== 'account') {
    const fixed = createPacer({ callsPerSecond })
    return async () => fixed
  }
  let found: Promise<Pacer> | undefined
  return () => {
    found ??= readLimit().then(
      (limit) => createPacer({ callsPerSecond: limit }),
      (error: unknown) => {
        found = undefined
        throw error
      },
    )
    return found
  }
}
