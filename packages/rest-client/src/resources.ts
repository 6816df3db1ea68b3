import {
  findGap,
  findRoute,
  GAP_REASONS,
  type GapReason,
  ROUTE_GAPS,
  ROUTES,
  type RouteGapRow,
} from '@plivo-to-vobiz/mappings/rest'
import { NoEquivalentError } from './errors.ts'
import type { Session } from './session.ts'

/** A method of the client, by its row. */
export type Method = (...given: readonly unknown[]) => Promise<unknown>

const reasons: Readonly<Record<string, GapReason>> = GAP_REASONS

/** The rejection of a method without a counterpart. */
export function toGapError(method: string, row: Pick<RouteGapRow, 'reason'>): NoEquivalentError {
  const { gap, instead } = reasons[row.reason] ?? { gap: 'Vobiz has nothing like it.', instead: 'Keep it on Plivo.' }
  return new NoEquivalentError({ method, gap, instead })
}

/** The method named by an id such as `calls.create`; `undefined` when Plivo's client has no such method. */
export function findMethod(id: string, session: Session): Method | undefined {
  const route = findRoute(id)
  if (route !== undefined)
    // Loaded with the first call, not with the import: see the start-up budget in decision 0020.
    return async (...given) => (await import('./run-route.ts')).runRoute(route, given, session)
  const gap = findGap(id)
  return gap === undefined ? undefined : async () => Promise.reject(toGapError(id, gap))
}

let grouped: ReadonlyMap<string, readonly string[]> | undefined

/** Ids by property of the client, worked out on first use. */
function getGroups(): ReadonlyMap<string, readonly string[]> {
  if (grouped !== undefined) return grouped
  const groups = new Map<string, string[]>()
  for (const { id } of [...ROUTES, ...ROUTE_GAPS]) {
    const property = /^(\w+)\.\w+$/.exec(id)?.[1]
    if (property === undefined) continue
    groups.set(property, [...(groups.get(property) ?? []), id])
  }
  grouped = groups
  return groups
}

/** A property of the client, such as `calls`: its methods, enumerable, each a function of its own. */
export function createResource(property: string, session: Session): Readonly<Record<string, Method>> {
  const methods: Record<string, Method> = {}
  for (const id of getGroups().get(property) ?? []) {
    const method = findMethod(id, session)
    if (method !== undefined) methods[id.slice(property.length + 1)] = method
  }
  return methods
}
