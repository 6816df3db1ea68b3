import type { ScenarioResult } from '../scenario/run-scenario.ts'

/** The one thing a reader in a hurry wants to know. */
export function toVerdict({ calls, comparison, ok }: ScenarioResult): string {
  const attacked = calls.some(({ probes }) => probes.length > 0)
  if (ok) {
    const went =
      comparison === undefined
        ? 'The call went through'
        : 'Both calls went through, and the caller noticed no difference'
    return attacked ? `${went}. Every bad request was refused.` : `${went}.`
  }
  if (calls.some(({ transcript }) => !transcript.ok)) return 'A call did not go through.'
  if (calls.some(({ probes }) => probes.some(({ refused }) => !refused))) return 'A bad request got in.'
  return calls.some(({ missed }) => missed.length > 0)
    ? 'The caller did not hear what was expected.'
    : 'Both calls went through, but the caller would notice a difference.'
}
