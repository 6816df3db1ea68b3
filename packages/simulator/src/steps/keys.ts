import { ATTRIBUTE } from '@plivo-to-vobiz/mappings'
import type { XmlElement } from '../document/read-document.ts'
import { readNumber } from '../document/read-number.ts'

/**
 * The keys an input element keeps: up to the finish key, which is left out, and at most as many as it wants.
 * Nothing when a key is not among the valid ones.
 */
export function readKeys(element: XmlElement, pressed: string): string | undefined {
  const { attributes } = element
  const finish = attributes[ATTRIBUTE.finishOnKey] ?? '#'
  const end = finish === '' || finish === 'none' ? -1 : pressed.indexOf(finish)
  const kept = (end === -1 ? pressed : pressed.slice(0, end)).slice(0, readNumber(element, ATTRIBUTE.numDigits, 32))
  const valid = attributes[ATTRIBUTE.validDigits]
  return valid !== undefined && [...kept].some((key) => !valid.includes(key)) ? undefined : kept
}
