import { ATTRIBUTE, EVENT, PARAM } from '@plivo-to-vobiz/mappings'
import { findCause } from '../../call/hangup-cause.ts'
import type { XmlElement } from '../../document/read-document.ts'
import type { DialResult } from '../../script.ts'
import type { Next, Sending, Session } from '../../session.ts'
import { callAction } from '../follow-reply.ts'
import type { Leg } from './leg.ts'

/** How a Dial went. */
export interface DialReport {
  readonly leg: Leg
  readonly status: DialResult['status']
  readonly code: number
  readonly seconds: number
  /** Whether the caller has gone, so that nothing can follow. */
  readonly isOver?: boolean
}

/** Tells the action URL how it went, and goes on with what it says. */
export async function reportResult(element: XmlElement, session: Session, report: DialReport): Promise<Next> {
  const { call, readings, urls } = session
  const action = element.attributes[ATTRIBUTE.action]
  if (!action) {
    if (report.isOver || readings.dialWithoutAction === 'next-element') return { go: 'on' }
    const delivery = await session.send({
      moment: 'redirect',
      url: urls.answer,
      event: EVENT.Redirect,
      because: ['C31'],
    })
    return { go: 'document', moment: 'redirect', delivery }
  }
  const events = { 'no-event': {}, 'dial-action': { event: EVENT.DialAction }, redirect: { event: EVENT.Redirect } }
  const sending: Omit<Sending, 'url' | 'method'> = {
    moment: 'dial-result',
    ...events[readings.dialResult],
    because: readings.dialResult === 'no-event' ? [] : ['C14'],
    extra: {
      [PARAM.DialStatus]: report.status,
      [PARAM.DialRingStatus]: String(report.status === 'completed' || report.status === 'busy'),
      [PARAM.DialHangupCause]: findCause(report.code).cause,
      [PARAM.DialALegUUID]: call.uuid,
      [PARAM.DialBLegUUID]: report.status === 'completed' ? report.leg.uuid : '',
    },
  }
  if (!report.isOver) return callAction(element, session, sending)
  const late: Sending = { ...sending, url: action, method: element.attributes[ATTRIBUTE.method] }
  // Seen on Vobiz: the end of the call is told first, the result of the Dial afterwards.
  if (call.provider === 'vobiz') session.later(late)
  else await session.send(late)
  return { go: 'on' }
}
