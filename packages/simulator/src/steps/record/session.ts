import { ATTRIBUTE, EVENT, PARAM } from '@plivo-to-vobiz/mappings'
import type { XmlElement } from '../../document/read-document.ts'
import type { Next, Session } from '../../session.ts'
import { callAction } from '../follow-reply.ts'
import { toClockMs, toFacts, toRecordingId, toRunningFacts } from './facts.ts'
import { tellFile } from './file.ts'

/** A recording of the whole call, or of what follows: told at its start, its file after the call. */
export async function recordSession(element: XmlElement, session: Session): Promise<Next> {
  const onVobiz = session.call.provider === 'vobiz'
  const startMs = toClockMs(session)
  session.note(element.name, 'records', 'everything from here on')
  session.atEnd(async () => {
    const seconds = Math.round((toClockMs(session) - startMs) / 1000)
    const reason = onVobiz ? { [PARAM.RecordingEndReason]: 'HungUp' } : {}
    tellFile(element, session, {
      ...(onVobiz ? { event: EVENT.RecordStop } : {}),
      extra: { ...toFacts(session, startMs, seconds), ...reason },
    })
  })
  if (!element.attributes[ATTRIBUTE.action]) return { go: 'on' }
  const next = await callAction(element, session, {
    moment: 'record',
    ...(onVobiz ? { event: EVENT.Record } : {}),
    extra: onVobiz ? { [PARAM.RecordingID]: toRecordingId(session) } : toRunningFacts(session),
  })
  const empty = next.go === 'document' && next.delivery.elements.length === 0
  return empty && next.delivery.exchange.problems.length === 0 ? { go: 'on' } : next
}
