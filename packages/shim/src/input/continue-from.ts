import { ELEMENT } from '@plivo-to-vobiz/mappings/callbacks'
import type { Reply } from '../incoming.ts'
import { toXmlReply } from '../respond.ts'
import type { Attempt } from './attempts.ts'

/** What comes behind a try that has failed: the next try, or the elements behind the last one. */
export function toNextTry({ document, input, triesLeft, end }: Attempt, sound?: string): Reply {
  return continueFrom(document, { end, isEmpty: triesLeft === 0 && !input.isFollowed, sound })
}

/** What comes behind an input element, whatever tries it has left. */
export function toNextElement({ document, input }: Attempt): Reply {
  return continueFrom(document, { end: input.ends.at(-1) ?? 0, isEmpty: !input.isFollowed, sound: undefined })
}

interface From {
  readonly end: number
  readonly isEmpty: boolean
  readonly sound: string | undefined
}

/** The rest of a document, as a document. On Vobiz an empty one keeps the call up; on Plivo the call ends with its document. */
function continueFrom({ xml, contentStart }: Attempt['document'], { end, isEmpty, sound }: From): Reply {
  const { Play, Hangup } = ELEMENT
  const first = sound === undefined ? '' : `<${Play}>${escapeText(sound)}</${Play}>`
  const last = isEmpty ? `<${Hangup}/>` : ''
  return toXmlReply(xml.slice(0, contentStart) + first + last + xml.slice(end))
}

const escapeText = (text: string): string => text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;')
