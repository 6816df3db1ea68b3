import { ATTRIBUTE, EVENT, PARAM } from '@plivo-to-vobiz/mappings'
import { addSeconds } from '../call/times.ts'
import type { XmlElement } from '../document/read-document.ts'
import type { Recording } from '../script.ts'
import type { Next, Sending, Session, StepHandler } from '../session.ts'
import { callAction } from './follow-reply.ts'

/** Record: beep, speak, stop. The providers disagree on when they tell the application. */
export const record: StepHandler = async (element, session) => {
  const { seconds = 8, key = '#' } = session.nextRecording()
  const id = `rec-${session.call.uuid.slice(0, 8)}`
  const facts = toFacts(session, id, seconds)
  return session.readings.recordAction === 'at-start'
    ? recordTellingFirst(element, session, { id, seconds, key, facts })
    : recordTellingLast(element, session, { seconds, key, facts })
}

interface Take extends Required<Recording> {
  /** Parameters of a finished recording. */
  readonly facts: Record<string, string>
}

/** Plivo: the action URL hears of the finished recording and decides what comes next. */
async function recordTellingLast(element: XmlElement, session: Session, take: Take): Promise<Next> {
  noteRecording(element, session, take)
  const next = await callAction(element, session, {
    moment: 'record',
    extra: { ...take.facts, [PARAM.Digits]: take.key },
  })
  const ready = readySending(element, { extra: take.facts })
  if (ready !== undefined) session.later(ready)
  return next
}

/** Vobiz, current page: the action URL hears that recording starts; the file is told of after the call. */
async function recordTellingFirst(
  element: XmlElement,
  session: Session,
  { id, ...take }: Take & { id: string },
): Promise<Next> {
  const next = await callAction(element, session, {
    moment: 'record',
    event: EVENT.Record,
    extra: { [PARAM.RecordingID]: id },
  })
  const ready = readySending(element, {
    event: EVENT.RecordStop,
    extra: { ...take.facts, [PARAM.RecordingEndReason]: take.key === '' ? 'RecordingTimeout' : 'FinishedOnKey' },
  })
  if (ready !== undefined) session.later(ready)
  if (next.go === 'document' && next.delivery.elements.length > 0) {
    session.note(element.name, 'skips', 'recording: the action URL gave other instructions as it began')
    return next
  }
  noteRecording(element, session, take)
  // An empty reply, or one with a problem: the latter is told by the exchange.
  return next.go === 'document' && next.delivery.exchange.problems.length > 0 ? next : { go: 'on' }
}

function noteRecording(element: XmlElement, session: Session, { seconds, key }: Take): void {
  session.call.seconds += seconds
  session.note(element.name, 'records', `${seconds} s${key === '' ? '' : `, then presses ${key}`}`)
}

function readySending({ attributes }: XmlElement, content: Pick<Sending, 'event' | 'extra'>): Sending | undefined {
  const url = attributes[ATTRIBUTE.callbackUrl]
  return url ? { moment: 'record-ready', url, method: attributes[ATTRIBUTE.callbackMethod], ...content } : undefined
}

function toFacts({ call }: Session, id: string, seconds: number): Record<string, string> {
  const start = addSeconds(call.startedAt, call.seconds).getTime()
  return {
    [PARAM.RecordUrl]: `https://media.example.com/${id}.mp3`,
    [PARAM.RecordingID]: id,
    [PARAM.RecordingDuration]: String(seconds),
    [PARAM.RecordingDurationMs]: String(seconds * 1000),
    [PARAM.RecordingStartMs]: String(start),
    [PARAM.RecordingEndMs]: String(start + seconds * 1000),
  }
}
