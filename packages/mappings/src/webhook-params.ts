import type { Row } from './row.ts'

/** Parameters one kind of webhook carries. */
export interface WebhookParamsRow extends Row {
  readonly webhook: string
  readonly provider: 'plivo' | 'vobiz'
  /** Calls the row is about; absent: both directions. */
  readonly direction?: 'inbound' | 'outbound'
  /** Element the row is about, when several send this webhook with different parameters. */
  readonly element?: string
  /** What comes besides the parameters every webhook of a call carries, sorted; any of them may be absent. */
  readonly params: readonly string[]
  /** Usual parameters of a call that do not come along, or not with every event. */
  readonly lacks?: readonly string[]
  readonly note?: string
}

const CHECKED = '2026-10-02'

/** What every webhook of a call carries. */
export const CALL_PARAMS = ['CallStatus', 'CallUUID', 'Direction', 'Event', 'From', 'To'] as const

const ACCOUNT = ['ParentAuthID', 'SessionStart'] as const
const LEGS = ['ALegRequestUUID', 'ALegUUID', 'RequestUUID'] as const
const STIR = ['STIRAttestation', 'STIRVerification'] as const
const ROUTE = ['BillRate', 'CountryCode', 'RouteType'] as const
const BILL = ['BillDuration', 'BillRate', 'Duration', 'TotalCost'] as const
const CAUSE = ['HangupCause', 'HangupCauseCode', 'HangupCauseName', 'HangupSource'] as const
const TIMES = ['AnswerTime', 'EndTime', 'StartTime'] as const
const HANGUP = [...ACCOUNT, ...BILL, ...CAUSE, ...TIMES, ...STIR] as const
const INPUT = ['BilledAmount', 'Digits', 'InputType', 'Speech', 'SpeechConfidenceScore'] as const
const DIAL = ['DialALegUUID', 'DialBLegUUID', 'DialHangupCause', 'DialRingStatus', 'DialStatus'] as const
const LEG_EVENT = [
  'DialALegUUID',
  'DialAction',
  'DialBLegBillDuration',
  'DialBLegDuration',
  'DialBLegFrom',
  'DialBLegHangupCauseCode',
  'DialBLegHangupCauseName',
  'DialBLegHangupSource',
  'DialBLegStatus',
  'DialBLegTo',
  'DialBLegUUID',
  'DialDigitsMatch',
  'DialDigitsPressedBy',
] as const
const FILE = [
  'RecordUrl',
  'RecordingDuration',
  'RecordingDurationMs',
  'RecordingEndMs',
  'RecordingID',
  'RecordingStartMs',
] as const
const ROOM = ['ConferenceAction', 'ConferenceMemberID', 'ConferenceName', 'ConferenceUUID'] as const
const LEFT_ROOM = ['ConferenceMemberID', 'ConferenceName', 'ConferenceUUID', 'RecordUrl', 'RecordingID'] as const

/**
 * Parameters of webhooks, by webhook, provider and direction: the keys of captured requests where there is a capture,
 * of the provider's pages otherwise. An inbound call has no ids of a request that placed it.
 */
