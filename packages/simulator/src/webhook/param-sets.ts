import { PARAM } from '@plivo-to-vobiz/mappings'
import type { CallProvider } from '../provider.ts'

/** The kinds of webhook that carry more than the usual call parameters. */
export type ParamSet = 'ring' | 'answer' | 'hangup' | 'element'

type Names = readonly (keyof typeof PARAM)[]

const CALL: Names = [PARAM.CallStatus, PARAM.CallUUID, PARAM.Direction, PARAM.Event, PARAM.From, PARAM.To]
const ACCOUNT: Names = [...CALL, PARAM.ParentAuthID, PARAM.SessionStart]
const LEGS: Names = [PARAM.ALegRequestUUID, PARAM.ALegUUID, PARAM.RequestUUID]
const STIR: Names = [PARAM.STIRAttestation, PARAM.STIRVerification]
const ROUTE: Names = [PARAM.BillRate, PARAM.CountryCode, PARAM.RouteType]
const BILL: Names = [PARAM.BillDuration, PARAM.BillRate, PARAM.Duration, PARAM.TotalCost]
const CAUSE: Names = [PARAM.HangupCause, PARAM.HangupCauseCode, PARAM.HangupCauseName, PARAM.HangupSource]
const TIMES: Names = [PARAM.AnswerTime, PARAM.EndTime, PARAM.StartTime]
const HANGUP: Names = [...ACCOUNT, ...BILL, ...CAUSE, ...TIMES, ...STIR]

/**
 * Which parameters come with which webhook: the key sets of captured requests where there is a capture, of the
 * provider's pages otherwise. An inbound call has no ids of a request that placed it.
 */
export const PARAM_SETS: Readonly<
  Record<CallProvider, Readonly<Record<ParamSet, { readonly inbound: Names; readonly outbound: Names }>>>
> = {
  plivo: {
    ring: { inbound: [], outbound: [...ACCOUNT, PARAM.CallerName, PARAM.RequestUUID] },
    answer: {
      inbound: [...ACCOUNT, PARAM.BillRate, PARAM.CallerName],
      outbound: [...ACCOUNT, ...LEGS, ...ROUTE, ...STIR],
    },
    hangup: { inbound: HANGUP, outbound: [...HANGUP, ...LEGS] },
    element: { inbound: CALL, outbound: CALL },
  },
  vobiz: {
    ring: {
      inbound: [],
      outbound: [...ACCOUNT, PARAM.ALegRequestUUID, PARAM.RequestUUID, PARAM.STIRAttestation],
    },
    answer: {
      inbound: [...ACCOUNT, ...ROUTE, ...STIR, PARAM.CallerName],
      outbound: [...ACCOUNT, ...LEGS, ...ROUTE, ...STIR, PARAM.CallerName],
    },
    hangup: { inbound: [...HANGUP, PARAM.CallerName], outbound: [...HANGUP, ...LEGS] },
    element: { inbound: CALL, outbound: CALL },
  },
}
