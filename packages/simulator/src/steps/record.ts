import { ATTRIBUTE, EVENT, PARAM } from '@plivo-to-vobiz/mappings'
import type { XmlElement } from '../document/read-document.ts'
import { readNumberOrDefault } from '../document/read-number.ts'
import type { Recording } from '../script.ts'
import type { Next, Session, StepHandler } from '../session.ts'
import { callAction } from './follow-reply.ts'
import { toClockMs, toFacts, toRecordingId } from './record/facts.ts'
import { tellFile } from './record/file.ts'
import { recordSession } from './record/session.ts'
import { type Spent, spend } from './spend.ts'

/** Record: beep, speak, stop. The providers disagree on when they tell the application. */
export const record: StepHandler = async (element, session) => {
  const { attributes } = element
  const inBackground =
    attributes[ATTRIBUTE.recordSession] === 'true' || attributes[ATTRIBUTE.startOnDialAnswer] === 'true'
  if (inBackground) return recordSession(element, session)
  return session.readings.recordAction === 'at-start'
    ? recordTellingFirst(element, session)
    : recordTellingLast(element, session)
}

/** A finished recording. */
interface Take extends Spent {
  /** Key that ended it; empty when the caller fell silent, ran out of time or hung up. */
  readonly key: string
  readonly reason: string
  /** Parameters of the file. */
  readonly facts: Record<string, string>
}

/** Plivo: the action URL hears of the finished recording and decides what comes next. */
async function recordTellingLast(element: XmlElement, session: Session): Promise<Next> {
  const take = await listen(element, session)
  const next = await callAction(element, session, {
    moment: 'record',
    extra: { ...take.facts, [PARAM.Digits]: take.key },
  })
  tellFile(element, session, { extra: take.facts })
  if (take.stop !== undefined) throw take.stop
  return next
}

/** Vobiz, current page: the action URL hears that recording starts; the file is told of after the call. */
async function recordTellingFirst(element: XmlElement, session: Session): Promise<Next> {
  const startMs = toClockMs(session)
  const next = await callAction(element, session, {
    moment: 'record',
    event: EVENT.Record,
    extra: { [PARAM.RecordingID]: toRecordingId(session) },
    because: ['C16'],
  })
  const tellStop = (facts: Record<string, string>, reason: string): void =>
    tellFile(element, session, {
      event: EVENT.RecordStop,
      extra: { ...facts, [PARAM.RecordingEndReason]: reason },
      because: ['C16'],
    })
  if (next.go === 'document' && next.delivery.elements.length > 0) {
    const text = 'recording: the action URL gave other instructions as it began'
    session.note(element.name, 'skips', text, [], ['C16'])
    tellStop(toFacts(session, startMs, 0), 'HungUp')
    return next
  }
  const take = await listen(element, session)
  tellStop(take.facts, take.reason)
  if (take.stop !== undefined) throw take.stop
  // An empty reply, or one with a problem: the latter is told by the exchange.
  return next.go === 'document' && next.delivery.exchange.problems.length > 0 ? next : { go: 'on' }
}

async function listen(element: XmlElement, session: Session): Promise<Take> {
  const given = session.nextRecording()
  const { seconds = 8, hangup = false } = given
  const longest = readNumberOrDefault(element, ATTRIBUTE.maxLength)
  const startMs = toClockMs(session)
  const spent = await spend(Math.min(seconds, longest), session)
  const isCut = seconds > longest
  session.note(element.name, 'records', `${spent.seconds} s${spent.stop === undefined ? toEnding(given, isCut) : ''}`)
  const stop = spent.stop ?? (hangup ? await hangUp(session) : undefined)
  const key = stop !== undefined || isCut ? '' : toKey(given)
  return {
    seconds: spent.seconds,
    key,
    reason:
      stop !== undefined ? 'HungUp' : isCut ? ATTRIBUTE.maxLength : key === '' ? 'RecordingTimeout' : 'FinishedOnKey',
    facts: toFacts(session, startMs, spent.seconds),
    ...(stop === undefined ? {} : { stop }),
  }
}

const toKey = ({ key = '#' }: Recording): string => key

function toEnding(given: Recording, isCut: boolean): string {
  if (isCut) return ', and is cut off'
  if (given.hangup) return ', then hangs up'
  return toKey(given) === '' ? '' : `, then presses ${toKey(given)}`
}

async function hangUp(session: Session): Promise<Spent['stop']> {
  session.plan({ at: session.call.seconds, run: session.hangUp })
  return (await spend(0, session)).stop
}
