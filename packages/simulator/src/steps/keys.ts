import { ATTRIBUTE, ELEMENT } from '@plivo-to-vobiz/mappings'
import type { XmlElement } from '../document/read-document.ts'
import { readNumberOrDefault } from '../document/read-number.ts'

/** The keys an input element keeps: up to the finish key, which is left out, and at most as many as it wants. */
export function readKeys(element: XmlElement, pressed: string): string {
  const { attributes } = element
  const finish = attributes[ATTRIBUTE.finishOnKey] ?? '#'
  const end = finish === '' || finish === 'none' ? -1 : pressed.indexOf(finish)
  const wanted = readNumberOrDefault(element, ATTRIBUTE.numDigits)
  return (end === -1 ? pressed : pressed.slice(0, end)).slice(0, wanted)
}

/** Whether an entry holds a key that the element names as none of its valid ones. Only GetDigits can. */
export function hasInvalidKey({ attributes, name }: XmlElement, keys = ''): boolean {
  const valid = attributes[ATTRIBUTE.validDigits]
  if (name !== ELEMENT.GetDigits || !valid) return false
  return [...keys].some((key) => !valid.includes(key))
}
