import { ATTRIBUTE, ELEMENT, EVENT } from '@plivo-to-vobiz/mappings'
import { CODE, invalidXmlCode, unreachableCode } from '../call/hangup-cause.ts'
import { Interruption } from '../call/interruption.ts'
import { checkElement } from '../document/check-element.ts'
import type { XmlElement } from '../document/read-document.ts'
import type { Next, Session, StepHandler } from '../session.ts'
import type { Exchange, Moment } from '../transcript.ts'
import type { Delivery } from '../webhook/deliver.ts'
import { hear, preAnswer, tones, wait } from './audio.ts'
import { conference } from './conference.ts'
import { dial } from './dial.ts'
import { hangup, notSimulated, redirect } from './flow.ts'
import { input } from './input.ts'
import { multiparty } from './multiparty.ts'
import { record } from './record.ts'
import { stream } from './stream.ts'

const HANDLERS: Readonly<Record<string, StepHandler>> = {
  [ELEMENT.Conference]: conference,
  [ELEMENT.DTMF]: tones,
  [ELEMENT.Dial]: dial,
  [ELEMENT.Gather]: input,
  [ELEMENT.GetDigits]: input,
  [ELEMENT.GetInput]: input,
  [ELEMENT.Hangup]: hangup,
  [ELEMENT.MultiPartyCall]: multiparty,
  [ELEMENT.Play]: hear,
  [ELEMENT.PreAnswer]: preAnswer,
  [ELEMENT.Record]: record,
  [ELEMENT.Redirect]: redirect,
  [ELEMENT.Speak]: hear,
  [ELEMENT.Stream]: stream,
  [ELEMENT.Wait]: wait,
}

/** Elements that a provider carries out while the phone still rings. */
const BEFORE_ANSWER: ReadonlySet<string> = new Set([ELEMENT.Hangup, ELEMENT.PreAnswer, ELEMENT.Wait])

/** How a call ended. */
export type End = Extract<Next, { go: 'end' }>

/** Documents one call may fetch; more means that the application sends the caller in circles. */
const MAX_DOCUMENTS = 30

/** Carries out a document and all that follow from it, until the call ends. */
export async function runDocuments(moment: Moment, delivery: Delivery, session: Session): Promise<End> {
  let next: Next = { go: 'document', moment, delivery }
  for (let documents = 0; documents < MAX_DOCUMENTS; documents += 1) {
    if (next.go === 'end') return next
    if (next.go === 'on') return endOfXml(session)
    next = await runInterruptibly(next.moment, next.delivery, session)
  }
  const message = `${MAX_DOCUMENTS} documents, and no end; the caller goes in circles.`
  session.note('', 'ends', 'the simulator gives up', [{ code: 'too-many-documents', severity: 'error', message }])
  return { go: 'end', code: CODE.normal, source: 'Error' }
}

/** A document until its end, or until the caller hangs up or the application takes the call elsewhere. */
async function runInterruptibly(moment: Moment, delivery: Delivery, session: Session): Promise<Next> {
  try {
    return await runDocument(moment, delivery, session)
  } catch (error) {
    if (!(error instanceof Interruption)) throw error
    if (error.stop.go === 'end') return error.stop
    const { url, method } = error.stop
    const next = await session.send({ moment: 'transfer', url, method, event: EVENT.Transfer })
    return { go: 'document', moment: 'transfer', delivery: next }
  }
}

async function runDocument(moment: Moment, { elements, exchange }: Delivery, session: Session): Promise<Next> {
  if (hasError(exchange) || refused(exchange)) {
    session.call.answered = true
    session.note('', 'ends', 'the provider gives up on the reply')
    return {
      go: 'end',
      code: exchange.reply === undefined ? unreachableCode(moment) : errorCode(exchange),
      source: 'Error',
    }
  }
  for (const [index, element] of elements.entries()) {
    if (!BEFORE_ANSWER.has(element.name)) session.call.answered = true
    await session.catchUp()
    const next = await runElement(moment, element, { session, isLast: index === elements.length - 1 })
    if (next.go !== 'on') return next
  }
  session.call.answered = true
  await session.catchUp()
  return { go: 'on' }
}

async function runElement(
  moment: Moment,
  element: XmlElement,
  { session, isLast }: { session: Session; isLast: boolean },
): Promise<Next> {
  const problems = checkElement(session.call.provider, element)
  if (problems.some(({ severity }) => severity === 'error')) {
    session.note(element.name, 'ends', `the provider cannot carry out <${element.name}>`, problems, [
      `element:${element.name}`,
    ])
    return { go: 'end', code: invalidXmlCode(moment), source: 'Error' }
  }
  if (problems.length > 0) session.note(element.name, 'ignores', `some of <${element.name}>`, problems)
  // A scheduled hangup needs something to happen until then; with nothing behind it, it happens at once.
  if (element.name === ELEMENT.Hangup && isLast) return hangup(withoutSchedule(element), session)
  return (HANDLERS[element.name] ?? notSimulated)(element, session)
}

const withoutSchedule = ({ attributes, ...element }: XmlElement): XmlElement => {
  const { [ATTRIBUTE.schedule]: _schedule, ...rest } = attributes
  return { ...element, attributes: rest }
}

const hasError = ({ problems }: Exchange): boolean => problems.some(({ severity }) => severity === 'error')

/** A refusal that was wished for is no problem, and no document either. */
const refused = ({ reply }: Exchange): boolean => (reply?.status ?? 0) >= 300

const errorCode = ({ request, reply }: Exchange): number =>
  (reply?.status ?? 0) >= 300 || reply === undefined ? unreachableCode(request.moment) : invalidXmlCode(request.moment)

function endOfXml(session: Session): End {
  session.note('', 'ends', 'the instructions are used up')
  return { go: 'end', code: CODE.endOfXml, source: 'Answer XML' }
}
