import { EVENTS, type EventKind, type EventRow } from './events.ts'
import { PARAMS, type ParamRow } from './params.ts'
import { ATTRIBUTES, type AttributeRow } from './xml-attributes.ts'
import { ELEMENTS, type ElementRow } from './xml-elements.ts'

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

const elementsByPlivo = new Map<string, ElementRow>((ELEMENTS as readonly ElementRow[]).map((row) => [row.plivo, row]))

/** The row of a PlivoXML element; names are case-sensitive. */
export function findElement(plivoName: string): ElementRow | undefined {
  return elementsByPlivo.get(plivoName)
}

const attributesByElement = new Map<string, Map<string, AttributeRow>>()
for (const row of ATTRIBUTES as readonly AttributeRow[]) {
  const rows = attributesByElement.get(row.on) ?? new Map<string, AttributeRow>()
  rows.set(row.plivo, row)
  attributesByElement.set(row.on, rows)
}

const NONE: ReadonlyMap<string, AttributeRow> = new Map()

/** The attribute rows of a PlivoXML element, by Plivo name, in the order defaults are written. */
export function getAttributes(plivoElement: string): ReadonlyMap<string, AttributeRow> {
  return attributesByElement.get(plivoElement) ?? NONE
}
