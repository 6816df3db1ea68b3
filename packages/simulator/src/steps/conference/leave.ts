import { ATTRIBUTE, EVENT, PARAM } from '@plivo-to-vobiz/mappings'
import type { Interruption } from '../../call/interruption.ts'
import type { XmlElement } from '../../document/read-document.ts'
import type { Next, Session } from '../../session.ts'
import { callAction } from '../follow-reply.ts'
import { toClockMs, toFacts } from '../record/facts.ts'
import { type Room, tellRoom } from './room.ts'

/** Tells that the caller has left a room, and goes on with what the action URL says, unless the call is over. */
export async function leaveRoom(
  element: XmlElement,
  session: Session,
  { room, stop }: { room: Room; stop?: Interruption },
): Promise<Next> {
  const onVobiz = session.call.provider === 'vobiz'
  await tellRoom(element, session, {
    room,
    action: 'exit',
    event: EVENT.ConferenceExit,
    // The exit of one provider says nothing of the call, and "last" means: empty at that instant.
    ...(onVobiz ? { without: CALL_FACTS } : {}),
    extra: { [PARAM.ConferenceLastMember]: String(room.others === 0) },
  })
  await tellRecording(element, session, room)
  const next = await reportLeaving(element, session, { room, isOver: stop !== undefined })
  if (stop !== undefined) throw stop
  return next
}

const CALL_FACTS = [PARAM.From, PARAM.To, PARAM.Direction, PARAM.CallStatus]

/** The recording of a room: Plivo tells of the file, Vobiz makes none. */
async function tellRecording(element: XmlElement, session: Session, room: Room): Promise<void> {
  if (element.attributes[ATTRIBUTE.record] !== 'true' || session.call.provider === 'vobiz') return
  await tellRoom(element, session, { room, action: 'record', extra: toFacts(session, toClockMs(session), 30) })
}

async function reportLeaving(
  element: XmlElement,
  session: Session,
  { room, isOver }: { room: Room; isOver: boolean },
): Promise<Next> {
  if (session.readings.conferenceAction === 'not-called') return { go: 'on' }
  const next = await callAction(element, session, {
    moment: 'conference-result',
    extra: {
      [PARAM.ConferenceName]: room.name,
      [PARAM.ConferenceUUID]: room.uuid,
      [PARAM.ConferenceMemberID]: room.memberId,
    },
  })
  return isOver ? { go: 'on' } : next
}
