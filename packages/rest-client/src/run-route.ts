import { findRoute, type ListShape, type RouteRow, type Target } from '@plivo-to-vobiz/mappings/rest'
import { readArguments, type Wanted } from './arguments.ts'
import { NoEquivalentError, ResourceNotFoundError, ServerError } from './errors.ts'
import { readWindow, toCallList, toList, toPages } from './list.ts'
import { toOutgoing } from './outgoing.ts'
import { addPlus } from './phone-number.ts'
import { isFields, readPath } from './records.ts'
import { toItem, toPlivoFields, toResult, toResultFields } from './result.ts'
import type { Run } from './run.ts'
import { runSteps } from './run-steps.ts'
import type { Session } from './session.ts'

/** Runs a method of Plivo's client by its row. */
export async function runRoute(row: RouteRow, given: readonly unknown[], session: Session): Promise<unknown> {
  if (row.unverified === true)
    throw new NoEquivalentError({
      method: row.id,
      gap: 'Vobiz has an SMS API under /sms, but its contract is not established well enough to translate to.',
      instead: 'Call it through client.vobiz.request(), or keep messages on Plivo.',
    })
  const wanted = readArguments(row, given, session)
  if (row.loses !== undefined) session.warn({ code: 'partial', method: row.id, message: `${row.id}: ${row.loses}` })
  const run: Run = { row, wanted, session }
  if (row.vobiz === null) return runSteps(run, undefined)
  if (row.list !== undefined) return runList(run, row.vobiz, row.list)
  const { body } = await session.send(toOutgoing(run, row.vobiz))
  if (row.errorInBody === true) refuseErrorBody(row, body)
  if (row.pick !== undefined) return addMethods(pickOne(row, body, wanted), row, session)
  return row.steps === undefined ? toResult(row, toResultFields(row, body, wanted.values)) : runSteps(run, body)
}

/** Live rooms answer 200 with an error: not "not found", so not that class either. */
function refuseErrorBody(row: RouteRow, body: unknown): void {
  const said = isFields(body) ? body.error : undefined
  if (said === undefined) return
  throw new ServerError(
    `${row.id}: Vobiz answered 200 with the error ${JSON.stringify(said)}. It does this for rooms that exist.`,
    {
      code: 'server',
      outcome: 'unknown',
      status: 200,
      apiID: isFields(body) && typeof body.api_id === 'string' ? body.api_id : undefined,
    },
  )
}

async function runList(run: Run, target: Target, shape: ListShape): Promise<unknown> {
  const { row, wanted, session } = run
  if (shape.paging === 'none') {
    const { body } = await session.send(toOutgoing(run, target))
    return toCallList(row, shape, body)
  }
  const window = readWindow(wanted.fields)
  const bodies: unknown[] = []
  const pages = shape.paging === 'page' ? toPages(shape, window) : [undefined]
  for (const page of pages) bodies.push((await session.send(toOutgoing(run, target, page))).body)
  const apiPath = `/v1${row.plivo.path.replace('{auth_id}', session.authId)}`
  const list = toList(row, bodies, { shape, window, fields: wanted.fields, apiPath })
  for (const item of list) addMethods(item, row, session)
  return list
}

function pickOne(row: RouteRow, body: unknown, { values }: Wanted): object {
  const { items, key, argument } = row.pick ?? { items: '', key: '', argument: '' }
  const all = readPath(body, items)
  const found = (Array.isArray(all) ? all : [])
    .map((item) => toPlivoFields(item, row))
    .find((item) => addPlus(item[key]) === addPlus(values[argument]))
  if (found !== undefined) return toItem(row, found)
  throw new ResourceNotFoundError(`${row.id}: the account has no such ${argument}.`, {
    code: 'not-found',
    outcome: 'refused',
    status: 404,
  })
}

/** Methods Plivo's objects carry, hidden from printing as a prototype's are. */
function addMethods(item: object, { item: extra }: RouteRow, session: Session): object {
  if (extra === undefined) return item
  const id: unknown = Reflect.get(item, extra.id)
  for (const [name, routeId] of Object.entries(extra.methods)) {
    const route = findRoute(routeId)
    if (route === undefined) continue
    const value = async (...given: readonly unknown[]): Promise<unknown> =>
      runRoute(route, extra.bound ? [id, ...given] : [given[0] ?? id, ...given.slice(1)], session)
    Object.defineProperty(item, name, { value, enumerable: false })
  }
  return item
}
