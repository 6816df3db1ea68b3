import { HANGUP_CAUSES, type HangupCauseRow } from '@plivo-to-vobiz/mappings'
import type { DialResult } from '../script.ts'
import type { Moment } from '../transcript.ts'

/** Codes the simulator ends calls and legs with. */
export const CODE = {
  cancelled: 1000,
  unreachable: 2000,
  busy: 3010,
  rejected: 3020,
  scheduled: 6000,
  lostRace: 9000,
  machine: 9100,
  notConfirmed: 9110,
  normal: 4000,
  endOfXml: 4010,
  noAnswer: 6010,
} as const

/** Code of a leg that was dialled. */
export const DIAL_CODE: Readonly<Record<DialResult['status'], number>> = {
  completed: CODE.normal,
  busy: CODE.busy,
  'no-answer': CODE.noAnswer,
  failed: CODE.unreachable,
  cancel: CODE.cancelled,
  timeout: CODE.noAnswer,
}

/** Name and cause of a code; a code without a documented cause ends a call normally. */
export function findCause(code: number): { readonly name: string; readonly cause: string } {
  const rows: readonly HangupCauseRow[] = HANGUP_CAUSES
  const row = rows.find((candidate) => candidate.code === code)
  const normal = rows.find((candidate) => candidate.code === CODE.normal)
  return { name: row?.name ?? String(code), cause: row?.cause ?? normal?.cause ?? '' }
}

/** Last digit of the 701x and 801x codes. */
const FAMILY: Partial<Readonly<Record<Moment, number>>> = { answer: 1, fallback: 1, transfer: 3, redirect: 4 }

/** Code of a call that ended because the application could not be reached at this moment. */
export const unreachableCode = (moment: Moment): number => 7010 + (FAMILY[moment] ?? 2)

/** Code of a call that ended because its XML was of no use. */
export const invalidXmlCode = (moment: Moment): number => 8010 + (FAMILY[moment] ?? 2)
