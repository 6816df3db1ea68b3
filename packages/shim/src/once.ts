import { PARAM } from '@plivo-to-vobiz/mappings/callbacks'
import type { CallEvent, CallProvider } from './call.ts'

/** The parameter of which each value is handled once, for events that tell something final and may come several times. */
const ONCE: Readonly<Record<CallProvider, Readonly<Partial<Record<CallEvent, string>>>>> = {
  // Plivo posts a recording to the action and, with other parameters, to the callback URL: both are wanted.
  plivo: { hangup: PARAM.CallUUID },
  vobiz: { hangup: PARAM.CallUUID, record: PARAM.RecordingID },
}

/** Key under which an event is handled once, whatever URL and nonce it comes with; `undefined` for all others. */
export function findOnceKey(
  provider: CallProvider,
  event: CallEvent,
  params: Readonly<Record<string, string>>,
): string | undefined {
  const name = ONCE[provider][event]
  const id = name === undefined ? undefined : params[name]
  return id === undefined || id === '' ? undefined : `${provider}:${event}:${id}`
}
