import type { Field, RouteRow, RouteStep, Target } from '@plivo-to-vobiz/mappings/rest'
import type { Wanted } from './arguments.ts'
import { convert } from './convert.ts'
import { fillPath } from './path.ts'
import { type Fields, isMissing, toText } from './records.ts'
import type { Run } from './run.ts'
import type { Outgoing } from './session.ts'

const placeNames = (text: string): readonly string[] =>
  [...text.matchAll(/\{\+?(\w+)\}/g)].flatMap((match) => match[1] ?? [])

/** Names that travel in the path, or belong to a later request. */
function takenNames(row: RouteRow): ReadonlySet<string> {
  const steps = (row.steps ?? []).flatMap((step) => (step.when === undefined ? [] : [step.when.argument]))
  const inQuery = Object.values(row.vobiz?.query ?? {}).flatMap(placeNames)
  return new Set([...placeNames(row.vobiz?.path ?? ''), ...inQuery, ...steps])
}

/** Fields under Vobiz's names; two of Plivo's may feed one of Vobiz's. */
function rename(fields: Fields, rows: readonly Field[]): Fields {
  const sent: Fields = {}
  for (const [name, value] of Object.entries(fields)) {
    const row = rows.find((candidate) => candidate.plivo === name)
    sent[row?.vobiz ?? name] = convert(value, row?.as)
  }
  return sent
}

/** Query names Vobiz takes only together get a partner when one is missing. */
function complete(sent: Fields, { together }: RouteRow, today: string): Fields {
  const names = Object.keys(together ?? {})
  if (!names.some((name) => name in sent)) return sent
  const partners = names.map((name) => [name, together?.[name] === 'today' ? today : together?.[name]] as const)
  return { ...Object.fromEntries(partners), ...sent }
}

const fillQuery = (target: Target, values: Fields): Fields =>
  Object.fromEntries(
    Object.entries(target.query ?? {}).map(([name, text]) => [
      name,
      text.replace(/\{(\w+)\}/g, (_, place: string) => toText(values[place])),
    ]),
  )

const toMoreInfo = (fields: Fields): string | undefined =>
  Object.keys(fields).length === 0 ? undefined : JSON.stringify(fields)

/** The main request of a route. `paging` replaces the application's limit and offset. */
export function toOutgoing({ row, wanted, session }: Run, target: Target, paging?: Fields): Outgoing {
  const taken = takenNames(row)
  const kept = Object.fromEntries(
    Object.entries(wanted.fields).filter(
      ([name, value]) =>
        !taken.has(name) &&
        !(value === '' && name in wanted.values) &&
        !(paging !== undefined && (name === 'limit' || name === 'offset')),
    ),
  )
  const today = session.now().toISOString().slice(0, 10)
  const sent = complete(rename(kept, row.send ?? []), row, today)
  const places = { ...wanted.values, auth_id: session.authId }
  const inQuery = target.verb === 'GET'
  const bodyless = inQuery || (target.verb === 'DELETE' && Object.keys(sent).length === 0)
  return {
    verb: target.verb,
    path: fillPath(target.path, places),
    query: { ...fillQuery(target, wanted.values), ...(inQuery ? { ...sent, ...paging } : {}) },
    body: bodyless ? undefined : sent,
    row,
    moreInfo: inQuery ? undefined : toMoreInfo(wanted.fields),
  }
}

/** Whether a further request is asked for. */
export function isAsked({ when }: RouteStep, { fields, values }: Wanted, authId: string): boolean {
  if (when === undefined) return true
  const given = fields[when.argument] ?? values[when.argument]
  const named = when.argument in fields || when.argument in values
  // The main account's own id means "back to the main account".
  const cleared = isMissing(given) || given === authId
  return when.is === 'set' ? !cleared : named && cleared
}

/** A further request of a `split` route. */
export function toStepOutgoing({ row, wanted }: Run, step: RouteStep, places: Fields): Outgoing {
  const sent: Fields = {}
  for (const { plivo, vobiz, as } of step.send ?? []) sent[vobiz] = convert(wanted.fields[plivo], as)
  return {
    verb: step.verb,
    path: fillPath(step.path, places),
    query: {},
    body: step.verb === 'POST' ? sent : undefined,
    row: { repeat: step.verb === 'GET' ? 'read' : row.repeat },
    moreInfo: toMoreInfo(wanted.fields),
  }
}
