import { type Answer, type PretendApp, startApp } from './app.fixture.ts'
import { type CallerOptions, createCaller } from './caller.ts'
import type { CallProvider } from './provider.ts'
import type { CallScript } from './script.ts'
import type { Transcript } from './transcript.ts'

/** Addresses of the pretend application. */
export const URLS = { answer: '/answer', ring: '/ring', hangup: '/hangup' }

/** Plays one call against an application that answers by path, and stops the application. */
export async function playAgainst(
  provider: CallProvider,
  answers: Record<string, Answer>,
  { options = {}, ...script }: Partial<CallScript> & { options?: Partial<CallerOptions> } = {},
): Promise<{ transcript: Transcript; received: PretendApp['received'] }> {
  const app = await startApp(answers)
  try {
    const caller = createCaller({ provider, app: app.url, secret: 'token', createUuid: () => 'c-1', ...options })
    const transcript = await caller.call({ urls: URLS, ...script })
    return { transcript, received: app.received }
  } finally {
    await app.close()
  }
}

/** What happened on the phone. */
export const steps = ({ entries }: Transcript): string[] =>
  entries.flatMap((entry) => (entry.kind === 'step' ? [`${entry.action} ${entry.text}`] : []))

/** Which webhooks were sent. */
export const webhooks = ({ entries }: Transcript): string[] =>
  entries.flatMap((entry) =>
    entry.kind === 'exchange' ? [`${entry.request.moment} ${entry.request.event}`.trim()] : [],
  )

/** Codes of what went wrong. */
export const problems = ({ entries }: Transcript): string[] =>
  entries.flatMap((entry) => entry.problems.map(({ code }) => code))
