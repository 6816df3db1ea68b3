import {
  findRoute,
  GAP_REASONS,
  LEGACY_ROUTES,
  PYTHON_GAPS,
  PYTHON_METHODS,
  PYTHON_SDK,
  type PythonGapRow,
  type PythonMethodRow,
  REST_API,
} from '@plivo-to-vobiz/mappings'
import type { Note } from '../../src/touchpoint.ts'

const { vobiz } = PYTHON_SDK
const { authId, authToken } = REST_API.headers
const methods = new Map<string, PythonMethodRow>(PYTHON_METHODS.map((row) => [row.method, row]))
const gaps = new Map<string, PythonGapRow>(PYTHON_GAPS.map((row) => [row.name, row]))
const reasons = new Map<string, { readonly gap: string; readonly instead: string }>(Object.entries(GAP_REASONS))

/** What there is to say about a call of the client, by the members taken of it. */
export function getRestNote(path: readonly string[]): Note | undefined {
  const method = path.join('.')
  if (path.length !== 2) return undefined
  const row = methods.get(method)
  const route = row && findRoute(row.route)
  if (route !== undefined) {
    const args = { method, request: describeRequest(route.vobiz) }
    return route.status === 'partial'
      ? {
          code: 'python-call-partial',
          args: { ...args, loses: route.loses ?? 'Some inputs or results are not there.' },
        }
      : { code: 'python-call', args: { ...args, by: describeMethod(row?.vobiz) } }
  }
  const gap = gaps.get(method) ?? gaps.get(path[0] ?? '')
  const reason = gap && reasons.get(gap.reason)
  return reason && { code: 'rest-call-lost', args: { method, reason: `${reason.gap} ${reason.instead}` } }
}

/** The request of a route in words: `POST https://…/Account/{auth_id}/Call/`. */
const describeRequest = (request: { readonly verb: string; readonly path: string } | null): string =>
  request === null ? 'no single request' : `${request.verb} ${REST_API.base}${request.path}`

/** The same for the client of SDK generation 0.x. */
export function getLegacyNote(method: string): Note | undefined {
  const row = LEGACY_ROUTES.find(({ name }) => name === method)
  if (row === undefined) return undefined
  if (row.modern === null) return { code: 'rest-call-lost', args: { method, reason: 'Vobiz has nothing like it.' } }
  const route = findRoute(row.modern)
  return { code: 'python-call-legacy', args: { method, request: describeRequest(route?.vobiz ?? null) } }
}

/** Where the published package has a method. */
const describeMethod = (method: string | undefined): string =>
  method === undefined
    ? `The package ${vobiz.package} ${vobiz.version} has no such method: send the request with the headers ${authId} and ${authToken}.`
    : `The client of the package ${vobiz.package} has it as ${method}.`
