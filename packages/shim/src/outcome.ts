import {
  CALL_STATUSES,
  HANGUP_OUTCOMES,
  type HangupOutcomeRow,
  type Outcome,
  PARAM,
} from '@plivo-to-vobiz/mappings/callbacks'
import type { RawParams } from './call.ts'

type Params = Readonly<Record<string, string>>

/** How a call ended, told by its hangup. */
export function findOutcome(params: Params): Outcome {
  const status = CALL_STATUSES.find((row) => row.final && row.value === params[PARAM.CallStatus])?.value
  if (status !== undefined && status !== 'completed') return toOutcome(status)
  // One page says that a hangup is always `completed` (contradiction C18): for a call nobody answered, its cause decides.
  return wasAnswered(params) ? 'completed' : (findByCause(params) ?? 'completed')
}

/**
 * The parameters with the status Plivo would have sent: where Vobiz says `completed` of a call nobody answered (C18),
 * an application that reads the status alone would be wrong. All others come back as they are.
 */
export function withStatus<T extends RawParams>(fields: T, outcome: Outcome | undefined): T {
  if (outcome === undefined || outcome === 'completed' || fields[PARAM.CallStatus] !== 'completed') return fields
  const changed: T = Object.assign(Object.create(null), fields)
  return Object.assign(changed, { [PARAM.CallStatus]: outcome })
}

const toOutcome = (status: string): Outcome =>
  HANGUP_OUTCOMES.find((row) => row.outcome === status)?.outcome ?? (status === 'timeout' ? 'timeout' : 'failed')

function wasAnswered(params: Params): boolean {
  const answered = params[PARAM.AnswerTime]
  return (answered !== undefined && answered !== '') || Number(params[PARAM.Duration] ?? 0) > 0
}

function findByCause(params: Params): Outcome | undefined {
  const rows: readonly HangupOutcomeRow[] = HANGUP_OUTCOMES
  const code = Number(params[PARAM.HangupCauseCode] || Number.NaN)
  const byCode = rows.find(({ codes: [first, last] }) => code >= first && code <= last)
  return (byCode ?? rows.find(({ cause }) => cause !== undefined && cause === params[PARAM.HangupCause]))?.outcome
}
