import { ATTRIBUTE, ELEMENT } from '@plivo-to-vobiz/mappings'
import type { XmlElement } from '../document/read-document.ts'
import { readNumber } from '../document/read-number.ts'
import type { Session, StepHandler } from '../session.ts'

/** Speak and Play: the caller hears something. */
export const hear: StepHandler = async (element, session) => {
  noteAudio(element, session)
  return { go: 'on' }
}

/** Wait: silence for a while. */
export const wait: StepHandler = async (element, session) => {
  const seconds = readNumber(element, ATTRIBUTE.length, 1)
  session.call.seconds += seconds
  session.note(element.name, 'waits', `${seconds} s`)
  return { go: 'on' }
}

/** DTMF: tones on the line. */
export const tones: StepHandler = async (element, session) => {
  session.note(element.name, 'hears', `tones ${element.text}`)
  return { go: 'on' }
}

/** PreAnswer: what it holds is heard before the call is taken. */
export const preAnswer: StepHandler = async (element, session) => {
  for (const child of element.children) noteAudio(child, session)
  return { go: 'on' }
}

/** Notes what is heard; anything but audio is silent. */
export function noteAudio(element: XmlElement, session: Session): void {
  if (element.name === ELEMENT.Speak) session.note(element.name, 'hears', `"${element.text}"`)
  if (element.name === ELEMENT.Play) session.note(element.name, 'hears', element.text)
}
