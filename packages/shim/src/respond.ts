import { ELEMENT } from '@plivo-to-vobiz/mappings/callbacks'
import type { Finding } from '@plivo-to-vobiz/voice-xml'
import { ERRORS, ShimError } from './errors.ts'
import type { HandlerReply } from './handlers.ts'
import type { Reply } from './incoming.ts'
import type { Translated } from './translator.ts'

/** A document as a reply. */
export const toXmlReply = (body: string): Reply => ({
  status: 200,
  headers: { 'content-type': 'application/xml' },
  body,
})

/** The acknowledgement: right for events without XML, and harmless where the platform parses it all the same. */
export const ACKNOWLEDGED: Reply = toXmlReply(`<${ELEMENT.Response}></${ELEMENT.Response}>`)

/** The PlivoXML a handler returned, if any. */
export function toDocument(reply: HandlerReply): string | undefined {
  if (reply === undefined || reply === null || typeof reply === 'string') return reply ?? undefined
  const xml: unknown = typeof reply.toXML === 'function' ? reply.toXML() : undefined
  if (typeof xml !== 'string') throw new ShimError('bad-reply')
  return xml
}

/** A reply and what translating it for Vobiz had to say. */
export interface Responded {
  readonly reply: Reply
  readonly findings: readonly Finding[]
}

/** Translates a document for Vobiz. */
export type Translate = (document: string) => Promise<Translated>

/** The reply to an event that takes XML; without `translate` it stays as it is. */
export async function respond(document: string | undefined, translate: Translate | undefined): Promise<Responded> {
  if (document === undefined) return { reply: ACKNOWLEDGED, findings: [] }
  if (translate === undefined) return { reply: toXmlReply(document), findings: [] }
  const { xml, findings } = await translate(document)
  return { reply: toXmlReply(xml), findings }
}

/** The answer to a request that is refused or failed: its code, and the general text of that code. */
export function toErrorReply({ code, status }: ShimError): Reply {
  const headers: Record<string, string> = { 'content-type': 'application/json' }
  if (status === 405) headers.allow = 'GET, POST'
  // What is left of a body that is too large or too slow is not read: the connection cannot be used again.
  if (status === 413 || status === 408) headers.connection = 'close'
  return { status, headers, body: JSON.stringify({ code, message: ERRORS[code].text }) }
}
