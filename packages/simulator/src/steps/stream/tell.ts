import { ATTRIBUTE, EVENT, findWebhookParams, PARAM } from '@plivo-to-vobiz/mappings'
import type { XmlElement } from '../../document/read-document.ts'
import type { Session } from '../../session.ts'

/** Tells the status callback of a stream, with what this provider sends along. */
export async function tellStream(
  { attributes, text }: XmlElement,
  session: Session,
  event: string,
  because: readonly string[] = [],
): Promise<void> {
  const url = attributes[ATTRIBUTE.statusCallbackUrl]
  if (!url) return
  const { call } = session
  const known = findWebhookParams(call.provider, 'stream')?.params ?? []
  const all: Record<string, string> = {
    ...attributes,
    [PARAM.StreamID]: call.uuid.replace(/^..../, '57a3'),
    [PARAM.ParentAuthID]: call.account,
    ...(event === EVENT.StartStream ? { [PARAM.ServiceURL]: text } : {}),
    ...(event === EVENT.DroppedStream ? { [PARAM.Error]: 'connection disconnected with the remote service' } : {}),
  }
  await session.tell({
    moment: 'stream',
    url,
    method: attributes[ATTRIBUTE.statusCallbackMethod],
    event,
    because,
    extra: Object.fromEntries(Object.entries(all).filter(([name]) => known.includes(name))),
  })
}
