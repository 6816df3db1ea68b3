import { ATTRIBUTE } from '@plivo-to-vobiz/mappings'
import type { XmlElement } from '../document/read-document.ts'
import type { Next, Sending, Session } from '../session.ts'

/** Calls the action URL of an element and goes on with the document it gives, unless `redirect` says otherwise. */
export async function callAction(
  element: XmlElement,
  session: Session,
  sending: Omit<Sending, 'url' | 'method'>,
): Promise<Next> {
  const url = element.attributes[ATTRIBUTE.action]
  if (!url) return { go: 'on' }
  const delivery = await session.send({ ...sending, url, method: element.attributes[ATTRIBUTE.method] })
  const follows = element.attributes[ATTRIBUTE.redirect] !== 'false'
  return follows ? { go: 'document', moment: sending.moment, delivery } : { go: 'on' }
}
