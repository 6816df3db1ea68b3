import { HOSTS, type RouteRow } from '@plivo-to-vobiz/mappings/rest'
import { NoEquivalentError, PlivoRestError } from './errors.ts'
import { toWireOptions } from './keys.ts'
import { type Fields, isMissing } from './records.ts'
import type { Session } from './session.ts'

/** What one method call asks for, under Plivo's wire names. */
export interface Wanted {
  /** Positional arguments. */
  readonly values: Fields
  /** Arguments and options, refused and dropped ones gone. */
  readonly fields: Fields
}

const isOff = (value: unknown): boolean => isMissing(value) || value === false || value === 'false'

/** Says what Plivo's client says about arguments that are missing, in its words. */
function checkRequired(row: RouteRow, values: Fields): void {
  const said = (row.required ?? []).flatMap((label, index) => {
    const name = row.arguments[index] ?? label
    const missing = isMissing(values[name]) ? [`Missing mandatory field: ${label}`] : []
    const wrong = row.strings?.includes(name) && typeof values[name] !== 'string' ? [`${label} should be string.`] : []
    return [...missing, ...wrong]
  })
  if (said.length > 0) throw new PlivoRestError(said.join(', '), { code: 'missing-argument', outcome: 'not-sent' })
}

function refuseOptions(row: RouteRow, fields: Fields): void {
  const refused = (row.refuse ?? []).filter((name) => !isOff(fields[name]))
  if (refused.length > 0)
    throw new NoEquivalentError({
      method: row.id,
      gap: `It would have to ignore ${refused.join(', ')}, and that would change what happens.`,
      instead: 'Leave it out, and do without or do the same by hand.',
    })
}

/** A filter nobody knows would be ignored, and the list would hold too much. */
function refuseUnknownFilters(row: RouteRow, fields: Fields): void {
  if (row.list === undefined) return
  const known = new Set([
    ...row.arguments,
    ...(row.options ?? []),
    ...(row.extra ?? []),
    ...Object.keys(row.fill ?? {}),
  ])
  const unknown = Object.keys(fields).filter((name) => !known.has(name))
  if (unknown.length > 0)
    throw new NoEquivalentError({
      method: row.id,
      gap: `It does not know the filter ${unknown.join(', ')}, and would list too much.`,
      instead: 'Leave it out, or filter the list yourself.',
    })
}

function warnOfDropped(row: RouteRow, fields: Fields, session: Session): void {
  for (const name of row.omit ?? [])
    if (!isOff(fields[name]))
      session.warn({
        code: 'option-dropped',
        method: row.id,
        message: `${row.id}: ${name} has no counterpart on Vobiz and was left out.`,
      })
}

/** A SIP address at Plivo rings nobody when Vobiz dials it. */
function warnOfPlivoAddresses(row: RouteRow, fields: Fields, session: Session): void {
  const to = String(row.paced === true ? (fields.to ?? '') : '')
  if (HOSTS.plivoSip.some((host) => to.includes(`@${host}`)))
    session.warn({
      code: 'destination',
      method: row.id,
      message: `${row.id}: a SIP address of Plivo cannot be reached from Vobiz. Register the endpoint on Vobiz and dial it there.`,
    })
  if (to.includes('<') || (Array.isArray(fields.to) && fields.to.length > 1))
    session.warn({
      code: 'partial',
      method: row.id,
      message: `${row.id}: with several destinations Vobiz answers one requestUuid, not an array. The UUID of each leg comes with its webhooks.`,
    })
}

/** Any object, so that options built by a class are not lost. */
const isOptions = (value: unknown): value is object =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** Reads a method's arguments, checks them and sorts them out. Works on copies. */
export function readArguments(row: RouteRow, given: readonly unknown[], session: Session): Wanted {
  const values: Fields = {}
  for (const [index, name] of row.arguments.entries()) if (given[index] !== undefined) values[name] = given[index]
  const last = given[row.arguments.length]
  const options = row.options !== undefined && isOptions(last) ? toWireOptions(last) : {}
  checkRequired(row, values)
  const fields: Fields = { ...row.fill, ...options, ...values }
  refuseOptions(row, fields)
  refuseUnknownFilters(row, fields)
  warnOfDropped(row, fields, session)
  warnOfPlivoAddresses(row, fields, session)
  const gone = new Set([...(row.refuse ?? []), ...(row.omit ?? [])])
  return { values, fields: Object.fromEntries(Object.entries(fields).filter(([name]) => !gone.has(name))) }
}
