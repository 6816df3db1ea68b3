import { findRoute, REST_API } from '@plivo-to-vobiz/mappings/rest'
import { PlivoRestError } from '../errors.ts'
import { toCamelKeys } from '../keys.ts'
import { fillPath } from '../path.ts'
import { dropPlus } from '../phone-number.ts'
import { type Fields, isFields, readPath } from '../records.ts'
import { withRetries } from '../retry.ts'
import { toError } from '../to-error.ts'
import { exchange, type Fetch } from '../transport.ts'
import type { AccountCopy, CopiedApplication } from './account-copy.ts'

/** The account that is read. */
export interface PlivoAccount {
  readonly authId: string
  readonly authToken: string
  /** Base of the service. Default Plivo's. */
  readonly url?: string
  readonly fetch?: Fetch
}

const PAGE = 20
const PLAN = { repeat: 'read', retries: 2, rateLimitRetries: 8, delay: 1000, longestWait: 60_000 } as const

/** One page of a list of Plivo's, by the row of the client method. */
async function readPage(account: PlivoAccount, id: string, offset: number): Promise<unknown> {
  const { authId, authToken, url = REST_API.plivoBase, fetch = globalThis.fetch } = account
  const path = fillPath(findRoute(id)?.plivo.path ?? '', { auth_id: authId })
  const authorization = `Basic ${Buffer.from(`${authId}:${authToken}`).toString('base64')}`
  const send = async () => {
    const answer = await exchange(fetch, {
      verb: 'GET',
      url: `${url}${path}?limit=${PAGE}&offset=${offset}`,
      headers: { authorization, accept: 'application/json' },
      body: undefined,
      timeout: 15_000,
      signal: undefined,
    })
    if (answer.status < 200 || answer.status > 299) throw toError(answer, { moreInfo: undefined, placesCall: false })
    return answer
  }
  const { body } = await withRetries(send, { ...PLAN, retryUncertain: false, signal: undefined, random: Math.random })
  return toCamelKeys(body)
}

/** Every object of a list, page by page. */
async function readAll(account: PlivoAccount, id: string): Promise<readonly Fields[]> {
  const all: Fields[] = []
  for (;;) {
    const page = await readPage(account, id, all.length)
    const objects = readPath(page, 'objects')
    if (!Array.isArray(objects))
      throw new PlivoRestError(`${id}: Plivo answered no list. Check the credentials and the address.`, {
        code: 'server',
        outcome: 'refused',
      })
    all.push(...objects.filter(isFields))
    if (objects.length === 0 || all.length >= Number(readPath(page, 'meta.totalCount') ?? 0)) return all
  }
}

const toText = (value: unknown): string => (typeof value === 'string' ? value : String(value ?? ''))

/** The id at the end of a resource URI, `/v1/Account/MA…/Application/123/`. */
function readAppId(value: unknown): string | undefined {
  const id = /\/(\d+)\/?$/.exec(toText(value))?.[1] ?? (/^\d+$/.test(toText(value)) ? toText(value) : undefined)
  return id
}

const SETTINGS = [
  'answerUrl',
  'answerMethod',
  'hangupUrl',
  'hangupMethod',
  'fallbackAnswerUrl',
  'fallbackMethod',
  'messageUrl',
  'messageMethod',
  'publicUri',
] as const

const toApplication = (fields: Fields): CopiedApplication => ({
  appId: toText(fields.appId),
  name: toText(fields.appName),
  settings: Object.fromEntries(
    SETTINGS.flatMap((name) => {
      const value = fields[name]
      return value === undefined || value === null || value === '' ? [] : [[name, value]]
    }),
  ),
})

const toOptional = (value: unknown): string | undefined =>
  typeof value === 'string' && value !== '' ? value : undefined

/** Reads what of a Plivo account can be set up again. Only reads; no secret is in the result. */
export async function readPlivoAccount(account: PlivoAccount): Promise<AccountCopy> {
  const applications = await readAll(account, 'applications.list')
  const endpoints = await readAll(account, 'endpoints.list')
  const subaccounts = await readAll(account, 'subaccounts.list')
  const numbers = await readAll(account, 'numbers.list')
  return {
    version: 1,
    applications: applications.map(toApplication),
    endpoints: endpoints.map(({ username, alias, application }) => ({
      username: toText(username),
      alias: toText(alias),
      appId: readAppId(application),
    })),
    subaccounts: subaccounts.map(({ name, enabled }) => ({ name: toText(name), enabled: enabled !== false })),
    numbers: numbers.map(({ number, country, region, application }) => ({
      number: toText(dropPlus(number)),
      country: toOptional(country),
      region: toOptional(region),
      appId: readAppId(application),
    })),
  }
}
