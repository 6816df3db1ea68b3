import { ATTRIBUTE } from '@plivo-to-vobiz/mappings'
import type { XmlElement } from '../../document/read-document.ts'
import type { Sending, Session } from '../../session.ts'
import { toRecordingId } from './facts.ts'

/** Plans the webhooks that tell of a file and of its transcription: both come after the call. */
export function tellFile(
  { attributes }: XmlElement,
  session: Session,
  content: Pick<Sending, 'event' | 'extra' | 'because'>,
): void {
  const url = attributes[ATTRIBUTE.callbackUrl]
  if (url) session.later({ moment: 'record-ready', url, method: attributes[ATTRIBUTE.callbackMethod], ...content })
  const transcript = attributes[ATTRIBUTE.transcriptionUrl]
  if (transcript) {
    session.later({
      moment: 'transcription',
      url: transcript,
      method: attributes[ATTRIBUTE.transcriptionMethod],
      extra: { transcription: 'Please call me back.', recording_id: toRecordingId(session) },
    })
  }
}
