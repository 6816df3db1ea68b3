import { ATTRIBUTE, PARAM } from '@plivo-to-vobiz/mappings'
import type { XmlElement } from '../../document/read-document.ts'
import { readNumberOrDefault } from '../../document/read-number.ts'
import type { Stay } from '../../script.ts'
import type { Session } from '../../session.ts'

/** A room as this caller finds it. */
export interface Room {
  readonly name: string
  readonly uuid: string
  readonly memberId: string
  readonly others: number
  /** Whether nobody more may come in; Vobiz does not enforce the limit it is given. */
  readonly isFull: boolean
}

/** The room an element names. */
export function toRoom(element: XmlElement, { others = 1 }: Stay, { call }: Session): Room {
  const most = readNumberOrDefault(element, ATTRIBUTE.maxMembers)
  return {
    name: element.text,
    uuid: call.uuid.replace(/^..../, 'c0f1'),
    memberId: String(others + 1),
    others,
    isFull: call.provider === 'plivo' && others >= most,
  }
}

/** What happened in the room. */
export interface RoomEvent {
  readonly room: Room
  readonly action: string
  readonly event?: string
  readonly extra?: Readonly<Record<string, string>>
  /** Usual parameters that do not come along. */
  readonly without?: readonly string[]
}

/** Tells the callback URL of a conference. */
export async function tellRoom(
  { attributes }: XmlElement,
  session: Session,
  { room, action, event, extra = {}, without = [] }: RoomEvent,
): Promise<void> {
  const url = attributes[ATTRIBUTE.callbackUrl]
  if (!url) return
  await session.tell({
    moment: 'conference',
    url,
    method: attributes[ATTRIBUTE.callbackMethod],
    ...(event === undefined ? {} : { event }),
    without,
    extra: {
      [PARAM.ConferenceAction]: action,
      [PARAM.ConferenceName]: room.name,
      [PARAM.ConferenceUUID]: room.uuid,
      [PARAM.ConferenceMemberID]: room.memberId,
      ...firstMember(session, { room, action }),
      ...extra,
    },
  })
}

/** On Vobiz the one who enters first is told apart; on Plivo nobody is. */
function firstMember({ call }: Session, { room, action }: { room: Room; action: string }): Record<string, string> {
  if (call.provider === 'plivo' || action !== 'enter') return {}
  return { [PARAM.ConferenceFirstMember]: String(room.others === 0), [PARAM.ParentAuthID]: call.account }
}
