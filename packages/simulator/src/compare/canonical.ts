import {
  ATTRIBUTE,
  type AttributeRow,
  ELEMENT,
  ELEMENTS,
  type ElementRow,
  findElement,
  getAttributes,
} from '@plivo-to-vobiz/mappings'
import { readDocument, type XmlElement } from '../document/read-document.ts'
import type { CallProvider } from '../provider.ts'
import type { Exchange } from '../transcript.ts'
import { isMarked, joinTries, withoutMarks } from './input-mark.ts'

/** An element in the words of Vobiz, without what either provider would do anyway. */
export interface CanonicalElement {
  readonly name: string
  /** Name of the element in PlivoXML, as far as it is known. */
  readonly plivoName: string
  /** By Vobiz name, values as they are, sorted; what equals the default of Vobiz is left out. */
  readonly attributes: Readonly<Record<string, string>>
  readonly children: readonly CanonicalElement[]
  readonly text: string
}

/**
 * The XML of a reply in a form in which two providers can be compared: renamed as the rows say, Plivo's own defaults
 * written out where those of Vobiz differ, defaults of Vobiz left out, the application's own origin taken off.
 */
export function toCanonical(provider: CallProvider, { request, reply }: Exchange): readonly CanonicalElement[] {
  if (reply === undefined || reply.elements.length === 0) return []
  const document = readDocument(reply.body)
  if (!document.ok) return []
  const origin = URL.canParse(request.url) ? new URL(request.url).origin : ''
  const clean = (text: string): string => withoutMarks(origin === '' ? text : text.replaceAll(origin, ''))
  return joinTries(document.elements.map((element) => [convert(provider, element, clean), isMarked(element)]))
}

/** A canonical element on one line. */
export function printCanonical({ name, attributes, children, text }: CanonicalElement): string {
  const pairs = Object.entries(attributes).map(([key, value]) => ` ${key}="${value}"`)
  const inside = children.length > 0 ? children.map(printCanonical).join('') : text
  return `<${name}${pairs.join('')}>${inside}</${name}>`
}

type Clean = (text: string) => string

function convert(provider: CallProvider, element: XmlElement, clean: Clean): CanonicalElement {
  const plivoName = provider === 'plivo' ? element.name : toPlivoName(element.name)
  const row = findElement(plivoName)
  const attributes = provider === 'plivo' ? fromPlivo(element, row) : { ...element.attributes }
  return {
    name: row?.vobiz ?? element.name,
    plivoName,
    attributes: tidy(plivoName, attributes, clean),
    children: element.children.map((child) => convert(provider, child, clean)),
    // What is spoken is spoken, question marks and all.
    text: element.name === ELEMENT.Speak ? element.text : clean(element.text),
  }
}

const toPlivoName = (name: string): string =>
  (ELEMENTS as readonly ElementRow[]).find(({ vobiz }) => vobiz === name)?.plivo ?? name

function fromPlivo(element: XmlElement, row: ElementRow | undefined): Record<string, string> {
  const rows = getAttributes(element.name)
  const found: Record<string, string> = {}
  for (const [name, value] of Object.entries(element.attributes)) {
    const attribute = rows.get(name)
    if (attribute?.noop === value) continue
    found[attribute?.vobiz ?? name] = value
  }
  for (const attribute of rows.values()) {
    const { emit, vobiz } = attribute
    if (emit !== undefined && vobiz !== null && found[vobiz] === undefined && isDue(attribute, element)) {
      found[vobiz] = emit.value
    }
  }
  for (const { name, value } of row?.add ?? []) found[name] ??= value
  return found
}

/** Whether a default of Plivo has to be spelled out on this element. */
function isDue({ emit }: AttributeRow, { attributes }: XmlElement): boolean {
  const background =
    attributes[ATTRIBUTE.recordSession] === 'true' || attributes[ATTRIBUTE.startOnDialAnswer] === 'true'
  if (emit?.when === 'action-present') return attributes[ATTRIBUTE.action] !== undefined
  if (emit?.when === 'foreground-recording') return !background
  if (emit?.when === 'confirm-sound-present') return attributes[ATTRIBUTE.confirmSound] !== undefined
  return true
}

function tidy(plivoName: string, attributes: Readonly<Record<string, string>>, clean: Clean): Record<string, string> {
  const defaults = new Map([...getAttributes(plivoName).values()].map((row) => [row.vobiz, row.vobizDefault]))
  const kept = Object.entries(attributes).filter(([name, value]) => defaults.get(name) !== value)
  return Object.fromEntries(kept.map(([name, value]) => [name, clean(value)] as const).sort(byName))
}

const byName = ([a]: readonly [string, string], [b]: readonly [string, string]): number => (a < b ? -1 : a > b ? 1 : 0)
