import type { XmlElement } from './read-document.ts'

/** A positive number of an attribute, or what the provider takes when there is none or it is no such number. */
export function readNumber({ attributes }: XmlElement, name: string, fallback: number): number {
  const given = Number(attributes[name])
  return Number.isFinite(given) && given > 0 ? given : fallback
}
