import { EVENT, PARAM } from '@plivo-to-vobiz/mappings'
import { CODE } from '../call/hangup-cause.ts'
import type { Session } from '../session.ts'
import type { End } from './run-document.ts'

/** Tells whether a machine answered an outbound call that was placed with machine detection; may end it. */
export async function detectMachine(session: Session): Promise<End | undefined> {
  const { call, script, urls, readings } = session
  const mode = script.machineDetection
  if (mode === undefined || call.direction === 'inbound') return undefined
  const found = script.answeredBy === 'machine'
  if (urls.machine !== undefined && (found || readings.machineEvent === 'always')) {
    await session.tell({
      moment: 'machine',
      url: urls.machine,
      method: script.methods?.machine,
      event: EVENT.MachineDetection,
      because: found ? [] : ['C28'],
      extra: {
        [PARAM.ALegRequestUUID]: call.uuid,
        [PARAM.ALegUUID]: call.uuid,
        [PARAM.RequestUUID]: call.uuid,
        [PARAM.IfMachine]: mode,
        [PARAM.Machine]: String(found),
      },
    })
  }
  if (!found) return undefined
  session.note('', 'hears', 'a machine answers')
  if (mode === 'continue') return undefined
  session.note('', 'ends', 'a machine answered, and the call was placed to end then')
  return { go: 'end', code: CODE.machine, source: 'Answer XML' }
}
