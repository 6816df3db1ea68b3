import { PARAM } from '@plivo-to-vobiz/mappings'
import { type Call, elapsed } from '../call/call.ts'
import { findCause } from '../call/hangup-cause.ts'
import { addSeconds, toConsoleTime, toSessionTime } from '../call/times.ts'

/** Seconds a started minute is billed for. */
const PULSE = 60

const answeredOnly = (call: Call, value: string): string => (call.answered ? value : '')
const billed = (call: Call): number => Math.ceil(call.seconds / PULSE) * PULSE
const withoutPlus = (number: string): string => number.replace(/^\+/, '')
const notApplicable = (): string => 'Not Applicable'
const uuid = (call: Call): string => call.uuid

const RATE = { plivo: '0.005', vobiz: '0.45000' } as const

/** The value of each call parameter; one that has no value at the moment is empty and left out. */
const VALUES: Partial<Record<keyof typeof PARAM, (call: Call) => string>> = {
  [PARAM.ALegRequestUUID]: uuid,
  [PARAM.ALegUUID]: uuid,
  [PARAM.AnswerTime]: (call) => answeredOnly(call, toConsoleTime(addSeconds(call.startedAt, call.ringing))),
  [PARAM.BillDuration]: (call) => String(billed(call)),
  [PARAM.BillRate]: (call) => RATE[call.provider],
  [PARAM.CallUUID]: uuid,
  [PARAM.CallerName]: (call) => (call.direction === 'inbound' ? call.from : ''),
  [PARAM.CountryCode]: (call) => (call.provider === 'plivo' ? 'US' : ''),
  [PARAM.Direction]: (call) => call.direction,
  [PARAM.Duration]: (call) => String(Math.round(call.seconds)),
  [PARAM.EndTime]: (call) => toConsoleTime(addSeconds(call.startedAt, elapsed(call))),
  [PARAM.From]: (call) => withoutPlus(call.from),
  [PARAM.HangupCause]: (call) => findCause(call.end?.code ?? 0).cause,
  [PARAM.HangupCauseCode]: (call) => String(call.end?.code ?? 0),
  [PARAM.HangupCauseName]: (call) => findCause(call.end?.code ?? 0).name,
  [PARAM.HangupSource]: (call) => call.end?.source ?? '',
  [PARAM.ParentAuthID]: (call) => call.account,
  [PARAM.RequestUUID]: uuid,
  [PARAM.RouteType]: (call) => (call.provider === 'plivo' ? 'Domestic_Anchored' : 'Not_Domestic'),
  [PARAM.STIRAttestation]: notApplicable,
  [PARAM.STIRVerification]: notApplicable,
  [PARAM.SessionStart]: (call) => toSessionTime(call.startedAt),
  [PARAM.StartTime]: (call) => toConsoleTime(call.startedAt),
  [PARAM.To]: (call) => withoutPlus(call.to),
  [PARAM.TotalCost]: (call) => ((billed(call) / PULSE) * Number(RATE[call.provider])).toFixed(5),
}

/** Empty values that providers do send. */
const SENT_EMPTY: ReadonlySet<string> = new Set([PARAM.CallerName, PARAM.CountryCode])

/** The value of a call parameter, or nothing when it is not sent at this point of the call. */
export function findValue(name: keyof typeof PARAM, call: Call): string | undefined {
  const value = VALUES[name]?.(call)
  return value === '' && !SENT_EMPTY.has(name) ? undefined : value
}