export const WEBHOOK_PARAMS = [
  {
    webhook: 'answer',
    provider: 'plivo',
    direction: 'inbound',
    params: [...ACCOUNT, 'BillRate', 'CallerName'],
    status: 'same',
    source: ['capture:plivo', 'plivo:request'],
    checked: CHECKED,
  },
  {
    webhook: 'answer',
    provider: 'plivo',
    direction: 'outbound',
    params: [...ACCOUNT, ...LEGS, ...ROUTE, ...STIR],
    status: 'same',
    source: ['capture:plivo', 'plivo:request'],
    checked: CHECKED,
  },
  {
    webhook: 'answer',
    provider: 'vobiz',
    direction: 'inbound',
    params: [...ACCOUNT, ...ROUTE, ...STIR, 'CallerName'],
    status: 'same',
    source: ['capture:vobiz'],
    checked: CHECKED,
  },
  {
    webhook: 'answer',
    provider: 'vobiz',
    direction: 'outbound',
    params: [...ACCOUNT, ...LEGS, ...ROUTE, ...STIR, 'CallerName'],
    status: 'same',
    source: ['vobiz:make-call', 'vobiz:request'],
    checked: CHECKED,
  },
  {
    webhook: 'conference',
    provider: 'plivo',
    params: [...ROOM, 'ConferenceDigitsMatch', 'ConferenceLastMember', ...FILE],
    status: 'same',
    note: 'ConferenceAction: enter, exit, digits, floor, record.',
    source: ['P:conf', 'corpus'],
    checked: CHECKED,
  },
  {
    webhook: 'conference',
    provider: 'vobiz',
    params: [
      ...ROOM,
      ...ACCOUNT,
      'ALegRequestUUID',
      'ALegUUID',
      'BillRate',
      'ConferenceDigitsMatch',
      'ConferenceFirstMember',
      'ConferenceLastMember',
      'RequestUUID',
    ],
    lacks: ['CallStatus', 'Direction', 'From', 'To'],
    status: 'value-mapped',
    note: 'Exit carries no From, To, Direction or CallStatus; LastMember says that the room was empty at that instant.',
    source: ['V:conf-cb', 'vobiz:warm-transfer'],
    checked: CHECKED,
  },
  {
    webhook: 'conference-result',
    provider: 'plivo',
    params: LEFT_ROOM,
    lacks: ['Event'],
    status: 'same',
    source: ['P:conf'],
    checked: CHECKED,
  },
  {
    webhook: 'conference-result',
    provider: 'vobiz',
    params: LEFT_ROOM,
    lacks: ['Event'],
    status: 'same',
    note: 'Not reliably sent.',
    source: ['V:conf-attr'],
    checked: CHECKED,
  },
  {
    webhook: 'dial-event',
    provider: 'plivo',
    params: [...LEG_EVENT, 'STIRVerification'],
    lacks: ['Event'],
    status: 'same',
    source: ['P:routing', 'plivo:skill'],
    checked: CHECKED,
  },
  {
    webhook: 'dial-event',
    provider: 'vobiz',
    params: [...LEG_EVENT, 'DialBLegHangupCause', 'DialBLegPosition', 'STIRVerification'],
    status: 'same',
    source: ['vobiz:dial-status', 'V:dial'],
    checked: CHECKED,
  },
  {
    webhook: 'dial-result',
    provider: 'plivo',
    params: DIAL,
    lacks: ['Event'],
    status: 'same',
    source: ['P:routing'],
    checked: CHECKED,
  },
  {
    webhook: 'dial-result',
    provider: 'vobiz',
    params: DIAL,
    status: 'same',
    source: ['vobiz:dial-status'],
    checked: CHECKED,
  },
  {
    webhook: 'hangup',
    provider: 'plivo',
    direction: 'inbound',
    params: HANGUP,
    status: 'same',
    source: ['capture:plivo', 'plivo:request'],
    checked: CHECKED,
  },
  {
    webhook: 'hangup',
    provider: 'plivo',
    direction: 'outbound',
    params: [...HANGUP, ...LEGS],
    status: 'same',
    source: ['capture:plivo'],
    checked: CHECKED,
  },
  {
    webhook: 'hangup',
    provider: 'vobiz',
    direction: 'inbound',
    params: [...HANGUP, 'CallerName'],
    status: 'same',
    source: ['capture:vobiz'],
    checked: CHECKED,
  },
  {
    webhook: 'hangup',
    provider: 'vobiz',
    direction: 'outbound',
    params: [...HANGUP, ...LEGS],
    status: 'same',
    source: ['vobiz:make-call', 'vobiz:warm-transfer'],
    checked: CHECKED,
  },
  {
    webhook: 'input',
    provider: 'plivo',
    element: 'GetDigits',
    params: ['Digits'],
    status: 'same',
    source: ['P:input'],
    checked: CHECKED,
  },
  {
    webhook: 'input',
    provider: 'plivo',
    element: 'GetInput',
    params: INPUT,
    status: 'same',
    source: ['P:input'],
    checked: CHECKED,
  },
  {
    webhook: 'input',
    provider: 'vobiz',
    element: 'Gather',
    params: INPUT,
    status: 'same',
    note: 'Sent from Gather whatever PlivoXML element it was: a GetDigits handler sees InputType and Speech as well.',
    source: ['V:gather'],
    checked: CHECKED,
  },
  {
    webhook: 'machine',
    provider: 'plivo',
    params: [...LEGS, 'IfMachine', 'Machine'],
    status: 'same',
    source: ['plivo:machine'],
    checked: CHECKED,
  },
  {
    webhook: 'machine',
    provider: 'vobiz',
    params: [...LEGS, 'IfMachine', 'Machine'],
    status: 'same',
    source: ['vobiz:machine'],
    checked: CHECKED,
  },
  {
    webhook: 'multiparty',
    provider: 'plivo',
    params: [
      'EventName',
      'EventTimestamp',
      'MPCDuration',
      'MPCName',
      'MPCUUID',
      'MemberID',
      'ParticipantCallUUID',
      'ParticipantCoachMode',
      'ParticipantRole',
    ],
    lacks: ['Event'],
    status: 'element-no-equivalent',
    source: ['plivo:skill'],
    checked: CHECKED,
  },
  {
    webhook: 'multiparty-result',
    provider: 'plivo',
    params: [
      'MPCFriendlyName',
      'MPCUUID',
      'MemberID',
      'ParticipantCallUUID',
      'ParticipantEndTime',
      'ParticipantJoinTime',
      'ParticipantRole',
    ],
    lacks: ['Event'],
    status: 'element-no-equivalent',
    source: ['plivo:skill'],
    checked: CHECKED,
  },
  {
    webhook: 'record',
    provider: 'plivo',
    params: [...FILE, 'Digits'],
    lacks: ['Event'],
    status: 'same',
    source: ['P:record'],
    checked: CHECKED,
  },
  {
    webhook: 'record',
    provider: 'vobiz',
    params: [...FILE],
    status: 'value-mapped',
    note: 'Near the start only RecordingID can be relied on.',
    source: ['V:record'],
    checked: CHECKED,
  },
  {
    webhook: 'record-ready',
    provider: 'plivo',
    params: FILE,
    lacks: ['Event'],
    status: 'same',
    source: ['P:record'],
    checked: CHECKED,
  },
  {
    webhook: 'record-ready',
    provider: 'vobiz',
    params: [...FILE, 'RecordFile', 'RecordingEndReason'],
    status: 'value-mapped',
    source: ['V:record', 'vobiz:warm-transfer'],
    checked: CHECKED,
  },
  {
    webhook: 'redirect',
    provider: 'plivo',
    params: [],
    status: 'same',
    source: ['P:routing'],
    checked: CHECKED,
  },
  {
    webhook: 'redirect',
    provider: 'vobiz',
    params: ['CallerName'],
    status: 'same',
    source: ['V:redirect'],
    checked: CHECKED,
  },
  {
    webhook: 'ring',
    provider: 'plivo',
    direction: 'outbound',
    params: [...ACCOUNT, 'CallerName', 'RequestUUID'],
    status: 'same',
    source: ['capture:plivo'],
    checked: CHECKED,
  },
  {
    webhook: 'ring',
    provider: 'vobiz',
    direction: 'outbound',
    params: [...ACCOUNT, 'ALegRequestUUID', 'RequestUUID', 'STIRAttestation'],
    status: 'same',
    source: ['vobiz:make-call'],
    checked: CHECKED,
  },
  {
    webhook: 'stream',
    provider: 'plivo',
    params: [
      'ServiceURL',
      'StreamID',
      'audioTrack',
      'bidirectional',
      'contentType',
      'extraHeaders',
      'keepCallAlive',
      'streamTimeout',
    ],
    status: 'same',
    note: 'Echoes the attributes of the element.',
    source: ['P:stream'],
    checked: CHECKED,
  },
  {
    webhook: 'stream',
    provider: 'vobiz',
    params: [
      'Error',
      'Name',
      'ParentAuthID',
      'ServiceURL',
      'StreamID',
      'Timestamp',
      'status_callback_method',
      'status_callback_url',
    ],
    status: 'same',
    source: ['V:stream'],
    checked: CHECKED,
  },
  {
    webhook: 'transfer',
    provider: 'plivo',
    params: [],
    status: 'same',
    source: ['plivo:event'],
    checked: CHECKED,
  },
  {
    webhook: 'transfer',
    provider: 'vobiz',
    params: [],
    status: 'same',
    source: ['vobiz:request'],
    checked: CHECKED,
  },
] as const satisfies readonly WebhookParamsRow[]

/** The row of a webhook; one that is about the direction or element wins over one that is about all. */
export function findWebhookParams(
  provider: 'plivo' | 'vobiz',
  webhook: string,
  { direction, element }: { direction?: string; element?: string } = {},
): WebhookParamsRow | undefined {
  return (WEBHOOK_PARAMS as readonly WebhookParamsRow[]).find(
    (row) =>
      row.provider === provider &&
      row.webhook === webhook &&
      (row.direction === undefined || row.direction === direction) &&
      (row.element === undefined || row.element === element),
  )
}
