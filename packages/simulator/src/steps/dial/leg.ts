import { ATTRIBUTE, EVENT, findWebhookParams, PARAM } from '@plivo-to-vobiz/mappings'
import { findCause } from '../../call/hangup-cause.ts'
import type { XmlElement } from '../../document/read-document.ts'
import { PROVIDER_NAME } from '../../provider.ts'
import type { Session } from '../../session.ts'

/** A dialled phone. */
export interface Leg {
  readonly uuid: string
  /** As the application wrote it. */
  readonly name: string
  /** Place among the phones that ring, from 1. */
  readonly position: number
}

/** What happens to a leg. */
export interface LegEvent {
  readonly leg: Leg
  readonly action: keyof typeof EVENTS
  /** Of an ended leg. */
  readonly seconds?: number
  readonly code?: number
  /** Keys that matched what the application watches for. */
  readonly match?: string
}

const EVENTS = {
  answer: EVENT.DialAnswer,
  connected: EVENT.DialConnected,
  digits: EVENT.DialDigitsMatch,
  hangup: EVENT.DialHangup,
} as const

/** The phones that ring at once. */
export function listLegs(element: XmlElement, { call }: Session): readonly Leg[] {
  const names = element.children.length > 0 ? element.children.map(({ text }) => text) : [element.text]
  return names.map((name, index) => ({ uuid: toLegUuid(call.uuid, index), name, position: index + 1 }))
}

/** Tells the callback URL of Dial about a leg. */
export async function tellLeg({ attributes }: XmlElement, session: Session, event: LegEvent): Promise<void> {
  const url = attributes[ATTRIBUTE.callbackUrl]
  if (!url) return
  const { call } = session
  await session.tell({
    moment: 'dial-event',
    url,
    method: attributes[ATTRIBUTE.callbackMethod],
    ...(call.provider === 'vobiz' ? { event: EVENTS[event.action] } : {}),
    extra: onlyKnown(session, {
      [PARAM.DialAction]: event.action,
      [PARAM.DialALegUUID]: call.uuid,
      [PARAM.DialBLegUUID]: event.leg.uuid,
      [PARAM.DialBLegStatus]: event.action === 'digits' ? 'connected' : event.action,
      [PARAM.DialBLegFrom]: withoutPlus(call.from),
      [PARAM.DialBLegTo]: withoutPlus(event.leg.name),
      [PARAM.DialBLegPosition]: String(event.leg.position),
      ...(event.action === 'hangup' ? toEnd(session, event) : {}),
      ...(event.match === undefined ? {} : toMatch(session, event.match)),
    }),
  })
}

/** Leaves out what this provider does not send. */
function onlyKnown({ call }: Session, params: Record<string, string>): Record<string, string> {
  const known = findWebhookParams(call.provider, 'dial-event')?.params ?? []
  return Object.fromEntries(Object.entries(params).filter(([name]) => known.includes(name)))
}

function toEnd({ call }: Session, { seconds = 0, code = 0 }: LegEvent): Record<string, string> {
  const { name, cause } = findCause(code)
  return {
    [PARAM.DialBLegDuration]: String(seconds),
    [PARAM.DialBLegBillDuration]: String(Math.ceil(seconds / 60) * 60),
    [PARAM.DialBLegHangupCause]: cause,
    [PARAM.DialBLegHangupCauseCode]: String(code),
    [PARAM.DialBLegHangupCauseName]: name,
    [PARAM.DialBLegHangupSource]: seconds > 0 ? 'Callee' : PROVIDER_NAME[call.provider],
  }
}

const toMatch = ({ call }: Session, keys: string): Record<string, string> => ({
  [PARAM.DialDigitsMatch]: keys,
  // C15: one provider writes who pressed in small letters.
  [PARAM.DialDigitsPressedBy]: call.provider === 'vobiz' ? 'aleg' : 'ALeg',
})

const withoutPlus = (number: string): string => number.replace(/^\+/, '')

/** An id that looks like the call's own but differs from it. */
const toLegUuid = (uuid: string, index: number): string => uuid.replace(/^..../, `b${index + 1}e9`)
