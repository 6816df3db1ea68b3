import { ELEMENT } from '@plivo-to-vobiz/mappings'
import { type Finding, translate } from '@plivo-to-vobiz/voice-xml'
import type { CallProvider } from './call.ts'
import { ERRORS, ShimError } from './errors.ts'
import type { HandlerReply } from './handlers.ts'
import type { Reply } from './incoming.ts'

const toXmlReply = (body: string): Reply => ({ status: 200, headers: { 'content-type': 'application/xml' }, body })

/** The acknowledgement: right for events without XML, and harmless where the platform parses it all the same. */
export const ACKNOWLEDGED: Reply = toXmlReply(`<${ELEMENT.Response}></${ELEMENT.Response}>`)

/** The PlivoXML a handler returned, if any. */
export function toDocument(reply: HandlerReply): string | undefined {
  if (reply === undefined || reply === null || typeof reply === 'string') return reply ?? undefined
  const xml: unknown = typeof reply.toXML === 'function' ? reply.toXML() : undefined
  if (typeof xml !== 'string') throw new ShimError('bad-reply')
  return xml
}

interface Asked {
  readonly provider: CallProvider
  /** URL that was called: relative URLs of the document start from it. */
  readonly url: string
}

/** The reply to an event that takes XML, and what translating it for Vobiz had to say. */
export function respond(
  document: string | undefined,
  { provider, url }: Asked,
): { readonly reply: Reply; readonly findings: readonly Finding[] } {
  if (document === undefined) return { reply: ACKNOWLEDGED, findings: [] }
  if (provider === 'plivo') return { reply: toXmlReply(document), findings: [] }
  try {
    const { xml, findings } = translate(document, { baseUrl: url })
    return { reply: toXmlReply(xml), findings }
  } catch (cause) {
    throw new ShimError('bad-reply', cause instanceof Error ? cause.message : undefined, { cause })
  }
}

/** The answer to a request that is refused or failed: its code, and the general text of that code. */
export function toErrorReply({ code, status }: ShimError): Reply {
  const headers: Record<string, string> = { 'content-type': 'application/json' }
  if (status === 405) headers.allow = 'GET, POST'
  // What is left of a body that is too large is not read: the connection cannot be used again.
  if (status === 413) headers.connection = 'close'
  return { status, headers, body: JSON.stringify({ code, message: ERRORS[code].text }) }
}
