import { ATTRIBUTES, type AttributeRow } from './xml-attributes.ts'
import { ELEMENTS, type ElementRow } from './xml-elements.ts'

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
