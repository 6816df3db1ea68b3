import { findRoute, LEGACY_ROUTES, type LegacyRouteRow } from '@plivo-to-vobiz/mappings/rest'
import { createSession } from './create-session.ts'
import { readCredentials } from './credentials.ts'
import { NoEquivalentError, PlivoRestError } from './errors.ts'
import { toWireKeys } from './keys.ts'
import type { ClientOptions } from './options.ts'
import { type Fields, isFields } from './records.ts'
import { findMethod } from './resources.ts'
import type { Session } from './session.ts'

/** Told the status Plivo would have given, and the body in the wire's snake_case. */
export type LegacyCallback = (status: number, body: unknown) => void

/** A method of the callback client; `params` may be left out where Plivo allows it. */
export type LegacyMethod = (params?: Fields | LegacyCallback, callback?: LegacyCallback) => void

/** The callback client: `make_call`, `hangup_call` and the others of plivo 0.4. */
export type LegacyClient = { readonly [Name in (typeof LEGACY_ROUTES)[number]['name']]: LegacyMethod }

/** Credentials, and any option of `Client`. */
export interface RestApiConfig extends ClientOptions {
  readonly authId: string
  readonly authToken: string
}

const rows: readonly LegacyRouteRow[] = LEGACY_ROUTES

/** Answers as the wire had them: lists with `objects` and `meta`, live calls as bare UUIDs. */
function toLegacyBody(result: unknown): unknown {
  if (result === true) return ''
  if (!Array.isArray(result)) return toWireKeys({ ...(typeof result === 'object' ? result : {}) })
  if ('meta' in result) return toWireKeys({ meta: result.meta, objects: result.map((item: object) => ({ ...item })) })
  return { calls: result.map((item: unknown) => (isHandle(item) ? item.callUuid : item)) }
}

const isHandle = (item: unknown): item is { readonly callUuid: unknown } =>
  typeof item === 'object' && item !== null && 'callUuid' in item

/** `params` as the positional arguments and options of the modern method. */
function toGiven(row: LegacyRouteRow, params: Fields): readonly unknown[] {
  const names = (row.modern === null ? undefined : findRoute(row.modern))?.arguments ?? []
  const renamed = Object.entries({ ...params, ...row.fixed }).map(([name, value]) => [row.ids[name] ?? name, value])
  const fields: Fields = Object.fromEntries(renamed)
  const rest = Object.fromEntries(Object.entries(fields).filter(([name]) => !names.includes(name)))
  return [...names.map((name) => fields[name]), rest]
}

async function call(row: LegacyRouteRow, params: Fields, session: Session): Promise<readonly [number, unknown]> {
  try {
    const method = row.modern === null ? undefined : findMethod(row.modern, session)
    if (method === undefined)
      throw new NoEquivalentError({
        method: row.name,
        gap: 'Vobiz has no such resource.',
        instead: 'Keep it on Plivo, or do without.',
      })
    const result = await method(...toGiven(row, params))
    return [row.success, row.success === 204 ? '' : toLegacyBody(result)]
  } catch (error) {
    if (!(error instanceof PlivoRestError)) throw error
    return [
      error.status ?? 500,
      { error: error.message, ...(error.apiID === undefined ? {} : { api_id: error.apiID }) },
    ]
  }
}

function createMethod(row: LegacyRouteRow, session: Session): LegacyMethod {
  return (params, callback) => {
    const told = typeof params === 'function' ? params : callback
    const given = isFields(params) ? params : {}
    call(row, given, session).then(
      // Outside the promise, so that an error thrown by the callback surfaces as it always did.
      ([status, body]) => setImmediate(() => told?.(status, body)),
      (error: unknown) => setImmediate(() => told?.(500, { error: String(error) })),
    )
  }
}

function checkConfig(config: unknown): void {
  const fail = (message: string): PlivoRestError =>
    new PlivoRestError(message, { code: 'configuration', outcome: 'not-sent' })
  if (!config) throw fail('Auth ID and Auth Token must be provided.')
  if (typeof config !== 'object') throw fail('Config for RestAPI must be provided as an object.')
  if (!('authId' in config && config.authId && 'authToken' in config && config.authToken))
    throw fail('Auth ID and Auth Token must be provided.')
}

function createRestApi(config: RestApiConfig): LegacyClient {
  checkConfig(config)
  const { authId, authToken, ...options } = config
  const session = createSession(readCredentials(authId, authToken, {}), options)
  // The rows hold exactly the names of the type; `fromEntries` forgets them.
  return Object.fromEntries(rows.map((row) => [row.name, createMethod(row, session)])) as LegacyClient
}

/** Callable with and without `new`. */
export interface RestApiFunction {
  (config: RestApiConfig): LegacyClient
  new (config: RestApiConfig): LegacyClient
}

/**
 * Plivo's callback client (plivo 0.4 and older) on Vobiz: `(params, callback)` in, `(status, body)` out, never an
 * exception. Unlike Plivo's it does not write to `params`, and a failed connection is `500` for every verb.
 * `new RestAPI(config)` works as well.
 *
 * @example
 * RestAPI({ authId, authToken }).make_call({ from, to, answer_url }, (status, body) => {})
 */
// A plain function can be called with `new`; the type system has no way to write that on a declaration.
export const RestAPI: RestApiFunction = createRestApi as unknown as RestApiFunction
