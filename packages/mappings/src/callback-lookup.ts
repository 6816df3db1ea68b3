import { EVENTS, type EventKind, type EventRow } from './events.ts'
import { PARAMS, type ParamRow } from './params.ts'

const eventsByName = new Map<string, EventRow>()
for (const row of EVENTS as readonly EventRow[]) {
  for (const name of [row.plivo, row.vobiz, ...(row.aliases ?? [])]) if (name !== null) eventsByName.set(name, row)
}

/** The row of an `Event` value, exact case first, documented aliases included. */
export function findEvent(name: string): EventRow | undefined {
  return eventsByName.get(name)
}

/** All rows of one kind of event. */
export function findEventsOf(kind: EventKind): readonly EventRow[] {
  return (EVENTS as readonly EventRow[]).filter((row) => row.kind === kind)
}

const paramsByVobiz = new Map<string, ParamRow>()
for (const row of PARAMS as readonly ParamRow[]) {
  for (const name of [row.vobiz, ...(row.aliases ?? [])])
    if (name !== null && !paramsByVobiz.has(name)) paramsByVobiz.set(name, row)
}

/** The row of a parameter by the name Vobiz uses for it, older aliases included. */
export function findParam(vobizName: string): ParamRow | undefined {
  return paramsByVobiz.get(vobizName)
}
