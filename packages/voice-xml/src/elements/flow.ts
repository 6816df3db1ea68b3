import { ATTRIBUTE } from '@plivo-to-vobiz/mappings'
import type { Draft } from '../draft.ts'
import { isDynamic } from '../template.ts'

/** Hangup: a schedule needs something to do until then. */
export function checkHangup(draft: Draft): void {
  if (draft.has(ATTRIBUTE.schedule) && !draft.isFollowed) draft.report('hangup-schedule-no-follow')
}

const TWO_WAY = 'true'
const OUTGOING = ['outbound', 'both']

/** Stream: what ends the call on both sides. */
export function checkTracks(draft: Draft): void {
  const track = draft.get(ATTRIBUTE.audioTrack) ?? ''
  if (draft.get(ATTRIBUTE.bidirectional) === TWO_WAY && OUTGOING.includes(track)) draft.report('stream-track-conflict')
}

/** Stream: that, and what only some Vobiz pages allow. */
export function checkStream(draft: Draft): void {
  checkTracks(draft)
  const twoWay = draft.get(ATTRIBUTE.bidirectional) ?? ''
  const alive = draft.get(ATTRIBUTE.keepCallAlive) === 'true'
  if (alive && twoWay !== TWO_WAY && !isDynamic(twoWay)) draft.report('stream-keepalive-one-way')
}

const MILLISECONDS = 1000

/** Wait: silence can cut it short only when it lasts longer than the silence asked for. */
export function checkWait(draft: Draft): void {
  if (draft.get(ATTRIBUTE.silence) !== 'true') return
  const length = toNumber(draft, ATTRIBUTE.length)
  const silence = toNumber(draft, ATTRIBUTE.minSilence)
  if (length * MILLISECONDS <= silence) draft.report('wait-silence-window')
}

const toNumber = (draft: Draft, name: string): number =>
  Number(draft.get(name) ?? draft.facts.attributes.get(name)?.plivoDefault)
