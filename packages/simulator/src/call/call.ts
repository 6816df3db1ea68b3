import type { CallProvider } from '../provider.ts'
import type { CallScript } from '../script.ts'

/** Why a call ended. */
export interface CallEnd {
  /** A code of the hangup table. */
  readonly code: number
  /** Who ended it, in the words of the provider. */
  readonly source: string
  /** `CallStatus` of the hangup. */
  readonly status: string
}

/** What is known about a call while it is played. Time is virtual: talking takes no real time. */
export interface Call {
  readonly provider: CallProvider
  readonly uuid: string
  readonly account: string
  readonly direction: 'inbound' | 'outbound'
  /** Digits with `+`. */
  readonly from: string
  readonly to: string
  readonly startedAt: Date
  readonly customHeaders: Readonly<Record<string, string>>
  /** Seconds from the beginning to the answer. */
  ringing: number
  /** Seconds from answer to now. */
  seconds: number
  answered: boolean
  /** How often in a row the caller was asked for something and did nothing. */
  silences: number
  end?: CallEnd
}

/** Made-up numbers: the callers of the reference payloads. */
const NUMBERS = {
  plivo: { ours: '+14155550100', theirs: '+14155550122' },
  vobiz: { ours: '+917900000002', theirs: '+919800000001' },
} as const

const ACCOUNTS: Readonly<Record<CallProvider, string>> = { plivo: 'MAEXAMPLEEXAMPLE0001', vobiz: 'MA_EXAMPLE1' }

/** A call before its first webhook. */
export function startCall(
  provider: CallProvider,
  script: CallScript,
  { uuid, now, account }: { uuid: string; now: Date; account?: string },
): Call {
  const direction = script.direction ?? 'inbound'
  const { ours, theirs } = NUMBERS[provider]
  return {
    provider,
    uuid,
    account: account ?? ACCOUNTS[provider],
    direction,
    from: script.from ?? (direction === 'inbound' ? theirs : ours),
    to: script.to ?? (direction === 'inbound' ? ours : theirs),
    startedAt: now,
    customHeaders: script.customHeaders ?? {},
    ringing: 0,
    seconds: 0,
    answered: false,
    silences: 0,
  }
}

/** Seconds since the call was placed. */
export const elapsed = ({ ringing, seconds }: Pick<Call, 'ringing' | 'seconds'>): number => ringing + seconds

/** Lets the clock run on. */
export function elapse(call: Call, seconds: number): void {
  if (call.answered) call.seconds += seconds
  else call.ringing += seconds
}
