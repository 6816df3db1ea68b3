import { ATTRIBUTE, ELEMENT, EVENT, PARAM } from '@plivo-to-vobiz/mappings'
import { secondsOfTones } from '../call/durations.ts'
import { CODE } from '../call/hangup-cause.ts'
import type { XmlElement } from '../document/read-document.ts'
import { readNumberOrDefault } from '../document/read-number.ts'
import type { Input } from '../script.ts'
import type { Next, Session, StepHandler } from '../session.ts'
import { noteAudio } from './audio.ts'
import { callAction } from './follow-reply.ts'
import { hasInvalidKey, readKeys } from './keys.ts'

/** A caller who is asked again and again hangs up; without this, a menu that repeats itself would never end. */
const PATIENCE = 5

/**
 * GetDigits, GetInput and Gather: ask, then report what the caller did. On Plivo `retries` says how often the prompts
 * play in all: a try is used up by silence, or by an entry with a key that is not among `validDigits`, behind which
 * `invalidDigitsSound` plays. After the last one the call goes on with the next element, and nobody is told.
 */
export const input: StepHandler = async (element, session) => {
  const onVobiz = element.name === ELEMENT.Gather
  const attempts = onVobiz ? 1 : readNumberOrDefault(element, ATTRIBUTE.retries)
  for (let attempt = 0; attempt < attempts; attempt += 1) {
    for (const child of element.children) await noteAudio(child, session)
    const heard = await takeInput(element, session)
    session.call.silences = heard === undefined ? session.call.silences + 1 : 0
    if (session.call.silences >= PATIENCE) return giveUp(session)
    if (heard === undefined) continue
    if (onVobiz || !hasInvalidKey(element, heard.digits)) return report(element, session, heard)
    const sound = element.attributes[ATTRIBUTE.invalidDigitsSound]
    if (sound) await noteAudio({ name: ELEMENT.Play, attributes: {}, children: [], text: sound }, session)
  }
  return onVobiz && session.readings.silence === 'empty-action' ? report(element, session, {}) : { go: 'on' }
}

/** What the caller does, as far as this element listens to it. */
async function takeInput(element: XmlElement, session: Session): Promise<Input | undefined> {
  const given = session.nextInput()
  if (given.digits !== undefined) {
    session.note(element.name, 'presses', given.digits)
    await session.pass(secondsOfTones(given.digits))
    const digits = readKeys(element, given.digits)
    return digits === '' ? undefined : { digits }
  }
  if (given.speech !== undefined) {
    session.note(element.name, 'says', `"${given.speech}"`)
    await session.pass(SPEAKING)
    return listensToSpeech(element) ? given : undefined
  }
  session.note(element.name, 'waits', 'and does nothing')
  await session.pass(secondsToWait(element))
  return undefined
}

/** Seconds a spoken answer takes. */
const SPEAKING = 3

/** Seconds an element waits for somebody who does nothing. */
const secondsToWait = (element: XmlElement): number =>
  readNumberOrDefault(element, element.name === ELEMENT.GetDigits ? ATTRIBUTE.timeout : ATTRIBUTE.executionTimeout)

const listensToSpeech = ({ attributes }: XmlElement): boolean =>
  (attributes[ATTRIBUTE.inputType] ?? '').split(' ').includes('speech')

function giveUp(session: Session): Next {
  session.note('', 'ends', 'the caller loses patience and hangs up')
  return { go: 'end', code: CODE.normal, source: 'Caller' }
}

async function report(element: XmlElement, session: Session, heard: Input): Promise<Next> {
  const silent = heard.digits === undefined && heard.speech === undefined
  const because = element.name === ELEMENT.Gather && silent ? ['C26'] : []
  const extra = toParams(element, heard)
  return callAction(element, session, { moment: 'input', event: EVENT.Redirect, extra, because })
}

function toParams(element: XmlElement, { digits = '', speech }: Input): Record<string, string> {
  if (element.name === ELEMENT.GetDigits) return { [PARAM.Digits]: digits }
  const kind = speech !== undefined ? 'speech' : digits === '' ? '' : 'dtmf'
  const scored = speech === undefined ? {} : { [PARAM.SpeechConfidenceScore]: '0.92', [PARAM.BilledAmount]: '0.0050' }
  return { [PARAM.InputType]: kind, [PARAM.Digits]: digits, [PARAM.Speech]: speech ?? '', ...scored }
}
