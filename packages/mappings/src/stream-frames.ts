import { type Names, toNames } from './name-record.ts'
import type { Row } from './row.ts'

/** One kind of frame on the socket of an audio stream. */
export interface StreamFrameRow extends Row {
  /** Value of `event`; equal on both sides. */
  readonly event: string
  readonly from: 'application' | 'provider'
  readonly note: string
}

const CHECKED = '2026-11-28'

/** Frames whose handling has to be looked at, sorted by event. Frames that other products have too are left out. */
export const STREAM_FRAMES = [
  {
    event: 'checkpoint',
    from: 'application',
    status: 'same',
    note: 'Both want streamId at the top level, and name.',
    source: ['plivo:stream-protocol', 'vobiz:stream-checkpoint'],
    checked: CHECKED,
  },
  {
    event: 'clearAudio',
    from: 'application',
    status: 'same',
    note: 'Both want streamId at the top level.',
    source: ['plivo:stream-protocol', 'vobiz:stream-clear'],
    checked: CHECKED,
  },
  {
    event: 'clearedAudio',
    from: 'provider',
    status: 'value-mapped',
    note: 'Plivo counts it in sequenceNumber; Vobiz writes 0 there, or leaves it out.',
    source: ['plivo:stream-sdk', 'vobiz:stream-clear', 'vobiz:stream-events'],
    checked: CHECKED,
  },
  {
    event: 'playAudio',
    from: 'application',
    status: 'value-mapped',
    note: 'Vobiz wants streamId at the top level as well, and sampleRate as a number; code for Plivo writes text too.',
    source: ['corpus', 'plivo:stream-protocol', 'vobiz:stream-events', 'vobiz:stream-play'],
    checked: CHECKED,
  },
  {
    event: 'playedStream',
    from: 'provider',
    status: 'value-mapped',
    note: 'Plivo sends streamId and sequenceNumber with it; Vobiz sends event and name alone.',
    source: ['plivo:stream-sdk', 'vobiz:stream-checkpoint', 'vobiz:stream-events', 'VS:streams'],
    checked: CHECKED,
  },
  {
    event: 'sendDTMF',
    from: 'application',
    status: 'dropped-no-equivalent',
    note: 'Vobiz takes no digits on the socket; its REST API does.',
    source: ['plivo:stream-protocol', 'vobiz:stream-events'],
    checked: CHECKED,
  },
] as const satisfies readonly StreamFrameRow[]

/** One field of a frame that the two platforms fill differently. */
export interface StreamFieldRow extends Row {
  /** Value of `event`; `*` is every frame of that side. */
  readonly event: string
  readonly from: 'application' | 'provider'
  /** Key path in the frame. */
  readonly field: string
  readonly plivo: string
  readonly vobiz: string
  readonly note: string
}

