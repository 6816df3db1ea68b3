import { ROUTE_GAPS } from './route-gaps.ts'
import type { RouteGapRow, RouteRow } from './route-row.ts'
import { ROUTES } from './routes.ts'

const routes = new Map<string, RouteRow>((ROUTES as readonly RouteRow[]).map((row) => [row.id, row]))
const gaps = new Map<string, RouteGapRow>((ROUTE_GAPS as readonly RouteGapRow[]).map((row) => [row.id, row]))

/** Plivo's client has one object under two names. */
const toId = (id: string): string => id.replace(/^subAccounts\./, 'subaccounts.')

/** The row of a client method that has a counterpart: `findRoute('calls.create')`. */
export function findRoute(id: string): RouteRow | undefined {
  return routes.get(toId(id))
}

/** The row of a client method without a counterpart: `findGap('powerpacks.create')`. */
export function findGap(id: string): RouteGapRow | undefined {
  return gaps.get(id)
}
