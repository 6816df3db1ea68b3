import { ATTRIBUTE, EVENT, PARAM } from '@plivo-to-vobiz/mappings'
import { CODE } from '../call/hangup-cause.ts'
import { Interruption } from '../call/interruption.ts'
import type { XmlElement } from '../document/read-document.ts'
import { readNumber } from '../document/read-number.ts'
import type { Stay } from '../script.ts'
import type { Next, Session, StepHandler } from '../session.ts'
import { leaveRoom } from './conference/leave.ts'
import { tellRoom, toRoom } from './conference/room.ts'
import { playSound } from './sound.ts'
import { type Spent, spend } from './spend.ts'

/** Conference: join a room, wait for others, talk, leave. */
export const conference: StepHandler = async (element, session) => {
  const stay = session.nextStay()
  const room = toRoom(element, stay, session)
  const { attributes, name } = element
  if (room.isFull) {
    session.note(name, 'hears', `that room ${room.name} is full`, [], [`attribute:${name}.${ATTRIBUTE.maxMembers}`])
    return { go: 'on' }
  }
  session.note(name, 'joins', `room ${room.name}${room.others === 0 ? ', the first there' : ''}`)
  await tellRoom(element, session, { room, action: 'enter', event: EVENT.ConferenceEnter })
  if (room.others === 0 || attributes[ATTRIBUTE.startConferenceOnEnter] === 'false') {
    await waitInRoom(element, session, room.name)
  }
  if (room.others === 0 && !mayStayAlone(element, session)) {
    session.note(
      name,
      'ends',
      `the stay in room ${room.name}: nobody else is there`,
      [],
      [`attribute:${name}.${ATTRIBUTE.stayAlone}`],
    )
    return leaveRoom(element, session, { room })
  }
  const spent = await talk(element, session, stay)
  await pressKeys(element, session, { stay, room })
  return leave(element, session, { room, stay, spent })
}

type Room = ReturnType<typeof toRoom>

/** What is heard until the room begins; each provider fetches it by POST whatever the application says. */
async function waitInRoom({ attributes, name }: XmlElement, session: Session, roomName: string): Promise<void> {
  const url = attributes[ATTRIBUTE.waitSound]
  if (!url) return session.note(name, 'waits', 'for others')
  const extra = {
    [PARAM.ConferenceAction]: ATTRIBUTE.waitSound,
    [PARAM.ConferenceName]: roomName,
    [PARAM.ConferenceUUID]: '',
    [PARAM.ConferenceMemberID]: '',
  }
  await playSound({ moment: 'wait-sound', url, event: EVENT.ConferenceRemoteSounds, extra }, name, session)
}

/** One provider lets a lone member stay unless told otherwise, the other does not. */
function mayStayAlone({ attributes }: XmlElement, { call }: Session): boolean {
  const given = attributes[ATTRIBUTE.stayAlone]
  return given === undefined ? call.provider === 'plivo' : given === 'true'
}

async function talk(element: XmlElement, session: Session, { seconds = 30, others = 1 }: Stay): Promise<Spent> {
  const limit = readNumber(element, ATTRIBUTE.timeLimit, seconds)
  const spent = await spend(Math.min(seconds, limit), session)
  const what = others === 0 ? 'alone' : `with ${others} other${others === 1 ? '' : 's'}`
  session.note(element.name, 'talks', `${what} for ${spent.seconds} s`)
  return spent
}

async function pressKeys(
  element: XmlElement,
  session: Session,
  { stay: { keys = '' }, room }: { stay: Stay; room: Room },
): Promise<void> {
  if (keys === '') return
  session.note(element.name, 'presses', keys)
  const watched = (element.attributes[ATTRIBUTE.digitsMatch] ?? '').split(',').filter(Boolean)
  for (const match of watched.filter((one) => keys.includes(one))) {
    const extra = { [PARAM.ConferenceDigitsMatch]: match }
    await tellRoom(element, session, { room, action: 'digits', event: EVENT.ConferenceDigitsMatch, extra })
  }
}

/** How the caller gets out: by hanging up, by the star key, or because whoever ends the room has left. */
async function leave(
  element: XmlElement,
  session: Session,
  { room, stay, spent }: { room: Room; stay: Stay; spent: Spent },
): Promise<Next> {
  const { ends = 'hangup' } = stay
  if (spent.stop !== undefined) return leaveRoom(element, session, { room, stop: spent.stop })
  const byStar = ends === 'star' && element.attributes[ATTRIBUTE.hangupOnStar] === 'true'
  if (byStar) {
    session.note(element.name, 'presses', '* and leaves the room')
    return leaveRoom(element, session, { room })
  }
  if (ends === 'host') {
    session.note(element.name, 'hears', 'that the conference is over')
    // Seen on Vobiz: the end of the room ends the call of each member.
    if (session.call.provider === 'plivo') return leaveRoom(element, session, { room })
    const because = [`attribute:${element.name}.${ATTRIBUTE.endConferenceOnExit}`]
    session.note(element.name, 'ends', 'with the room', [], because)
    const stop = new Interruption({ go: 'end', code: CODE.normal, source: 'Callee' })
    return leaveRoom(element, session, { room, stop })
  }
  session.note('', 'ends', 'the caller hangs up')
  return leaveRoom(element, session, {
    room,
    stop: new Interruption({ go: 'end', code: CODE.normal, source: 'Caller' }),
  })
}
