import { ELEMENT } from '@plivo-to-vobiz/mappings'
import type { XmlElement } from '../document/read-document.ts'

/**
 * How long things take on the virtual clock, in seconds. No provider promises any of it; the figures are round and the
 * same on both sides, so that a call can be stopped at a given time and two calls compared.
 */
export const SECONDS = {
  /** A phone rings before it is answered or turned down. */
  ringing: 4,
  /** A phone rings that nobody answers, unless the application says how long. */
  unanswered: 30,
  /** One word spoken: 150 words a minute. */
  word: 0.4,
  /** A file played. */
  file: 5,
  /** One key pressed or one tone heard. */
  key: 0.5,
  /** From the end of a recording to the webhook that tells of the file. */
  fileReady: 5,
  /** The same when the fault switch makes it late. */
  fileLate: 3600,
} as const

/** Seconds a caller listens to an element, whole ones. */
export function secondsOf({ name, text }: XmlElement): number {
  if (name === ELEMENT.Play) return SECONDS.file
  if (name !== ELEMENT.Speak) return 0
  return Math.ceil(text.split(' ').filter(Boolean).length * SECONDS.word)
}

/** Seconds of tones; a small w is a pause of half a second, a large one of a second. */
export function secondsOfTones(tones: string): number {
  const halves = [...tones].reduce((sum, tone) => sum + (tone === 'W' ? 2 : 1), 0)
  return Math.ceil(halves * SECONDS.key)
}
