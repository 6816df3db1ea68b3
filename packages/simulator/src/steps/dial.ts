import { ATTRIBUTE } from '@plivo-to-vobiz/mappings'
import { SECONDS } from '../call/durations.ts'
import { CODE, DIAL_CODE } from '../call/hangup-cause.ts'
import type { XmlElement } from '../document/read-document.ts'
import { readNumber } from '../document/read-number.ts'
import type { DialResult } from '../script.ts'
import type { Session, StepHandler } from '../session.ts'
import { isConfirmed } from './dial/confirm.ts'
import { type Leg, listLegs, tellLeg } from './dial/leg.ts'
import { reportResult } from './dial/result.ts'
import { playSound } from './sound.ts'
import { type Spent, spend } from './spend.ts'

/** Dial: ring the phones inside, talk, report. */
export const dial: StepHandler = async (element, session) => {
  const given = session.nextDial()
  const legs = listLegs(element, session)
  const leg = legs[(given.leg ?? 1) - 1] ?? (legs[0] as Leg)
  session.note(element.name, 'hears', `ringing at ${legs.map(({ name }) => name).join(', ')}`)
  await playDialMusic(element, session)

  const ringing = await spend(secondsOfRinging(element, given), session)
  if (ringing.stop !== undefined) return endWhileRinging(element, session, { legs, leg, stop: ringing.stop })
  const result = await take(element, session, { given, leg })
  if (result.status !== 'completed') {
    session.note(element.name, 'hears', `nobody (${result.status})`)
    for (const one of legs)
      await tellLeg(element, session, { leg: one, action: 'hangup', seconds: 0, code: result.code })
    return reportResult(element, session, { leg, ...result, seconds: 0 })
  }
  await tellLeg(element, session, { leg, action: 'answer' })
  await tellLeg(element, session, { leg, action: 'connected' })
  const lost = legs.filter((one) => one !== leg)
  for (const one of lost)
    await tellLeg(element, session, { leg: one, action: 'hangup', seconds: 0, code: CODE.lostRace })
  const talked = await talk(element, session, { given, leg })
  await tellLeg(element, session, { leg, action: 'hangup', seconds: talked.seconds, code: CODE.normal })
  const report = { leg, status: 'completed', code: CODE.normal, seconds: talked.seconds } as const
  if (talked.stop === undefined) return reportResult(element, session, report)
  if (talked.stop.stop.go === 'end') await reportResult(element, session, { ...report, isOver: true })
  throw talked.stop
}

/** Seconds until somebody answers or nobody does. */
function secondsOfRinging(element: XmlElement, { status }: DialResult): number {
  const patience = readNumber(element, ATTRIBUTE.timeout, SECONDS.unanswered)
  return status === 'no-answer' || status === 'timeout' ? patience : Math.min(SECONDS.ringing, patience)
}

async function playDialMusic(element: XmlElement, session: Session): Promise<void> {
  const url = element.attributes[ATTRIBUTE.dialMusic]
  if (url && url !== 'real') await playSound({ moment: 'dial-sound', url }, element.name, session)
}

interface Taken {
  readonly status: DialResult['status']
  readonly code: number
}

/** Whether the phone is taken, and for good: whoever is asked to confirm may not. */
async function take(element: XmlElement, session: Session, { given }: { given: DialResult; leg: Leg }): Promise<Taken> {
  const { status } = given
  if (status !== 'completed') return { status, code: DIAL_CODE[status] }
  return (await isConfirmed(element, session, given.confirm))
    ? { status, code: CODE.normal }
    : { status: 'no-answer', code: CODE.notConfirmed }
}

async function talk(
  element: XmlElement,
  session: Session,
  { given, leg }: { given: DialResult; leg: Leg },
): Promise<Spent> {
  const { seconds = 30, keys = '' } = given
  const { attributes } = element
  const byStar = attributes[ATTRIBUTE.hangupOnStar] === 'true' && keys.includes('*')
  const limit = Math.min(seconds, readNumber(element, ATTRIBUTE.timeLimit, seconds))
  if (keys !== '') {
    session.note(element.name, 'presses', keys)
    const watched = (attributes[ATTRIBUTE.digitsMatch] ?? '').split(',').filter(Boolean)
    for (const match of watched.filter((one) => keys.includes(one)))
      await tellLeg(element, session, { leg, action: 'digits', match })
  }
  const spent = byStar ? { seconds: 1 } : await spend(limit, session)
  session.note(element.name, 'talks', `to ${leg.name} for ${spent.seconds} s${byStar ? ', ended by the star key' : ''}`)
  return spent
}

async function endWhileRinging(
  element: XmlElement,
  session: Session,
  { legs, leg, stop }: { legs: readonly Leg[]; leg: Leg; stop: NonNullable<Spent['stop']> },
): Promise<never> {
  const code = CODE.cancelled
  for (const one of legs) await tellLeg(element, session, { leg: one, action: 'hangup', seconds: 0, code })
  if (stop.stop.go === 'end')
    await reportResult(element, session, { leg, status: 'cancel', code, seconds: 0, isOver: true })
  throw stop
}
