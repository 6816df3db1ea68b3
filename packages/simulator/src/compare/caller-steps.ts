import type { Step, Transcript } from '../transcript.ts'

/** What happens on the phone; what a provider ignores is not heard, and what the application asks for is not either. */
export const toCallerSteps = ({ entries }: Transcript): readonly Step[] =>
  entries.filter(
    (entry): entry is Step => entry.kind === 'step' && entry.action !== 'ignores' && entry.action !== 'asks',
  )

/** What the caller experiences, one line each. */
export function callerSteps(transcript: Transcript): readonly string[] {
  return toCallerSteps(transcript).map(({ action, text }) => `${action} ${text}`)
}
