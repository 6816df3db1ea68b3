import { ATTRIBUTE, ELEMENT } from '@plivo-to-vobiz/mappings'
import { secondsOf, secondsOfTones } from '../call/durations.ts'
import type { XmlElement } from '../document/read-document.ts'
import { readNumberOrDefault } from '../document/read-number.ts'
import type { Session, StepHandler } from '../session.ts'

/** Speak and Play: the caller hears something. */
export const hear: StepHandler = async (element, session) => {
  await noteAudio(element, session)
  return { go: 'on' }
}

/** Wait: silence for a while, cut short by a quiet caller when the element says so. */
export const wait: StepHandler = async (element, session) => {
  const length = readNumberOrDefault(element, ATTRIBUTE.length)
  const quiet = Math.ceil(readNumberOrDefault(element, ATTRIBUTE.minSilence) / 1000)
  const seconds = element.attributes[ATTRIBUTE.silence] === 'true' ? Math.min(length, quiet) : length
  session.note(element.name, 'waits', `${seconds} s`)
  await session.pass(seconds)
  return { go: 'on' }
}

/** DTMF: tones on the line, which hold nothing up unless told to. */
export const tones: StepHandler = async (element, session) => {
  session.note(element.name, 'hears', `tones ${element.text}`)
  if (element.attributes[ATTRIBUTE.async] === 'false') await session.pass(secondsOfTones(element.text))
  return { go: 'on' }
}

/** PreAnswer: what it holds is heard before the call is taken. */
export const preAnswer: StepHandler = async (element, session) => {
  for (const child of element.children) await (child.name === ELEMENT.Wait ? wait : hear)(child, session)
  return { go: 'on' }
}

/** Notes what is heard, and lets it take its time; anything but audio is silent. Zero loops go on until stopped. */
export async function noteAudio(element: XmlElement, session: Session): Promise<void> {
  if (element.name !== ELEMENT.Speak && element.name !== ELEMENT.Play) return
  const times = element.attributes[ATTRIBUTE.loop] === '0' ? ENDLESS : readNumberOrDefault(element, ATTRIBUTE.loop)
  const words = element.name === ELEMENT.Speak ? `"${element.text}"` : element.text
  session.note(
    element.name,
    'hears',
    times === 1 ? words : `${words} ${times === ENDLESS ? 'again and again' : `${times} times`}`,
  )
  await session.pass(secondsOf(element) * times)
}

/** Repetitions after which a caller has heard enough of something endless. */
const ENDLESS = 20
