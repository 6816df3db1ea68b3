import { findParam, PARAM } from '@plivo-to-vobiz/mappings'
import { elapsed } from '../../call/call.ts'
import { addSeconds } from '../../call/times.ts'
import type { Session } from '../../session.ts'

/** Id of a recording of this call. */
export const toRecordingId = ({ call }: Session): string => `rec-${call.uuid.slice(0, 8)}`

/** Milliseconds of the day this call's clock shows. */
export const toClockMs = ({ call }: Session): number => addSeconds(call.startedAt, elapsed(call)).getTime()

/** Parameters of a finished recording. */
export function toFacts(session: Session, startMs: number, seconds: number): Record<string, string> {
  return {
    [fileParam(session)]: toFileUrl(session),
    [PARAM.RecordingID]: toRecordingId(session),
    [PARAM.RecordingDuration]: String(seconds),
    [PARAM.RecordingDurationMs]: String(seconds * 1000),
    [PARAM.RecordingStartMs]: String(startMs),
    [PARAM.RecordingEndMs]: String(startMs + seconds * 1000),
  }
}

/** Parameters of a recording that still runs: its address is known, its length is not. */
export function toRunningFacts(session: Session): Record<string, string> {
  return {
    [fileParam(session)]: toFileUrl(session),
    [PARAM.RecordingID]: toRecordingId(session),
    [PARAM.RecordingDuration]: UNKNOWN,
    [PARAM.RecordingDurationMs]: UNKNOWN,
    [PARAM.RecordingStartMs]: UNKNOWN,
    [PARAM.RecordingEndMs]: UNKNOWN,
  }
}

const UNKNOWN = '-1'

const toFileUrl = (session: Session): string => `https://media.example.com/${toRecordingId(session)}.mp3`

/** The name of the file's address: one provider writes either of two. */
function fileParam({ readings }: Session): string {
  const [other = PARAM.RecordUrl] = findParam(PARAM.RecordUrl)?.aliases ?? []
  return readings.recordFile === 'record-file' ? other : PARAM.RecordUrl
}
