import { ATTRIBUTE, EVENT } from '@plivo-to-vobiz/mappings'
import { CODE } from '../call/hangup-cause.ts'
import { Interruption } from '../call/interruption.ts'
import type { XmlElement } from '../document/read-document.ts'
import { readNumber } from '../document/read-number.ts'
import type { StreamRun } from '../script.ts'
import type { Next, Session, StepHandler } from '../session.ts'
import { spend } from './spend.ts'
import { tellStream } from './stream/tell.ts'

/** Stream: audio to and from a socket of the application; the call waits for it only when told to. */
export const stream: StepHandler = async (element, session) => {
  const { attributes, name, text } = element
  const run = session.nextStream()
  session.note(name, 'streams', `audio to ${text}`)
  await tellStream(element, session, EVENT.StartStream)
  if (attributes[ATTRIBUTE.keepCallAlive] !== 'true') {
    session.atEnd(() => tellEnd(element, session, { ends: 'hangup' }))
    return { go: 'on' }
  }
  return hold(element, session, run)
}

/** The call lives as long as the stream. */
async function hold(element: XmlElement, session: Session, run: StreamRun): Promise<Next> {
  const { seconds = 20, ends = 'hangup' } = run
  const longest = readNumber(element, ATTRIBUTE.streamTimeout, seconds)
  const spent = await spend(Math.min(seconds, longest), session)
  session.note(element.name, 'talks', `to the stream for ${spent.seconds} s`)
  const isCut = seconds > longest
  await tellEnd(element, session, { ends: spent.stop === undefined && isCut ? 'application' : ends })
  if (spent.stop !== undefined) throw spent.stop
  if (ends !== 'hangup' || isCut) return { go: 'on' }
  session.note('', 'ends', 'the caller hangs up')
  throw new Interruption({ go: 'end', code: CODE.normal, source: 'Caller' })
}

/** C17: when the caller hangs up, one provider says that the stream stopped, the other that it was dropped. */
async function tellEnd(element: XmlElement, session: Session, { ends }: Pick<StreamRun, 'ends'>): Promise<void> {
  const dropped = ends === 'dropped' || (ends === 'hangup' && session.readings.streamEnd === 'dropped')
  const because = ends === 'hangup' && dropped ? ['C17'] : []
  await tellStream(element, session, dropped ? EVENT.DroppedStream : EVENT.StopStream, because)
}