/** Differences inside frames, sorted by event and field. */
export const STREAM_FIELDS = [
  {
    event: '*',
    from: 'provider',
    field: 'extra_headers',
    status: 'value-mapped',
    plivo: 'text: a=1;b=2',
    vobiz: 'text of a JSON object: {}',
    note: 'Values of the extraHeaders attribute are not seen on the socket of Vobiz; put them into the URL.',
    source: ['plivo:stream-protocol', 'vobiz:stream-events', 'vobiz:stream-mock'],
    checked: CHECKED,
  },
  {
    event: '*',
    from: 'provider',
    field: 'sequenceNumber',
    status: 'value-mapped',
    plivo: 'from 1, in every frame',
    vobiz: 'from 0; missing or 0 in acknowledgements',
    note: 'Frames are counted anew.',
    source: ['plivo:stream-protocol', 'plivo:stream-sdk', 'vobiz:stream-clear', 'vobiz:stream-events'],
    checked: CHECKED,
  },
  {
    event: 'dtmf',
    from: 'provider',
    field: 'dtmf.digit',
    status: 'dropped-no-equivalent',
    plivo: 'the key, with track and timestamp',
    vobiz: 'not among the events of the protocol page',
    note: 'Keys may come to the action of a Gather only. A frame of this name passes as it is.',
    source: ['plivo:stream-sdk', 'vobiz:stream-events'],
    checked: CHECKED,
  },
  {
    event: 'media',
    from: 'provider',
    field: 'media.payload',
    status: 'same',
    plivo: 'base64; the byte order of L16 is not said',
    vobiz: 'base64; the skill says big-endian L16 in media and little-endian in playAudio',
    note: 'Samples pass as they are. With audio/x-l16, listen to a call before the cut-over, or use audio/x-mulaw;rate=8000.',
    source: ['plivo:stream-protocol', 'vobiz:stream-events', 'VS:streams'],
    checked: CHECKED,
  },
  {
    event: 'media',
    from: 'provider',
    field: 'media.timestamp',
    status: 'value-mapped',
    plivo: 'text, milliseconds',
    vobiz: 'text; a number in code of the vendor',
    note: 'Written as text.',
    source: ['plivo:stream-sdk', 'vobiz:stream-events', 'vobiz:stream-mock'],
    checked: CHECKED,
  },
  {
    event: 'playAudio',
    from: 'application',
    field: 'media.contentType',
    status: 'same',
    plivo: 'audio/x-l16, audio/x-mulaw',
    vobiz: 'the same two',
    note: 'Other formats are on neither list; a ;rate= behind them is taken off.',
    source: ['plivo:stream-protocol', 'vobiz:stream-play'],
    checked: CHECKED,
  },
  {
    event: 'playAudio',
    from: 'application',
    field: 'media.sampleRate',
    status: 'value-mapped',
    plivo: 'a number; text is in use',
    vobiz: 'an integer',
    note: 'Written as a number.',
    source: ['corpus', 'plivo:stream-sdk', 'vobiz:stream-play'],
    checked: CHECKED,
  },
  {
    event: 'playAudio',
    from: 'application',
    field: 'streamId',
    status: 'value-mapped',
    plivo: 'none',
    vobiz: 'expected',
    note: 'Added.',
    source: ['plivo:stream-sdk', 'vobiz:stream-events'],
    checked: CHECKED,
  },
  {
    event: 'start',
    from: 'provider',
    field: 'start',
    status: 'value-mapped',
    plivo: 'ids and mediaFormat inside',
    vobiz: 'the same; ids at the top level on pages of 2025',
    note: 'Both forms are read.',
    source: ['plivo:stream-protocol', 'vobiz:gen1', 'vobiz:stream-events'],
    checked: CHECKED,
  },
  {
    event: 'start',
    from: 'provider',
    field: 'start.accountId',
    status: 'dropped-no-equivalent',
    plivo: 'Auth ID of the account',
    vobiz: 'an internal number, as text',
    note: 'The Auth ID of Vobiz is in the webhooks of the call.',
    source: ['plivo:stream-protocol', 'vobiz:stream-events'],
    checked: CHECKED,
  },
  {
    event: 'stop',
    from: 'application',
    field: 'event',
    status: 'dropped-no-equivalent',
    plivo: 'none: closing the socket ends the stream',
    vobiz: 'ends the stream, and the next element runs',
    note: 'Passes as it is.',
    source: ['plivo:stream-protocol', 'vobiz:stream-events'],
    checked: CHECKED,
  },
  {
    event: 'stop',
    from: 'provider',
    field: 'stop',
    status: 'dropped-no-equivalent',
    plivo: 'sent before the socket closes',
    vobiz: 'none: the socket closes',
    note: 'End the stream when the socket closes as well.',
    source: ['corpus', 'plivo:stream-protocol'],
    checked: CHECKED,
  },
] as const satisfies readonly StreamFieldRow[]

type StreamEvent = (typeof STREAM_FRAMES)[number]['event'] | Exclude<(typeof STREAM_FIELDS)[number]['event'], '*'>

/** Every `event` of a frame: `STREAM_EVENT.playedStream`. */
export const STREAM_EVENT: Names<StreamEvent> = toNames<StreamEvent>(
  [...STREAM_FRAMES, ...STREAM_FIELDS].flatMap(({ event }) => (event === '*' ? [] : [event])),
)
