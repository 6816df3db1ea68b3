import { STREAM_EVENT } from '@plivo-to-vobiz/mappings/callbacks'
import { type Frame, isFrame } from './read-frame.ts'
import type { StreamState, Tell } from './stream-state.ts'

/** Frames that name their stream on Vobiz. */
const ADDRESSED: ReadonlySet<unknown> = new Set([
  STREAM_EVENT.checkpoint,
  STREAM_EVENT.clearAudio,
  STREAM_EVENT.playAudio,
])
const FORMATS = /^(audio\/x-(?:l16|mulaw))(?:\s*;\s*rate=(\d+))?$/i

/** Makes a frame of an application for Plivo, in place, into what Vobiz expects. False when it is to be left alone. */
export function toVobizFrame(frame: Frame, { streamId }: StreamState, tell: Tell): boolean {
  const { event } = frame
  if (event === STREAM_EVENT.sendDTMF) tell(STREAM_EVENT.sendDTMF)
  if (!ADDRESSED.has(event)) return false
  const isLost = typeof frame.streamId !== 'string' && streamId !== undefined
  if (isLost) frame.streamId = streamId
  const isChanged = event === STREAM_EVENT.playAudio && isFrame(frame.media) && fixMedia(frame.media, tell)
  return isLost || isChanged
}

function fixMedia(media: Frame, tell: Tell): boolean {
  const { contentType, sampleRate } = media
  const [, format, rate] = FORMATS.exec(String(contentType)) ?? []
  if (format === undefined) tell(STREAM_EVENT.playAudio, 'media.contentType')
  const number = typeof sampleRate === 'string' && /^\d+$/.test(sampleRate) ? Number(sampleRate) : sampleRate
  const fixed = { contentType: rate === undefined ? contentType : format, sampleRate: number ?? toNumber(rate) }
  const isChanged = fixed.contentType !== contentType || fixed.sampleRate !== sampleRate
  if (isChanged) Object.assign(media, fixed)
  return isChanged
}

const toNumber = (text: string | undefined): number | undefined => (text === undefined ? undefined : Number(text))
