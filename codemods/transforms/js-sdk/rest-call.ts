import { findGap, findRoute, GAP_REASONS, LEGACY_ROUTES, type RouteGapRow } from '@plivo-to-vobiz/mappings'
import type { Note } from '../../src/touchpoint.ts'

const reasons = new Map<string, { readonly gap: string; readonly instead: string }>(Object.entries(GAP_REASONS))

/** What there is to say about a call of the SDK's client, by the members taken of it. */
export function getRestNote(path: readonly string[]): Note | undefined {
  const method = path.join('.')
  if (path.length !== 2) return undefined
  const route = findRoute(method)
  if (route?.status === 'partial')
    return {
      code: 'rest-call-partial',
      args: { method, loses: route.loses ?? 'Some inputs or results are not there.' },
    }
  if (route !== undefined) return { code: 'rest-call', args: { method } }
  const gap = findGap(method)
  return gap === undefined ? undefined : getGapNote(method, gap)
}

/** The same for the callback client of SDK generation 0.x. */
export function getLegacyNote(method: string): Note | undefined {
  const row = LEGACY_ROUTES.find(({ name }) => name === method)
  if (row === undefined) return undefined
  if (row.modern === null) return { code: 'rest-call-lost', args: { method, reason: 'Vobiz has nothing like it.' } }
  return { code: 'rest-call-legacy', args: { method, modern: row.modern } }
}

function getGapNote(method: string, row: RouteGapRow): Note {
  const reason = reasons.get(row.reason)
  return { code: 'rest-call-lost', args: { method, reason: reason ? `${reason.gap} ${reason.instead}` : '' } }
}
