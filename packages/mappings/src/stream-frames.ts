import type { Row } from './row.ts'

/** One kind of frame on the socket of an audio stream. */
export interface StreamFrameRow extends Row {
  /** Value of `event`; equal on both sides. */
  readonly event: string
  readonly from: 'application' | 'provider'
  readonly note: string
}

const CHECKED = '2026-11-24'

/** Frames whose handling has to be looked at, sorted by event. Frames that other products have too are left out. */
export const STREAM_FRAMES = [
  {
    event: 'checkpoint',
    from: 'application',
    status: 'value-mapped',
    note: 'Vobiz wants streamId at the top level of the frame.',
    source: ['corpus', 'VS:streams'],
    checked: CHECKED,
  },
  {
    event: 'clearAudio',
    from: 'application',
    status: 'value-mapped',
    note: 'Vobiz wants streamId at the top level of the frame.',
    source: ['corpus', 'VS:streams'],
    checked: CHECKED,
  },
  {
    event: 'playAudio',
    from: 'application',
    status: 'value-mapped',
    note: 'Plivo takes sampleRate as text, Vobiz as a number.',
    source: ['corpus', 'VS:streams'],
    checked: CHECKED,
  },
  {
    event: 'playedStream',
    from: 'provider',
    status: 'value-mapped',
    note: 'Vobiz carries streamId at the top level; Plivo inside start as well.',
    source: ['corpus', 'VS:streams'],
    checked: CHECKED,
  },
] as const satisfies readonly StreamFrameRow[]
