import { ELEMENT } from '@plivo-to-vobiz/mappings'
import { XMLParser, XMLValidator } from 'fast-xml-parser'

/** One element of a reply. */
export interface XmlElement {
  readonly name: string
  readonly attributes: Readonly<Record<string, string>>
  readonly children: readonly XmlElement[]
  /** All text inside, markup of nested tags removed, blanks collapsed. */
  readonly text: string
}

/** A reply read as XML: its elements in order, or why it cannot be read. */
export type Document =
  | { readonly ok: true; readonly elements: readonly XmlElement[] }
  | { readonly ok: false; readonly reason: string }

const TEXT = '#text'
const ATTRIBUTES = ':@'

const parser = new XMLParser({
  preserveOrder: true,
  ignoreAttributes: false,
  attributeNamePrefix: '',
  ignoreDeclaration: true,
  ignorePiTags: true,
  parseTagValue: false,
  parseAttributeValue: false,
  trimValues: false,
  htmlEntities: true,
})

/** Reads a reply as a provider does: one `<Response>` that holds elements and nothing else. */
export function readDocument(xml: string): Document {
  const valid = XMLValidator.validate(xml)
  if (valid !== true) return { ok: false, reason: `${valid.err.msg} (line ${valid.err.line})` }
  const roots = toElements(parser.parse(xml))
  const [root] = roots
  if (root === undefined || roots.length > 1) return { ok: false, reason: 'there is no single root element' }
  if (root.name !== ELEMENT.Response) return { ok: false, reason: `the root element is <${root.name}>` }
  return { ok: true, elements: root.children }
}

/** An element on one line: its tag with attributes, and its text where that is an address, a number or a name. */
export function printElement({ name, attributes, children, text }: XmlElement): string {
  const pairs = Object.entries(attributes).map(([key, value]) => ` ${key}="${value}"`)
  const tag = `<${name}${pairs.join('')}>`
  return text === '' || children.length > 0 || name === ELEMENT.Speak ? tag : `${tag}${text}</${name}>`
}

const isRecord = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null

function toElements(nodes: unknown): XmlElement[] {
  return toNodes(nodes).flatMap((node) => {
    const name = Object.keys(node).find((key) => key !== ATTRIBUTES && key !== TEXT)
    return name === undefined ? [] : [toElement(name, node)]
  })
}

function toElement(name: string, node: Record<string, unknown>): XmlElement {
  const attributes = isRecord(node[ATTRIBUTES]) ? node[ATTRIBUTES] : {}
  return {
    name,
    attributes: Object.fromEntries(Object.entries(attributes).map(([key, value]) => [key, String(value)])),
    children: toElements(node[name]),
    text: toText(node[name]).replace(/\s+/g, ' ').trim(),
  }
}

const toNodes = (value: unknown): Record<string, unknown>[] => (Array.isArray(value) ? value.filter(isRecord) : [])

function toText(nodes: unknown): string {
  return toNodes(nodes)
    .flatMap((node) =>
      Object.entries(node).map(([key, value]) => {
        if (key === TEXT) return String(value)
        return key === ATTRIBUTES ? '' : ` ${toText(value)} `
      }),
    )
    .join('')
}
