import { ELEMENT } from '@plivo-to-vobiz/mappings'
import type { Sending, Session } from '../session.ts'
import type { Problem } from '../transcript.ts'
import { noteAudio } from './audio.ts'

/** Elements a fetched sound may hold; a provider leaves out all others. */
const SOUNDS: readonly string[] = [ELEMENT.Play, ELEMENT.Speak, ELEMENT.Wait]

/** Fetches a document of sounds and plays it to the listener: waiting music, ringing music, a question to confirm. */
export async function playSound(sending: Sending, element: string, session: Session): Promise<void> {
  const { elements, exchange } = await session.send({ ...sending, method: 'POST' })
  if (exchange.problems.some(({ severity }) => severity === 'error')) return
  for (const child of elements) {
    if (SOUNDS.includes(child.name)) await noteAudio(child, session)
    else session.note(element, 'ignores', `<${child.name}> among the sounds`, [unwanted(child.name)])
  }
}

const unwanted = (name: string): Problem => ({
  code: 'child-unknown',
  severity: 'warning',
  message: `a document of sounds holds ${SOUNDS.join(', ')} alone; <${name}> is left out`,
})
