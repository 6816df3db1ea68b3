import { EVENT, getDelivery } from '@plivo-to-vobiz/mappings'
import { type CallEnd, elapse } from './call/call.ts'
import { SECONDS } from './call/durations.ts'
import { CODE } from './call/hangup-cause.ts'
import { Interruption } from './call/interruption.ts'
import type { CallScript } from './script.ts'
import type { Sending, Session } from './session.ts'
import { detectMachine } from './steps/machine.ts'
import { type End, runDocuments } from './steps/run-document.ts'
import type { Moment } from './transcript.ts'
import type { Delivery } from './webhook/deliver.ts'

/** Plays a call from ringing to the last webhook after its end. */
export async function play(script: CallScript, session: Session): Promise<void> {
  const { call } = session
  const outcome = script.outcome ?? 'answered'
  call.end = (await ringUntilCancelled(session, outcome)) ?? (await answer(session, outcome))
  await tellEnd(session)
  await tellLate(session)
}

/** The phone rings; the application may take the call back while it does. */
async function ringUntilCancelled(session: Session, outcome: Outcome): Promise<CallEnd | undefined> {
  if (session.call.direction === 'inbound') return undefined
  try {
    await ring(session, outcome)
    await session.catchUp()
    return undefined
  } catch (error) {
    if (error instanceof Interruption) return toUnanswered('cancel', session)
    throw error
  }
}

const answer = (session: Session, outcome: Outcome): Promise<CallEnd> | CallEnd =>
  outcome === 'answered' || session.call.direction === 'inbound' ? talk(session) : toUnanswered(outcome, session)

type Outcome = NonNullable<CallScript['outcome']>
type Unanswered = 'busy' | 'no-answer' | 'cancel' | 'failed'

/** How a call ends that nobody takes. */
const UNANSWERED: Readonly<Record<Unanswered, CallEnd>> = {
  busy: { code: CODE.busy, source: 'Carrier', status: 'busy' },
  'no-answer': { code: CODE.noAnswer, source: 'Carrier', status: 'no-answer' },
  cancel: { code: CODE.cancelled, source: 'API Request', status: 'cancel' },
  failed: { code: CODE.unreachable, source: 'Carrier', status: 'failed' },
}

function toUnanswered(outcome: Unanswered, { readings }: Session): CallEnd {
  const end = UNANSWERED[outcome]
  return readings.endStatus === 'completed' ? { ...end, status: 'completed' } : end
}

async function ring({ call, script, readings, urls, tell }: Session, outcome: Outcome): Promise<void> {
  const toAnswer = readings.ring === 'answer-url'
  const url = toAnswer ? urls.answer : urls.ring
  elapse(call, 1)
  const because = toAnswer ? ['C1'] : []
  if (url !== undefined)
    await tell({
      moment: 'ring',
      url,
      method: script.methods?.[toAnswer ? 'answer' : 'ring'],
      set: 'ring',
      event: EVENT.Ring,
      status: 'ringing',
      because,
    })
  elapse(call, outcome === 'no-answer' ? (script.ringTimeout ?? SECONDS.unanswered) : SECONDS.ringing)
}

async function talk(session: Session): Promise<CallEnd> {
  const { call } = session
  if (call.direction === 'outbound') call.answered = true
  const { moment, delivery } = await fetchFirst(session)
  const end = (await detectMachine(session)) ?? (await runDocuments(moment, delivery, session))
  for (const run of session.takeAtEnd()) await run()
  return { code: end.code, source: end.source, status: statusOf(session, end) }
}

/** The document that answers the call: of the answer URL, or of the fallback URL when that fails. */
async function fetchFirst(session: Session): Promise<{ moment: Moment; delivery: Delivery }> {
  const { call, urls, script } = session
  const { methods = {} } = script
  // An inbound call is answered by the document, so it still rings while the document is fetched.
  const status = call.direction === 'inbound' ? 'ringing' : 'in-progress'
  const content = { set: 'answer', event: EVENT.StartApp, status } as const
  const delivery = await session.send({ moment: 'answer', url: urls.answer, method: methods.answer, ...content })
  if (urls.fallback === undefined || !fails(delivery, session)) return { moment: 'answer', delivery }
  const because = [`delivery:${call.provider}`]
  const sending: Sending = {
    moment: 'fallback',
    url: urls.fallback,
    method: methods.fallback,
    ...content,
    because,
  }
  return { moment: 'fallback', delivery: await session.send(sending) }
}

/** Whether the provider asks the fallback URL after this answer: both do when nobody answers, one when XML is bad. */
function fails({ exchange }: Delivery, { call }: Session): boolean {
  const errors = exchange.problems.filter(({ severity }) => severity === 'error')
  const onlyXml = errors.every(({ code }) => !['bad-status', 'no-reply', 'too-late'].includes(code))
  return errors.length > 0 && (!onlyXml || getDelivery(call.provider).fallbackOn.includes('xml'))
}

/** A call turned down before it was taken ends as its reason says. */
function statusOf({ call, readings }: Session, { code }: End): string {
  if (call.answered || readings.endStatus === 'completed') return 'completed'
  return code === CODE.busy ? 'busy' : code === CODE.rejected ? 'failed' : 'completed'
}

async function tellEnd({ call, script, readings, urls, tell }: Session): Promise<void> {
  const status = call.end?.status ?? 'completed'
  const own = urls.hangup ?? urls.answer
  const places = {
    'hangup-url': [own],
    'answer-url': [urls.answer],
    both: [...new Set([own, urls.answer])],
  }
  for (const url of places[readings.hangup]) {
    const because = [
      ...(url !== own ? ['C2'] : urls.hangup === undefined ? ['C3'] : []),
      ...(readings.endStatus === 'completed' && !call.answered ? ['C18'] : []),
    ]
    const method = script.methods?.[url === urls.hangup ? 'hangup' : 'answer']
    await tell({ moment: 'hangup', url, method, set: 'hangup', event: EVENT.Hangup, status, because })
  }
}

/** What arrives when the call is long over; nothing is held back any more after that. */
async function tellLate(session: Session): Promise<void> {
  const { call, faults } = session
  const sendings = session.takeLater()
  if (sendings.length > 0) elapse(call, faults.has('late-record') ? SECONDS.fileLate : SECONDS.fileReady)
  for (const sending of sendings) await session.send(sending)
  await session.flush()
}
