import { REST_API } from '@plivo-to-vobiz/mappings'
import type { CallProvider } from '../provider.ts'
import { matchRoutes, type ServiceRoute } from './routes.ts'
import { API_ID, type RestReply, type Seen } from './wire.ts'

/** Who may use the API; nothing to compare with means that any well-formed credentials will do. */
export interface Credentials {
  readonly authId?: string
  readonly authToken?: string
}

/** What the real service refuses before it looks at the body. */
export function refuse(
  provider: CallProvider,
  seen: Seen,
  { routes, credentials }: { routes: readonly ServiceRoute[]; credentials: Credentials },
): RestReply | undefined {
  if (!(provider === 'vobiz' ? hasVobizKeys(seen, credentials) : hasBasic(seen, credentials))) return UNAUTHORISED
  const [path = '', query = ''] = seen.url.split('?')
  const exact = routes.filter((route) => route.exact.test(path))
  if (!exact.some(({ target }) => target.verb === seen.verb)) {
    // On Vobiz a wrong case looks like wrong credentials; a wrong slash or verb is a route the gateway does not know.
    const isWrongCase = provider === 'vobiz' && exact.length === 0 && routes.some(({ loose }) => loose.test(path))
    return isWrongCase ? UNAUTHORISED : NOT_FOUND[provider]
  }
  if (matchRoutes(routes, seen).length === 0) return provider === 'vobiz' ? UNAUTHORISED : NOT_FOUND.plivo
  const given = new URLSearchParams(query)
  if (provider === 'vobiz' && given.has('start_date') !== given.has('end_date')) return BAD_REQUEST
  return undefined
}

const UNAUTHORISED: RestReply = { status: 401, body: { error: 'authentication failed' } }
const BAD_REQUEST: RestReply = { status: 400, body: { error: 'invalid request parameters' } }
const NOT_FOUND: Readonly<Record<CallProvider, RestReply>> = {
  plivo: { status: 404, body: { api_id: API_ID, error: 'not found' } },
  vobiz: { status: 404, body: { message: 'Not Found' } },
}

/** Vobiz: two headers and no other kind of credentials. */
function hasVobizKeys({ headers }: Seen, { authId, authToken }: Credentials): boolean {
  const id = headers[REST_API.headers.authId.toLowerCase()]
  const token = headers[REST_API.headers.authToken.toLowerCase()]
  if (!id || !token || headers.authorization !== undefined) return false
  return (authId ?? id) === id && (authToken ?? token) === token
}

/** Plivo: Basic, account id and token; the id is the one in the path. */
function hasBasic({ headers, url }: Seen, { authId, authToken }: Credentials): boolean {
  const [kind, coded = ''] = String(headers.authorization ?? '').split(' ')
  const [id = '', token = ''] = Buffer.from(coded, 'base64').toString('utf8').split(':')
  const ofPath = /^\/Account\/([^/]+)/.exec(url)?.[1] ?? id
  if (kind !== 'Basic' || id === '' || token === '' || ofPath !== id) return false
  return (authId ?? id) === id && (authToken ?? token) === token
}
