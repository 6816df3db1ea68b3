/** The tree of a voice document, for readers that walk it: the simulator, call-flow comparison. */
import { XMLParser } from 'fast-xml-parser'
import { VoiceXmlError } from './errors.ts'
import { type ScanLimits, scan } from './scan.ts'

/** A node of a document: an element, or text. */
export type VoiceNode = VoiceElement | string

/** An element with its attributes and everything inside it, in document order. */
export interface VoiceElement {
  readonly name: string
  readonly attributes: Readonly<Record<string, string>>
  /** Elements and text as written, white space kept; comments and processing instructions left out, CDATA as text. */
  readonly children: readonly VoiceNode[]
}

/**
 * Reads a document into an ordered tree. Well-formedness and limits are those of a translation; throws
 * {@link VoiceXmlError} as that does.
 *
 * @example readDocument('<Response><Speak>Hi <p>there</p></Speak></Response>').children[0]
 */
export function readDocument(xml: string, limits: Omit<ScanLimits, 'fragment'> = {}): VoiceElement {
  const { leadingSpace } = scan(xml, limits)
  const parser = createParser(limits.maxDepth ?? DEFAULT_DEPTH)
  const [root] = toNodes(parse(parser, leadingSpace === undefined ? xml : xml.slice(leadingSpace[1])))
  if (root === undefined || typeof root === 'string') throw new VoiceXmlError('empty-document', START)
  return root
}

const DEFAULT_DEPTH = 64
const START = { line: 1, column: 1 }
const TEXT = '#text'
const CDATA = '#cdata'
const ATTRIBUTES = ':@'

/** Entities beyond the predefined ones and character references never get here: the scan refuses them. */
const createParser = (maxNestedTags: number): XMLParser =>
  new XMLParser({
    preserveOrder: true,
    ignoreAttributes: false,
    attributeNamePrefix: '',
    cdataPropName: CDATA,
    trimValues: false,
    parseTagValue: false,
    parseAttributeValue: false,
    ignoreDeclaration: true,
    ignorePiTags: true,
    processEntities: { enabled: true, maxExpandedLength: Number.MAX_SAFE_INTEGER, maxEntityCount: 0 },
    htmlEntities: true,
    maxNestedTags: maxNestedTags + 1,
    onDangerousProperty: (name) => name,
  })

function parse(parser: XMLParser, xml: string): unknown {
  try {
    return parser.parse(xml)
  } catch (cause) {
    throw new VoiceXmlError('reserved-name', START, cause instanceof Error ? cause.message : String(cause))
  }
}

function toNodes(parsed: unknown): readonly VoiceNode[] {
  if (!Array.isArray(parsed)) return []
  const nodes: VoiceNode[] = []
  for (const node of parsed.flatMap(toNode)) {
    const last = nodes.at(-1)
    if (typeof node === 'string' && typeof last === 'string') nodes[nodes.length - 1] = last + node
    else if (node !== '') nodes.push(node)
  }
  return nodes
}

function toNode(parsed: unknown): readonly VoiceNode[] {
  if (!isRecord(parsed)) return []
  const name = Object.keys(parsed).find((key) => key !== ATTRIBUTES)
  if (name === undefined) return []
  const value = parsed[name]
  if (name === TEXT) return [String(value)]
  if (name === CDATA) return toNodes(value)
  return [{ name, attributes: toAttributes(parsed[ATTRIBUTES]), children: toNodes(value) }]
}

function toAttributes(parsed: unknown): Readonly<Record<string, string>> {
  return isRecord(parsed)
    ? Object.fromEntries(Object.entries(parsed).map(([name, value]) => [name, String(value)]))
    : {}
}

const isRecord = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null
