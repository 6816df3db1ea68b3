import type { Row } from './row.ts'

const CHECKED = '2026-10-02'

/** One `HangupCauseCode`; both providers use the same numbers wherever both document one. */
export interface HangupCauseRow extends Row {
  readonly code: number
  /** `HangupCauseName` as documented. */
  readonly name: string
  /** `HangupCause` seen with this code; absent where no page or capture shows it. */
  readonly cause?: string
}

/** Why a call ended, sorted by code. */
export const HANGUP_CAUSES = [
  { code: 0, name: 'Unknown', status: 'same', source: ['vobiz:causes'], checked: CHECKED },
  {
    code: 1000,
    name: 'Canceled',
    cause: 'ORIGINATOR_CANCEL',
    status: 'same',
    source: ['vobiz:causes'],
    checked: CHECKED,
  },
  { code: 1010, name: 'Canceled (Out Of Credits)', status: 'same', source: ['vobiz:causes'], checked: CHECKED },
  {
    code: 1020,
    name: 'Canceled (Simultaneous dial limit reached)',
    status: 'same',
    source: ['vobiz:causes'],
    checked: CHECKED,
  },
  { code: 2000, name: 'Invalid Destination Address', status: 'same', source: ['vobiz:causes'], checked: CHECKED },
  { code: 2010, name: 'Destination Out Of Service', status: 'same', source: ['vobiz:causes'], checked: CHECKED },
  { code: 2020, name: 'Endpoint Not Registered', status: 'same', source: ['vobiz:causes'], checked: CHECKED },
  { code: 2030, name: 'Destination Country Barred', status: 'same', source: ['vobiz:causes'], checked: CHECKED },
  { code: 2040, name: 'Destination Number Barred', status: 'same', source: ['vobiz:causes'], checked: CHECKED },
  { code: 2050, name: 'Destination Prefix Barred', status: 'same', source: ['vobiz:causes'], checked: CHECKED },
  { code: 2060, name: 'Loop Detected', status: 'same', source: ['vobiz:causes'], checked: CHECKED },
  { code: 2070, name: 'Violates Media Anchoring', status: 'same', source: ['vobiz:causes'], checked: CHECKED },
  { code: 3000, name: 'No Answer', cause: 'NO_ANSWER', status: 'same', source: ['vobiz:causes'], checked: CHECKED },
  { code: 3010, name: 'Busy Line', cause: 'USER_BUSY', status: 'same', source: ['vobiz:causes'], checked: CHECKED },
  { code: 3020, name: 'Rejected', status: 'same', source: ['vobiz:causes'], checked: CHECKED },
  { code: 3030, name: 'Unknown Caller ID', status: 'same', source: ['vobiz:causes'], checked: CHECKED },
  { code: 3040, name: 'Forbidden', status: 'same', source: ['vobiz:causes'], checked: CHECKED },
  { code: 3050, name: 'Unallocated number', status: 'same', source: ['vobiz:causes'], checked: CHECKED },
  { code: 3070, name: 'Request timeout', status: 'same', source: ['vobiz:causes'], checked: CHECKED },
  {
    code: 3080,
    name: 'Internal server error from carrier',
    status: 'same',
    source: ['vobiz:causes'],
    checked: CHECKED,
  },
  { code: 3090, name: 'Network congestion from carrier', status: 'same', source: ['vobiz:causes'], checked: CHECKED },
  { code: 3100, name: 'Busy everywhere', status: 'same', source: ['vobiz:causes'], checked: CHECKED },
  { code: 3110, name: 'Declined', status: 'same', source: ['vobiz:causes'], checked: CHECKED },
  { code: 3120, name: 'User does not exist anywhere', status: 'same', source: ['vobiz:causes'], checked: CHECKED },
  { code: 3130, name: 'Spam block', status: 'same', source: ['vobiz:causes'], checked: CHECKED },
  { code: 3140, name: 'DNO Caller ID', status: 'same', source: ['vobiz:causes'], checked: CHECKED },
  {
    code: 4000,
    name: 'Normal Hangup',
    cause: 'NORMAL_CLEARING',
    status: 'same',
    source: ['capture:plivo', 'vobiz:causes'],
    checked: CHECKED,
  },
  { code: 4010, name: 'End Of XML Instructions', status: 'same', source: ['vobiz:causes'], checked: CHECKED },
  { code: 4020, name: 'Multiparty Call Ended', status: 'same', source: ['vobiz:causes'], checked: CHECKED },
  { code: 4030, name: 'Kicked Out Of Multiparty Call', status: 'same', source: ['vobiz:causes'], checked: CHECKED },
  { code: 5000, name: 'Network Error', status: 'same', source: ['vobiz:causes'], checked: CHECKED },
  { code: 5010, name: 'Internal Error', status: 'same', source: ['vobiz:causes'], checked: CHECKED },
  { code: 5020, name: 'Routing Error', status: 'same', source: ['vobiz:causes'], checked: CHECKED },
  { code: 5030, name: 'Concurrency Limit Breached', status: 'same', source: ['vobiz:causes'], checked: CHECKED },
  { code: 6000, name: 'Scheduled Hangup', status: 'same', source: ['vobiz:causes'], checked: CHECKED },
  {
    code: 6010,
    name: 'Ring Timeout Reached',
    cause: 'NO_ANSWER',
    status: 'same',
    source: ['vobiz:causes', 'vobiz:dial-status'],
    checked: CHECKED,
  },
  { code: 6020, name: 'Media Timeout', status: 'same', source: ['vobiz:causes'], checked: CHECKED },
  { code: 7011, name: 'Error Reaching Answer URL', status: 'same', source: ['vobiz:causes'], checked: CHECKED },
  { code: 7012, name: 'Error Reaching Action URL', status: 'same', source: ['vobiz:causes'], checked: CHECKED },
  { code: 7013, name: 'Error Reaching Transfer URL', status: 'same', source: ['vobiz:causes'], checked: CHECKED },
  { code: 7014, name: 'Error Reaching Redirect URL', status: 'same', source: ['vobiz:causes'], checked: CHECKED },
  { code: 7022, name: 'Invalid Action URL', status: 'same', source: ['vobiz:causes'], checked: CHECKED },
  { code: 7023, name: 'Invalid Transfer URL', status: 'same', source: ['vobiz:causes'], checked: CHECKED },
  { code: 7024, name: 'Invalid Redirect URL', status: 'same', source: ['vobiz:causes'], checked: CHECKED },
  { code: 7032, name: 'Invalid Method For Action URL', status: 'same', source: ['vobiz:causes'], checked: CHECKED },
  { code: 7033, name: 'Invalid Method For Transfer URL', status: 'same', source: ['vobiz:causes'], checked: CHECKED },
  { code: 7034, name: 'Invalid Method For Redirect URL', status: 'same', source: ['vobiz:causes'], checked: CHECKED },
  { code: 8011, name: 'Invalid Answer XML', status: 'same', source: ['vobiz:causes'], checked: CHECKED },
  { code: 8012, name: 'Invalid Action XML', status: 'same', source: ['vobiz:causes'], checked: CHECKED },
  { code: 8013, name: 'Invalid Transfer XML', status: 'same', source: ['vobiz:causes'], checked: CHECKED },
  { code: 8014, name: 'Invalid Redirect XML', status: 'same', source: ['vobiz:causes'], checked: CHECKED },
  { code: 9000, name: 'Lost Race', cause: 'LOSE_RACE', status: 'same', source: ['vobiz:causes'], checked: CHECKED },
  { code: 9100, name: 'Machine Detected', status: 'same', source: ['vobiz:causes'], checked: CHECKED },
  { code: 9110, name: 'Confirm Key Challenge Failed', status: 'same', source: ['vobiz:causes'], checked: CHECKED },
] as const satisfies readonly HangupCauseRow[]
