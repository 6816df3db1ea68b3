import { EVENT } from '@plivo-to-vobiz/mappings'
import type { CallEnd } from './call/call.ts'
import { CODE } from './call/hangup-cause.ts'
import type { CallScript } from './script.ts'
import type { Sending, Session } from './session.ts'
import { runDocuments } from './steps/run-document.ts'

/** Plays a call from ringing to the last webhook after its end. */
export async function play(script: CallScript, session: Session): Promise<void> {
  const { call } = session
  if (call.direction === 'outbound') await ring(session)
  const outcome = script.outcome ?? 'answered'
  call.end = outcome === 'answered' || call.direction === 'inbound' ? await talk(session) : UNANSWERED[outcome]
  await tellEnd(session)
  for (const sending of session.takeLater()) await session.send(sending)
}

/** How a call ends that nobody takes. */
const UNANSWERED: Readonly<Record<'busy' | 'no-answer' | 'cancel' | 'failed', CallEnd>> = {
  busy: { code: CODE.busy, source: 'Carrier', status: 'busy' },
  'no-answer': { code: CODE.noAnswer, source: 'Carrier', status: 'no-answer' },
  cancel: { code: CODE.cancelled, source: 'API Request', status: 'cancel' },
  failed: { code: CODE.unreachable, source: 'Carrier', status: 'failed' },
}

async function ring({ readings, urls, send }: Session): Promise<void> {
  const url = readings.ring === 'answer-url' ? urls.answer : urls.ring
  if (url !== undefined) await send({ moment: 'ring', url, set: 'ring', event: EVENT.Ring, status: 'ringing' })
}

async function talk(session: Session): Promise<CallEnd> {
  const { call, urls } = session
  call.answered = true
  // An inbound call is answered by the document, so it still rings while the document is fetched.
  const status = call.direction === 'inbound' ? 'ringing' : 'in-progress'
  const answer: Sending = { moment: 'answer', url: urls.answer, set: 'answer', event: EVENT.StartApp, status }
  const { code, source } = await runDocuments('answer', await session.send(answer), session)
  return { code, source, status: 'completed' }
}

async function tellEnd({ call, readings, urls, send }: Session): Promise<void> {
  const status = call.end?.status ?? 'completed'
  const places = {
    'hangup-url': [urls.hangup ?? urls.answer],
    'answer-url': [urls.answer],
    both: [...new Set([urls.hangup ?? urls.answer, urls.answer])],
  }
  for (const url of places[readings.hangup]) {
    await send({ moment: 'hangup', url, set: 'hangup', event: EVENT.Hangup, status })
  }
}
