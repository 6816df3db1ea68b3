import { DOCUMENT_LIMITS } from '@plivo-to-vobiz/mappings'
import type { Moment, Problem } from '../transcript.ts'
import type { HttpReply } from '../webhook/http.ts'
import { type Document, printElement, readDocument, type XmlElement } from './read-document.ts'

/** Content types under which both providers read XML. */
const XML_TYPES = ['application/xml', 'text/xml']

/** Moments at which the provider carries out the XML it gets back. */
const EXPECTS_XML: ReadonlySet<Moment> = new Set([
  'answer',
  'fallback',
  'input',
  'dial-result',
  'dial-sound',
  'record',
  'conference-result',
  'wait-sound',
  'multiparty-result',
  'redirect',
  'transfer',
])

/** Whether the provider carries out the XML it gets back at this moment. */
export const expectsXml = (moment: Moment): boolean => EXPECTS_XML.has(moment)

/** A reply with what the provider makes of it. */
export interface ReadReply {
  /** Elements to carry out; empty when the reply is of no use or none is wanted. */
  readonly elements: readonly XmlElement[]
  readonly tags: readonly string[]
  readonly problems: readonly Problem[]
}

/** Reads a reply with the eyes of a provider. */
export function checkReply(moment: Moment, reply: HttpReply): ReadReply {
  if (reply.status < 200 || reply.status > 299) return failed('bad-status', `answered ${reply.status} instead of 200`)
  return EXPECTS_XML.has(moment) ? checkXml(reply) : checkAcknowledgement(moment, reply)
}

function checkXml(reply: HttpReply): ReadReply {
  if (reply.cut) return failed('too-large', `the reply is longer than ${DOCUMENT_LIMITS.maxBytes} bytes`)
  if (!XML_TYPES.includes(reply.contentType)) {
    return failed(
      'content-type',
      `the reply is ${reply.contentType || 'of no type'}; expected ${XML_TYPES.join(' or ')}`,
    )
  }
  const document = readDocument(reply.body)
  if (!document.ok) return failed('not-xml', `the reply cannot be read as XML: ${document.reason}`)
  return { elements: document.elements, tags: document.elements.map(printElement), problems: [] }
}

/** Webhooks that only tell: whatever comes back is dropped, and XML after the end of a call can start a new leg. */
function checkAcknowledgement(moment: Moment, reply: HttpReply): ReadReply {
  const document: Document = reply.body.trimStart().startsWith('<')
    ? readDocument(reply.body)
    : { ok: false, reason: 'no XML' }
  const tags = document.ok ? document.elements.map(printElement) : []
  if (tags.length === 0) return { elements: [], tags, problems: [] }
  const problem: Problem =
    moment === 'hangup'
      ? { code: 'xml-at-hangup', severity: 'error', message: 'the call is over, and the reply asks for more of it' }
      : { code: 'xml-ignored', severity: 'warning', message: 'the reply holds XML that nobody carries out' }
  return { elements: [], tags, problems: [problem] }
}

function failed(code: Problem['code'], message: string): ReadReply {
  return { elements: [], tags: [], problems: [{ code, severity: 'error', message }] }
}
