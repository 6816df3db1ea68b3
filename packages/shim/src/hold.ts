import { EVENT, PARAM } from '@plivo-to-vobiz/mappings/callbacks'
import type { CallEvent, CallProvider } from './call.ts'

/**
 * Whether an event must not reach its handler yet. Vobiz posts the Record action when recording starts, without file;
 * what a Plivo handler waits for comes with `RecordStop` (contradiction C16).
 */
export function isTooEarly(
  provider: CallProvider,
  event: CallEvent,
  params: Readonly<Record<string, string>>,
): boolean {
  if (provider !== 'vobiz' || event !== 'record' || params[PARAM.Event] === EVENT.RecordStop) return false
  const duration = params[PARAM.RecordingDuration]
  return !params[PARAM.RecordUrl] || duration === undefined || !(Number(duration) >= 0)
}
