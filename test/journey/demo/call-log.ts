import type { RunningApp } from './start-app.ts'

/** One call in the application's own log. */
export interface LoggedCall {
  readonly id: string
  readonly to: string
  readonly status: string
  readonly seconds: number
  /** Address of the voicemail, when one was left. */
  readonly message?: string
  /** What its handlers noted, in order. */
  readonly steps: readonly string[]
}

/** Asks the application what it knows about its calls. */
export async function readCallLog({ url }: Pick<RunningApp, 'url'>): Promise<readonly LoggedCall[]> {
  const response = await fetch(`${url}/admin/calls`)
  if (!response.ok) throw new Error(`/admin/calls answered ${response.status} instead of 200.`)
  return response.json()
}

/** How often a handler noted something for a call. */
export const countSteps = (call: LoggedCall | undefined, step: string): number =>
  call?.steps.filter((noted) => noted === step).length ?? 0
