import { ACCOUNT_ID, STREAM_EVENT } from '@plivo-to-vobiz/mappings/callbacks'
import { type Frame, isFrame } from './read-frame.ts'
import type { StreamState, Tell } from './stream-state.ts'

/** Frames Plivo's own libraries read with a fixed shape. */
const COUNTED: ReadonlySet<unknown> = new Set([
  STREAM_EVENT.clearedAudio,
  STREAM_EVENT.dtmf,
  STREAM_EVENT.media,
  STREAM_EVENT.playedStream,
  STREAM_EVENT.start,
])
const WITH_EXTRA: ReadonlySet<unknown> = new Set([STREAM_EVENT.dtmf, STREAM_EVENT.media, STREAM_EVENT.start])

/** Makes a frame of Vobiz, in place, into what Plivo would have sent. False when it is to be left alone. */
export function toPlivoFrame(frame: Frame, state: StreamState, tell: Tell): boolean {
  const { event } = frame
  if (!COUNTED.has(event)) return false
  state.count += 1
  frame.sequenceNumber = state.count
  if (event === STREAM_EVENT.start) fillStart(frame, state, tell)
  else if (typeof frame.streamId !== 'string' && state.streamId !== undefined) frame.streamId = state.streamId
  if (event === STREAM_EVENT.media && isFrame(frame.media)) fillMedia(frame.media, state)
  if (event === STREAM_EVENT.dtmf && !(isFrame(frame.dtmf) && typeof frame.dtmf.digit === 'string'))
    tell(STREAM_EVENT.dtmf, 'dtmf.digit')
  if (WITH_EXTRA.has(event)) frame.extra_headers = toExtraHeaders(frame.extra_headers) ?? state.extraHeaders
  if (event === STREAM_EVENT.start) state.extraHeaders = String(frame.extra_headers)
  return true
}

function fillStart(frame: Frame, state: StreamState, tell: Tell): void {
  const start = isFrame(frame.start) ? frame.start : toNested(frame)
  frame.start = start
  if (typeof start.accountId === 'number') start.accountId = String(start.accountId)
  if (typeof start.streamId === 'string') state.streamId = start.streamId
  const { encoding } = isFrame(start.mediaFormat) ? start.mediaFormat : {}
  if (!ACCOUNT_ID.plivo.test(String(start.accountId))) tell(STREAM_EVENT.start, 'start.accountId')
  if (typeof encoding === 'string' && /l16/i.test(encoding)) tell(STREAM_EVENT.media, 'media.payload')
}

/** The form of 2025, with everything at the top level. */
function toNested({ callId, streamId, accountId, audioTrack, contentType }: Frame): Frame {
  const [, encoding, rate] = /^([^;]+)(?:;\s*rate=(\d+))?/.exec(String(contentType ?? '')) ?? []
  return {
    callId,
    streamId,
    accountId: accountId ?? '',
    tracks: audioTrack === 'both' ? ['inbound', 'outbound'] : [audioTrack ?? 'inbound'],
    mediaFormat: { encoding, sampleRate: rate === undefined ? undefined : Number(rate) },
  }
}

function fillMedia(media: Frame, state: StreamState): void {
  state.chunks += 1
  if (typeof media.timestamp !== 'string') media.timestamp = String(media.timestamp ?? '')
  if (typeof media.chunk !== 'number') media.chunk = state.chunks
  if (typeof media.track !== 'string') media.track = 'inbound'
}

/** `a=1;b=2` of `{"a":"1","b":"2"}`; what is no JSON object comes back as it is. */
function toExtraHeaders(extra: unknown): string | undefined {
  if (typeof extra !== 'string') return isFrame(extra) ? join(extra) : undefined
  try {
    const parsed: unknown = JSON.parse(extra)
    return isFrame(parsed) ? join(parsed) : extra
  } catch {
    return extra
  }
}

const join = (pairs: Frame): string =>
  Object.entries(pairs)
    .map(([name, value]) => `${name}=${value}`)
    .join(';')
