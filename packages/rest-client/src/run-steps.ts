import type { RouteStep } from '@plivo-to-vobiz/mappings/rest'
import { IncompleteError, InvalidRequestError, PlivoRestError } from './errors.ts'
import { isAsked, toStepOutgoing } from './outgoing.ts'
import { type Fields, isMissing, readPath } from './records.ts'
import { readApiId, receive, toResult, toResultFields } from './result.ts'
import type { Run } from './run.ts'

/** The further requests of a split method, in order; the first failure stops. */
export async function runSteps(run: Run, first: unknown): Promise<unknown> {
  const { row, wanted, session } = run
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
      const outgoing = toStepOutgoing(run, step, { ...wanted.values, ...places, auth_id: session.authId })
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
