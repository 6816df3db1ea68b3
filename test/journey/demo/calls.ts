import { randomBytes } from 'node:crypto'
import { type Caller, type CallProvider, type CallScript, createCaller, type Readings } from '@plivo-to-vobiz/simulator'
import type { Deployment, RunningApp } from './start-app.ts'

export const URLS = { answer: '/voice/answer', ring: '/voice/ring', hangup: '/voice/hangup' }

/** The call of the demo: we call a customer back, who presses 1 and talks to sales. */
export const SALES_CALL: CallScript = {
  urls: URLS,
  direction: 'outbound',
  inputs: [{ digits: '1' }],
  dials: [{ status: 'completed', seconds: 42 }],
}

/** A customer calls, asks for the opening hours, then leaves a message because sales does not answer. */
export const VOICEMAIL_CALL: CallScript = {
  urls: URLS,
  inputs: [{ digits: '2' }, { digits: '1' }],
  dials: [{ status: 'no-answer' }],
  recordings: [{ seconds: 6 }],
}

/** A public address and tokens made up for one run. */
export function createDeployment(): Deployment {
  const token = (): string => randomBytes(20).toString('hex')
  return { publicUrl: 'https://ivr.example.com', plivoToken: token(), vobizToken: token() }
}

/** A pretend Plivo or Vobiz that was given the application's public address. */
export function createCallerFor(
  provider: CallProvider,
  { url }: Pick<RunningApp, 'url'>,
  { publicUrl, plivoToken, vobizToken }: Deployment,
  readings: Partial<Readings> = {},
): Caller {
  return createCaller({
    provider,
    app: url,
    publicUrl,
    secret: provider === 'plivo' ? plivoToken : vobizToken,
    readings,
  })
}
