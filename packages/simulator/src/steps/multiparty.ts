import { ATTRIBUTE, PARAM } from '@plivo-to-vobiz/mappings'
import { elapsed } from '../call/call.ts'
import { CODE } from '../call/hangup-cause.ts'
import { Interruption } from '../call/interruption.ts'
import { addSeconds, toConsoleTime } from '../call/times.ts'
import type { XmlElement } from '../document/read-document.ts'
import type { Stay } from '../script.ts'
import type { Next, Session, StepHandler } from '../session.ts'
import { playSound } from './sound.ts'
import { spend } from './spend.ts'

/**
 * MultiPartyCall, on Plivo alone: join, wait, talk, leave. The pages read list the parameters of its webhooks but not
 * the names of its events, so those are ours.
 */
export const multiparty: StepHandler = async (element, session) => {
  const stay = session.nextStay()
  const { seconds = 30, others = 1, ends = 'hangup' } = stay
  const joined = now(session)
  session.note(element.name, 'joins', `multi-party call ${element.text} as ${element.attributes[ATTRIBUTE.role]}`)
  await tell(element, session, EVENT_NAME.joined)
  if (others === 0) await waitForOthers(element, session)
  else await tell(element, session, EVENT_NAME.started)
  const spent = await spend(seconds, session)
  session.note(element.name, 'talks', `${others === 0 ? 'alone' : `with ${others}`} for ${spent.seconds} s`)
  await tell(element, session, EVENT_NAME.left)
  const stop = spent.stop ?? toStop(ends, session)
  const next = await reportExit(element, session, joined)
  if (stop !== undefined) throw stop
  return next
}

const EVENT_NAME = { joined: 'ParticipantJoin', started: 'MPCStart', left: 'ParticipantExit' } as const

const now = ({ call }: Session): string => toConsoleTime(addSeconds(call.startedAt, elapsed(call)))

const toMpcUuid = ({ call }: Session): string => call.uuid.replace(/^..../, 'mpc1')

async function waitForOthers({ attributes, name }: XmlElement, session: Session): Promise<void> {
  const url = attributes[ATTRIBUTE.waitMusicUrl]
  if (url) await playSound({ moment: 'wait-sound', url }, name, session)
  else session.note(name, 'waits', 'for others')
}

async function tell({ attributes, text }: XmlElement, session: Session, name: string): Promise<void> {
  const url = attributes[ATTRIBUTE.statusCallbackUrl]
  if (!url) return
  await session.tell({
    moment: 'multiparty',
    url,
    method: attributes[ATTRIBUTE.statusCallbackMethod],
    extra: {
      [PARAM.EventName]: name,
      [PARAM.EventTimestamp]: now(session),
      [PARAM.MPCName]: text,
      [PARAM.MPCUUID]: toMpcUuid(session),
      [PARAM.MemberID]: '1',
      [PARAM.ParticipantCallUUID]: session.call.uuid,
      [PARAM.ParticipantCoachMode]: attributes[ATTRIBUTE.coachMode] ?? 'true',
      [PARAM.ParticipantRole]: attributes[ATTRIBUTE.role] ?? '',
    },
  })
}

function toStop(ends: Stay['ends'], session: Session): Interruption | undefined {
  if (ends === 'host') {
    session.note('', 'hears', 'that the multi-party call is over')
    return undefined
  }
  session.note('', 'ends', 'the caller hangs up')
  return new Interruption({ go: 'end', code: CODE.normal, source: 'Caller' })
}

async function reportExit({ attributes, text }: XmlElement, session: Session, joined: string): Promise<Next> {
  const url = attributes[ATTRIBUTE.onExitActionUrl]
  if (!url) return { go: 'on' }
  const delivery = await session.send({
    moment: 'multiparty-result',
    url,
    method: attributes[ATTRIBUTE.onExitActionMethod],
    extra: {
      [PARAM.MPCFriendlyName]: text,
      [PARAM.MPCUUID]: toMpcUuid(session),
      [PARAM.MemberID]: '1',
      [PARAM.ParticipantCallUUID]: session.call.uuid,
      [PARAM.ParticipantJoinTime]: joined,
      [PARAM.ParticipantEndTime]: now(session),
      [PARAM.ParticipantRole]: attributes[ATTRIBUTE.role] ?? '',
    },
  })
  return { go: 'document', moment: 'multiparty-result', delivery }
}
