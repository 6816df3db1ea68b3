import { findRoute, type ListShape, type RouteRow, type RouteStep, type Target } from '@plivo-to-vobiz/mappings/rest'
import { readArguments, type Wanted } from './arguments.ts'
import {
  IncompleteError,
  InvalidRequestError,
  NoEquivalentError,
  PlivoRestError,
  ResourceNotFoundError,
  ServerError,
} from './errors.ts'
import { readWindow, toCallList, toList, toPages } from './list.ts'
import { isAsked, toOutgoing, toStepOutgoing } from './outgoing.ts'
import { addPlus } from './phone-number.ts'
import { type Fields, isFields, isMissing, readPath } from './records.ts'
import { readApiId, receive, toItem, toPlivoFields, toResult, toResultFields } from './result.ts'
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
  if (row.vobiz === null) return runSteps(row, wanted, session, undefined)
  if (row.list !== undefined) return runList(row, row.vobiz, row.list, { wanted, session })
  const { body } = await session.send(toOutgoing(row, row.vobiz, wanted, session))
  if (row.errorInBody === true) refuseErrorBody(row, body)
  if (row.pick !== undefined) return addMethods(pickOne(row, body, wanted), row, session)
  return row.steps === undefined
    ? toResult(row, toResultFields(row, body, wanted.values))
    : runSteps(row, wanted, session, body)
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

interface ListRun {
  readonly wanted: Wanted
  readonly session: Session
}

async function runList(
  row: RouteRow,
  target: Target,
  shape: ListShape,
  { wanted, session }: ListRun,
): Promise<unknown> {
  if (shape.paging === 'none') {
    const { body } = await session.send(toOutgoing(row, target, wanted, session))
    return toCallList(row, shape, body)
  }
  const window = readWindow(wanted.fields)
  const bodies: unknown[] = []
  const pages = shape.paging === 'page' ? toPages(shape, window) : [undefined]
  for (const page of pages) bodies.push((await session.send(toOutgoing(row, target, wanted, session, page))).body)
  const apiPath = `/v1${row.plivo.path.replace('{auth_id}', session.authId)}`
  const list = toList(row, shape, bodies, { window, fields: wanted.fields, apiPath })
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

/** The further requests of a split method, in order; the first failure stops. */
async function runSteps(row: RouteRow, wanted: Wanted, session: Session, first: unknown): Promise<unknown> {
  const steps = (row.steps ?? []).filter((step) => isAsked(step, wanted, session.authId))
  if (row.vobiz === null && steps.length === 0)
    throw new InvalidRequestError(`${row.id} was given nothing to change. Pass at least one option.`, {
      code: 'invalid-request',
      outcome: 'not-sent',
    })
  const completed = row.vobiz === null ? [] : [`${row.vobiz.verb} ${row.vobiz.path}`]
  let fields = toResultFields(row, first, wanted.values)
  for (const step of steps) {
    const places = takePlaces(step, first)
    if (places === undefined) continue
    try {
      const outgoing = toStepOutgoing(row, step, wanted, { ...wanted.values, ...places, auth_id: session.authId })
      const { body } = await session.send(outgoing)
      fields = { ...readApiId(body), ...fields, ...receive(body, step.receive ?? []) }
    } catch (error) {
      throw toIncomplete(error, {
        completed,
        result: toResult(row, fields),
        method: row.id,
        reads: row.repeat === 'read',
      })
    }
    completed.push(`${step.verb} ${step.path}`)
  }
  return toResult(row, fields)
}

/** Path values out of the first answer; `undefined` when one is not there, and the step cannot be taken. */
function takePlaces({ take }: RouteStep, first: unknown): Fields | undefined {
  const places: Fields = {}
  for (const [name, path] of Object.entries(take ?? {})) {
    places[name] = readPath(first, path)
    if (isMissing(places[name])) return undefined
  }
  return places
}

interface Progress {
  readonly completed: readonly string[]
  readonly result: unknown
  readonly method: string
  readonly reads: boolean
}

/** A failure after something was done tells what was done; a failed read, or a first step, is just itself. */
function toIncomplete(error: unknown, { completed, result, method, reads }: Progress): unknown {
  if (!(error instanceof PlivoRestError) || completed.length === 0 || reads) return error
  const { outcome, status, statusText, apiID, moreInfo } = error
  return new IncompleteError(
    `${method} stopped half-way: ${completed.join(', ')} succeeded and stands, then: ${error.message}`,
    {
      code: 'incomplete',
      outcome,
      status,
      statusText,
      apiID,
      moreInfo,
      cause: error,
      completed: [...completed],
      result,
    },
  )
}
