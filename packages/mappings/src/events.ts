import type { Row } from './row.ts'

/** The handler an event belongs to; the names of the shim's `handlers` option. */
export type EventKind =
  | 'answer'
  | 'ring'
  | 'hangup'
  | 'machine'
  | 'redirect'
  | 'transfer'
  | 'dial'
  | 'dialEvent'
  | 'record'
  | 'conference'
  | 'stream'
  | 'input'
  | 'unknown'

/** One value of the `Event` parameter. */
export interface EventRow extends Row {
  readonly kind: EventKind
  /** `null` where the provider has no such event. */
  readonly plivo: string | null
  readonly vobiz: string | null
  /** Labels of older pages, accepted on input only. */
  readonly aliases?: readonly string[]
  /** Whether the provider runs the XML it gets back. */
  readonly expectsXml: boolean
  /** What Plivo says beside it, for handlers that read that parameter; Vobiz's pages do not promise it with every event. */
  readonly beside?: { readonly param: 'ConferenceAction'; readonly value: string }
  readonly note?: string
}

const CHECKED = '2026-10-02'

/** Values of `Event`, sorted by kind, then Vobiz name. */
export const EVENTS = [
  {
    kind: 'answer',
    plivo: 'StartApp',
    vobiz: 'StartApp',
    aliases: ['answered', 'call.answered'],
    expectsXml: true,
    status: 'same',
    note: 'An inbound answer arrives with CallStatus=ringing.',
    source: ['plivo:event', 'vobiz:request', 'capture:vobiz', 'capture:plivo'],
    checked: CHECKED,
  },
  {
    kind: 'conference',
    plivo: 'ConferenceDigitsMatch',
    vobiz: 'ConferenceDigitsMatch',
    expectsXml: false,
    beside: { param: 'ConferenceAction', value: 'digits' },
    status: 'same',
    source: ['V:conf-cb'],
    checked: CHECKED,
  },
  {
    kind: 'conference',
    plivo: 'ConferenceEnter',
    vobiz: 'ConferenceEnter',
    expectsXml: false,
    beside: { param: 'ConferenceAction', value: 'enter' },
    status: 'same',
    source: ['V:conf-cb', 'vobiz:warm-transfer'],
    checked: CHECKED,
  },
  {
    kind: 'conference',
    plivo: 'ConferenceExit',
    vobiz: 'ConferenceExit',
    expectsXml: false,
    beside: { param: 'ConferenceAction', value: 'exit' },
    status: 'same',
    source: ['V:conf-cb', 'vobiz:warm-transfer'],
    checked: CHECKED,
  },
  {
    kind: 'conference',
    plivo: 'ConferenceRemoteSounds',
    vobiz: 'ConferenceRemoteSounds',
    expectsXml: true,
    status: 'same',
    note: 'The wait sound is fetched as XML.',
    source: ['V:conf-attr'],
    checked: CHECKED,
  },
  {
    kind: 'dial',
    plivo: null,
    vobiz: 'DialAction',
    expectsXml: true,
    status: 'same',
    note: 'A Dial result is told by DialStatus, not by this label (contradiction C14).',
    source: ['vobiz:dial-status'],
    checked: CHECKED,
  },
  {
    kind: 'dialEvent',
    plivo: 'DialAnswer',
    vobiz: 'DialAnswer',
    expectsXml: false,
    status: 'same',
    source: ['vobiz:dial-status', 'V:dial'],
    checked: CHECKED,
  },
  {
    kind: 'dialEvent',
    plivo: 'DialConnected',
    vobiz: 'DialConnected',
    expectsXml: false,
    status: 'same',
    source: ['vobiz:dial-status', 'V:dial'],
    checked: CHECKED,
  },
  {
    kind: 'dialEvent',
    plivo: 'DialDigitsMatch',
    vobiz: 'DialDigitsMatch',
    expectsXml: false,
    status: 'same',
    source: ['vobiz:dial-status', 'V:dial'],
    checked: CHECKED,
  },
  {
    kind: 'dialEvent',
    plivo: 'DialHangup',
    vobiz: 'DialHangup',
    expectsXml: false,
    status: 'same',
    source: ['vobiz:dial-status', 'V:dial'],
    checked: CHECKED,
  },
  {
    kind: 'hangup',
    plivo: 'Hangup',
    vobiz: 'Hangup',
    aliases: ['hangup', 'call.completed'],
    expectsXml: false,
    status: 'same',
    note: 'Without a hangup URL it reaches the answer URL (C2, C3).',
    source: ['plivo:event', 'vobiz:request', 'vobiz:applications', 'capture:vobiz'],
    checked: CHECKED,
  },
  {
    kind: 'machine',
    plivo: 'MachineDetection',
    vobiz: 'MachineDetection',
    expectsXml: false,
    status: 'same',
    source: ['plivo:machine', 'vobiz:machine'],
    checked: CHECKED,
  },
  {
    kind: 'record',
    plivo: null,
    vobiz: 'Record',
    expectsXml: false,
    status: 'dropped-no-equivalent',
    note: 'Vobiz only: recording started, the file does not exist yet (C16).',
    source: ['V:record'],
    checked: CHECKED,
  },
  {
    kind: 'record',
    plivo: null,
    vobiz: 'RecordStop',
    expectsXml: false,
    status: 'value-mapped',
    note: 'Carries the file; Plivo sends the same facts to the Record action.',
    source: ['V:record', 'vobiz:warm-transfer'],
    checked: CHECKED,
  },
  {
    kind: 'redirect',
    plivo: 'Redirect',
    vobiz: 'Redirect',
    expectsXml: true,
    status: 'same',
    source: ['plivo:event', 'vobiz:request'],
    checked: CHECKED,
  },
  {
    kind: 'ring',
    plivo: 'Ring',
    vobiz: 'Ring',
    aliases: ['ringing', 'call.ringing'],
    expectsXml: false,
    status: 'same',
    note: 'May arrive on any mounted URL (C1).',
    source: ['seed', 'plivo:event', 'vobiz:make-call', 'capture:plivo'],
    checked: CHECKED,
  },
  {
    kind: 'stream',
    plivo: null,
    vobiz: 'ClearedAudio',
    expectsXml: false,
    status: 'dropped-no-equivalent',
    source: ['V:stream'],
    checked: CHECKED,
  },
  {
    kind: 'stream',
    plivo: 'DegradedStream',
    vobiz: 'DegradedStream',
    expectsXml: false,
    status: 'same',
    source: ['P:stream', 'V:stream'],
    checked: CHECKED,
  },
  {
    kind: 'stream',
    plivo: 'DroppedStream',
    vobiz: 'DroppedStream',
    expectsXml: false,
    status: 'same',
    source: ['P:stream', 'V:stream'],
    checked: CHECKED,
  },
  {
    kind: 'stream',
    plivo: 'PlayedStream',
    vobiz: 'PlayedStream',
    expectsXml: false,
    status: 'same',
    source: ['P:stream', 'V:stream'],
    checked: CHECKED,
  },
  {
    kind: 'stream',
    plivo: 'StartStream',
    vobiz: 'StartStream',
    expectsXml: false,
    status: 'same',
    source: ['P:stream', 'V:stream'],
    checked: CHECKED,
  },
  {
    kind: 'stream',
    plivo: 'StopStream',
    vobiz: 'StopStream',
    expectsXml: false,
    status: 'same',
    note: 'Never wait for it (C17).',
    source: ['P:stream', 'V:stream'],
    checked: CHECKED,
  },
  {
    kind: 'transfer',
    plivo: 'Transfer',
    vobiz: 'Transfer',
    expectsXml: true,
    status: 'same',
    source: ['plivo:event', 'vobiz:request'],
    checked: CHECKED,
  },
  {
    kind: 'unknown',
    plivo: null,
    vobiz: 'CallInitiated',
    expectsXml: false,
    status: 'dropped-no-equivalent',
    note: 'Outbound call object created; also a trunk webhook in JSON.',
    source: ['vobiz:callbacks', 'VX:all'],
    checked: CHECKED,
  },
] as const satisfies readonly EventRow[]
