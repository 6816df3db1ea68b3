import { ELEMENT } from '@plivo-to-vobiz/mappings'
import { CODE, invalidXmlCode, unreachableCode } from '../call/hangup-cause.ts'
import { checkElement } from '../document/check-element.ts'
import type { XmlElement } from '../document/read-document.ts'
import type { Next, Session, StepHandler } from '../session.ts'
import type { Exchange, Moment } from '../transcript.ts'
import type { Delivery } from '../webhook/deliver.ts'
import { hear, preAnswer, tones, wait } from './audio.ts'
import { dial } from './dial.ts'
import { hangup, notSimulated, redirect } from './flow.ts'
import { input } from './input.ts'
import { record } from './record.ts'

const HANDLERS: Readonly<Record<string, StepHandler>> = {
  [ELEMENT.DTMF]: tones,
  [ELEMENT.Dial]: dial,
  [ELEMENT.Gather]: input,
  [ELEMENT.GetDigits]: input,
  [ELEMENT.GetInput]: input,
  [ELEMENT.Hangup]: hangup,
  [ELEMENT.Play]: hear,
  [ELEMENT.PreAnswer]: preAnswer,
  [ELEMENT.Record]: record,
  [ELEMENT.Redirect]: redirect,
  [ELEMENT.Speak]: hear,
  [ELEMENT.Wait]: wait,
}

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
    next = await runDocument(next.moment, next.delivery, session)
  }
  const message = `${MAX_DOCUMENTS} documents, and no end; the caller goes in circles.`
  session.note('', 'ends', 'the simulator gives up', [{ code: 'too-many-documents', severity: 'error', message }])
  return { go: 'end', code: CODE.normal, source: 'Error' }
}

async function runDocument(moment: Moment, { elements, exchange }: Delivery, session: Session): Promise<Next> {
  if (hasError(exchange)) {
    session.note('', 'ends', 'the provider gives up on the reply')
    return {
      go: 'end',
      code: exchange.reply === undefined ? unreachableCode(moment) : errorCode(exchange),
      source: 'Error',
    }
  }
  for (const element of elements) {
    const next = await runElement(moment, element, session)
    if (next.go !== 'on') return next
  }
  return { go: 'on' }
}

async function runElement(moment: Moment, element: XmlElement, session: Session): Promise<Next> {
  const problems = checkElement(session.call.provider, element)
  if (problems.some(({ severity }) => severity === 'error')) {
    session.note(element.name, 'ends', `the provider cannot carry out <${element.name}>`, problems)
    return { go: 'end', code: invalidXmlCode(moment), source: 'Error' }
  }
  if (problems.length > 0) session.note(element.name, 'ignores', `some of <${element.name}>`, problems)
  return (HANDLERS[element.name] ?? notSimulated)(element, session)
}

const hasError = ({ problems }: Exchange): boolean => problems.some(({ severity }) => severity === 'error')

const errorCode = ({ request, problems }: Exchange): number =>
  problems.some(({ code }) => code === 'bad-status') ? unreachableCode(request.moment) : invalidXmlCode(request.moment)

function endOfXml(session: Session): End {
  session.note('', 'ends', 'the instructions are used up')
  return { go: 'end', code: CODE.endOfXml, source: 'Answer XML' }
}
