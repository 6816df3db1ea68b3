import { ATTRIBUTES, type AttributeRow, findElement, getAttributes } from '@plivo-to-vobiz/mappings'
import type { XmlElement } from './read-document.ts'

/** A positive number of an attribute, or what is taken when there is none or it is no such number. */
export function readNumber({ attributes }: XmlElement, name: string, fallback: number): number {
  const given = Number(attributes[name])
  return Number.isFinite(given) && given > 0 ? given : fallback
}

/**
 * A positive number of an attribute, or the default that is documented: Vobiz's for an element only Vobiz has, else
 * Plivo's, which the shared elements asked for here have in common.
 *
 * @throws TypeError when no row has a number for it.
 */
export function readNumberOrDefault(element: XmlElement, name: string): number {
  return readNumber(element, name, getDefault(element.name, name))
}

function getDefault(element: string, name: string): number {
  const isPlivos = findElement(element) !== undefined
  const row = isPlivos ? getAttributes(element).get(name) : findVobizRow(name)
  const value = Number((isPlivos ? row?.plivoDefault : row?.vobizDefault) ?? Number.NaN)
  if (Number.isNaN(value)) throw new TypeError(`No row says what ${name} of ${element} is by default.`)
  return value
}

/** Only Gather is Vobiz's alone. */
const findVobizRow = (name: string): AttributeRow | undefined =>
  (ATTRIBUTES as readonly AttributeRow[]).find(({ on, vobiz }) => on.startsWith('Get') && vobiz === name)
