import { REST_API, ROUTES, type RouteRow, type Target } from '@plivo-to-vobiz/mappings'
import type { CallProvider } from '../provider.ts'
import type { Seen } from './wire.ts'

/** A route of the service, and the client method that uses it. */
export interface ServiceRoute {
  readonly id: string
  readonly target: Target
  readonly exact: RegExp
  /** The same, whatever the case. */
  readonly loose: RegExp
}

/** Routes of the service that no method of Plivo's client names. */
const EXTRA: Readonly<Record<CallProvider, readonly Target[]>> = {
  plivo: [],
  vobiz: [{ verb: 'GET', path: '/Account/{auth_id}/concurrency' }],
}

/** Path under which the API of a provider begins. */
export const BASE_PATH: Readonly<Record<CallProvider, string>> = {
  plivo: new URL(REST_API.plivoBase).pathname,
  vobiz: new URL(REST_API.base).pathname,
}

/** Every route of a provider's API, as the rows have it. */
export function listServiceRoutes(provider: CallProvider): readonly ServiceRoute[] {
  const targets = (ROUTES as readonly RouteRow[])
    .filter(({ unverified }) => unverified !== true)
    .flatMap((row) => toTargets(provider, row).map((target) => ({ id: row.id, target })))
  const all = [...targets, ...EXTRA[provider].map((target) => ({ id: '', target }))]
  return all.map(({ id, target }) => ({
    id,
    target,
    exact: toPattern(target.path, ''),
    loose: toPattern(target.path, 'i'),
  }))
}

/** Routes a request matches by path, verb and the query the service insists on. */
export function matchRoutes(routes: readonly ServiceRoute[], { verb, url }: Seen): readonly ServiceRoute[] {
  const [path = '', query = ''] = url.split('?')
  const given = new URLSearchParams(query)
  return routes.filter(
    ({ target, exact }) =>
      target.verb === verb &&
      exact.test(path) &&
      Object.entries(target.query ?? {}).every(([name, value]) =>
        value.includes('{') ? given.has(name) : given.get(name) === value,
      ),
  )
}

function toTargets(provider: CallProvider, row: RouteRow): readonly Target[] {
  if (provider === 'plivo') return [row.plivo]
  return [...(row.vobiz ? [row.vobiz] : []), ...(row.steps ?? [])]
}

const toPattern = (path: string, flags: string): RegExp =>
  new RegExp(`^${path.replace(/\{(\+?)\w+\}/g, (_, plus: string) => (plus ? '%2B\\d+' : '[^/?]+'))}$`, flags)
