import { ROUTES, type RouteRow } from '@plivo-to-vobiz/mappings'

const rows: readonly RouteRow[] = ROUTES
/** Rows whose request is the same on Vobiz, but for names and types of fields. */
const sameRows = rows.filter(
  ({ status, vobiz, plivo, steps, root, unverified }) =>
    status === 'same' &&
    vobiz !== null &&
    vobiz.verb === plivo.verb &&
    vobiz.path === plivo.path &&
    vobiz.query === undefined &&
    steps === undefined &&
    root === undefined &&
    !unverified,
)

/** The row of a request that is the same on Vobiz, by its verb and what follows the account: `/Call/{}/`. */
export function findSameRoute(verb: string, path: string): RouteRow | undefined {
  const wanted = path.replace(/\/$/, '')
  return sameRows.find(
    ({ plivo }) =>
      plivo.verb === verb &&
      plivo.path
        .replace(/^\/Account\/\{auth_id\}/, '')
        .replace(/\{\w+\}/g, '{}')
        .replace(/\/$/, '') === wanted,
  )
}
