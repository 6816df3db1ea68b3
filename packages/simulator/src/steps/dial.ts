import { ATTRIBUTE, EVENT, PARAM } from '@plivo-to-vobiz/mappings'
import { DIAL_CODE, findCause } from '../call/hangup-cause.ts'
import type { XmlElement } from '../document/read-document.ts'
import { PROVIDER_NAME } from '../provider.ts'
import type { DialResult } from '../script.ts'
import type { Next, Session, StepHandler } from '../session.ts'
import { callAction } from './follow-reply.ts'

/** A dialled phone: who is called and how it goes. */
interface Leg {
  readonly uuid: string
  readonly to: string
  readonly result: DialResult
  readonly seconds: number
}

/** Dial: ring the phones inside, talk, report. */
export const dial: StepHandler = async (element, session) => {
  const numbers = element.children.length > 0 ? element.children.map((child) => child.text) : [element.text]
  const result = session.nextDial()
  const seconds = result.status === 'completed' ? (result.seconds ?? 30) : 0
  const leg: Leg = { uuid: legUuid(session.call.uuid), to: (numbers[0] ?? '').replace(/^\+/, ''), result, seconds }

  session.note(element.name, 'hears', `ringing at ${numbers.join(', ')}`)
  if (result.status === 'completed') {
    await tellEvent(element, session, { leg, action: 'answer', event: EVENT.DialAnswer })
    await tellEvent(element, session, { leg, action: 'connected', event: EVENT.DialConnected })
    session.note(element.name, 'talks', `to ${numbers[0]} for ${seconds} s`)
    session.call.seconds += seconds
  } else {
    session.note(element.name, 'hears', `nobody (${result.status})`)
  }
  await tellEvent(element, session, { leg, action: 'hangup', event: EVENT.DialHangup })
  return reportResult(element, session, leg)
}

async function tellEvent(
  { attributes }: XmlElement,
  session: Session,
  { leg, action, event }: { leg: Leg; action: string; event: string },
): Promise<void> {
  const url = attributes[ATTRIBUTE.callbackUrl]
  if (!url) return
  const onVobiz = session.call.provider === 'vobiz'
  await session.send({
    moment: 'dial-event',
    url,
    method: attributes[ATTRIBUTE.callbackMethod],
    ...(onVobiz ? { event } : {}),
    extra: {
      [PARAM.DialAction]: action,
      [PARAM.DialALegUUID]: session.call.uuid,
      [PARAM.DialBLegUUID]: leg.uuid,
      [PARAM.DialBLegStatus]: action,
      [PARAM.DialBLegFrom]: session.call.from.replace(/^\+/, ''),
      [PARAM.DialBLegTo]: leg.to,
      ...(onVobiz ? { [PARAM.DialBLegPosition]: '1' } : {}),
      ...(action === 'hangup' ? endOfLeg(session, leg) : {}),
    },
  })
}

function endOfLeg({ call }: Session, { result, seconds }: Leg): Record<string, string> {
  const code = DIAL_CODE[result.status]
  const { name, cause } = findCause(code)
  return {
    [PARAM.DialBLegDuration]: String(seconds),
    [PARAM.DialBLegBillDuration]: String(Math.ceil(seconds / 60) * 60),
    [PARAM.DialBLegHangupCauseCode]: String(code),
    [PARAM.DialBLegHangupCauseName]: name,
    [PARAM.DialBLegHangupSource]: result.status === 'completed' ? 'Callee' : PROVIDER_NAME[call.provider],
    ...(call.provider === 'vobiz' ? { [PARAM.DialBLegHangupCause]: cause } : {}),
  }
}

async function reportResult(element: XmlElement, session: Session, leg: Leg): Promise<Next> {
  const { call, readings, urls } = session
  if (!element.attributes[ATTRIBUTE.action]) {
    if (readings.dialWithoutAction === 'next-element') return { go: 'on' }
    const delivery = await session.send({ moment: 'redirect', url: urls.answer, event: EVENT.Redirect })
    return { go: 'document', moment: 'redirect', delivery }
  }
  const events = { 'no-event': {}, 'dial-action': { event: EVENT.DialAction }, redirect: { event: EVENT.Redirect } }
  return callAction(element, session, {
    moment: 'dial-result',
    ...events[readings.dialResult],
    extra: {
      [PARAM.DialStatus]: leg.result.status,
      [PARAM.DialRingStatus]: String(leg.result.status === 'completed' || leg.result.status === 'busy'),
      [PARAM.DialHangupCause]: findCause(DIAL_CODE[leg.result.status]).cause,
      [PARAM.DialALegUUID]: call.uuid,
      [PARAM.DialBLegUUID]: leg.result.status === 'completed' ? leg.uuid : '',
    },
  })
}

/** An id that looks like the call's own but differs from it. */
const legUuid = (uuid: string): string => uuid.replace(/^..../, 'b1e9')
