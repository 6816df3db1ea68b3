import type { Row } from './row.ts'

/** A callback parameter of another carrier, left in code that was ported to Plivo: neither Plivo nor Vobiz sends it. */
export interface ForeignParamRow extends Row {
  readonly name: string
  /** What says the same on Plivo and on Vobiz. */
  readonly plivo: string
  readonly note?: string
}

const CHECKED = '2026-12-01'

/** Names of another carrier, sorted. */
export const FOREIGN_PARAMS = [
  {
    name: 'AnsweredBy',
    plivo: 'Machine',
    status: 'value-mapped',
    note: 'Its text is true or false, not human or machine_start.',
    source: ['corpus', 'plivo:machine', 'vobiz:machine'],
    checked: CHECKED,
  },
  { name: 'CallSid', plivo: 'CallUUID', status: 'renamed', source: ['corpus'], checked: CHECKED },
  { name: 'DialCallStatus', plivo: 'DialStatus', status: 'renamed', source: ['corpus'], checked: CHECKED },
  { name: 'RecordingSid', plivo: 'RecordingID', status: 'renamed', source: ['corpus', 'P:record'], checked: CHECKED },
  {
    name: 'RecordingUrl',
    plivo: 'RecordUrl',
    status: 'renamed',
    note: 'Vobiz may write RecordFile.',
    source: ['corpus', 'P:record', 'V:record'],
    checked: CHECKED,
  },
  { name: 'SpeechResult', plivo: 'Speech', status: 'renamed', source: ['corpus', 'P:input'], checked: CHECKED },
] as const satisfies readonly ForeignParamRow[]
