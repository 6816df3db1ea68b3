import type { Comparison, ProbeResult, Transcript } from '@plivo-to-vobiz/simulator'
import { countSteps, type LoggedCall } from './call-log.ts'

/** One promise of the migration and whether it was kept. */
export interface Check {
  readonly ok: boolean
  readonly text: string
}

/** What was played, and what the application says about it. */
export interface Evidence {
  readonly plivo: Transcript
  readonly vobiz: Transcript
  /** The call of a Vobiz customer who left a message. */
  readonly voicemail: Transcript
  readonly comparison: Comparison
  readonly probes: readonly ProbeResult[]
  readonly log: readonly LoggedCall[]
}

/** Everything that must hold before a team may move its traffic. */
export function checkEvidence({ plivo, vobiz, voicemail, comparison, probes, log }: Evidence): readonly Check[] {
  const [ofPlivo, ofVobiz] = [plivo, vobiz].map(({ callUuid }) => log.find(({ id }) => id === callUuid))
  return [
    { ok: plivo.ok, text: 'the Plivo call went through' },
    { ok: vobiz.ok, text: 'the Vobiz call went through' },
    { ok: comparison.parity, text: 'the caller heard and did the same on both' },
    { ok: sameSteps(ofPlivo, ofVobiz), text: 'the handlers of the application did the same on both' },
    {
      ok: log.some(({ id, message }) => id === voicemail.callUuid && message !== undefined),
      text: 'a message left over Vobiz reached the application',
    },
    { ok: countSteps(ofPlivo, 'hangup') === 1, text: 'the hangup handler ran once for the Plivo call' },
    { ok: countSteps(ofVobiz, 'hangup') === 1, text: 'the hangup handler ran once for the Vobiz call, told twice' },
    { ok: probes.every(({ refused }) => refused), text: `${probes.length} bad requests were refused` },
    { ok: leftNoTrace(probes, log), text: 'no bad request left a trace in the call log' },
  ]
}

const sameSteps = (one: LoggedCall | undefined, other: LoggedCall | undefined): boolean =>
  one !== undefined && other !== undefined && one.steps.join('\n') === other.steps.join('\n')

/** Whether no refused request is in the log, neither its call nor the number it named. */
function leftNoTrace(probes: readonly ProbeResult[], log: readonly LoggedCall[]): boolean {
  const refused = probes.flatMap(({ exchanges }) => exchanges).filter(({ reply }) => reply?.status !== 200)
  const keys = new Set(refused.map(({ request }) => `${request.params.CallUUID} ${request.params.To}`))
  return log.every(({ id, to }) => !keys.has(`${id} ${to}`))
}
