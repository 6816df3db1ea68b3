import {
  GAP_REASONS,
  type GapReason,
  ROUTE_GAPS,
  ROUTES,
  type RouteGapRow,
  type RouteRow,
  type Target,
} from '@plivo-to-vobiz/mappings'
import { cite, code, toTable } from './markdown.ts'

const print = (target: Target | null): string => (target === null ? '' : code(`${target.verb} ${target.path}`))

/** Page of REST routes. */
export function routesPage(): string {
  const rows = (ROUTES as readonly RouteRow[]).map((row) => [
    code(row.id),
    row.unverified ? 'not yet' : row.status,
    print(row.plivo),
    [print(row.vobiz), ...(row.steps ?? []).map(print)].filter((text) => text !== '').join(', '),
    row.repeat,
    row.loses ?? row.note ?? '',
    cite(row.source),
  ])
  const reasons: Readonly<Record<string, GapReason>> = GAP_REASONS
  const gaps = Object.entries(reasons).map(([key, { gap, instead }]) => [
    gap,
    instead,
    (ROUTE_GAPS as readonly RouteGapRow[])
      .filter((row) => row.reason === key)
      .map((row) => code(row.id))
      .join(', '),
  ])
  return `# REST routes

The methods of Plivo's Node client and the requests that take their place. *Repeat* says whether a request may be sent
again when nobody knows what became of the first try.

${toTable(['Method', 'Status', 'Plivo', 'Vobiz', 'Repeat', 'Note', 'Source'], rows)}

## Without a counterpart

${toTable(['Gap', 'Instead', 'Methods'], gaps)}
`
}
