import { randomUUID } from 'node:crypto'
import { DEADLINES } from '@plivo-to-vobiz/mappings'
import { startCall } from './call/call.ts'
import { type Target, toTarget } from './loopback.ts'
import { play } from './play.ts'
import { type ProbeKind, type ProbeOptions, type ProbeResult, probe } from './probe.ts'
import type { CallProvider } from './provider.ts'
import { READINGS, type Readings } from './readings.ts'
import type { CallScript } from './script.ts'
import { createSession } from './session.ts'
import { SimulatorError } from './simulator-error.ts'
import type { Exchange, Step, Transcript } from './transcript.ts'
import type { Secrets } from './webhook/sign-webhook.ts'

/** How a pretend caller behaves. */
export interface CallerOptions {
  readonly provider: CallProvider
  /** Address of the application on this machine, `http://127.0.0.1:3000`. Anything but loopback is refused. */
  readonly app: string
  /** Public base URL the application believes it has; signatures are made for it. Default: `app`. */
  readonly publicUrl?: string
  /** Auth token the provider signs with. */
  readonly secret: string
  /** Token of the parent account, when the call belongs to a sub-account. Default: `secret`. */
  readonly mainSecret?: string
  /** Account id sent along. Default: a made-up one. */
  readonly account?: string
  /** Which readings of contradicting pages to play. Default: `READINGS` of the provider. */
  readonly readings?: Partial<Readings>
  /** Clock; default: now. */
  readonly now?: () => Date
  /** Ids of calls; default: random. */
  readonly createUuid?: () => string
  /** Real milliseconds the application may take to answer, at most. Default: ten seconds. */
  readonly patienceMs?: number
}

/** Plays one provider's side. */
export interface Caller {
  readonly provider: CallProvider
  /** Plays a call and gives the transcript; problems of the application end up in there, never as an exception. */
  readonly call: (script: CallScript) => Promise<Transcript>
  /** Sends a request that an application must refuse. */
  readonly probe: (kind: ProbeKind, options: ProbeOptions) => Promise<ProbeResult>
}

/**
 * A pretend provider for an application on this machine.
 *
 * @example
 * const caller = createCaller({ provider: 'vobiz', app: 'http://127.0.0.1:3000', secret: 'token' })
 * const transcript = await caller.call({ urls: { answer: '/voice/answer' }, inputs: [{ digits: '1' }] })
 */
export function createCaller(options: CallerOptions): Caller {
  const { provider, secret, mainSecret = secret, createUuid = randomUUID, now = () => new Date() } = options
  const { patienceMs = DEADLINES.answerMs } = options
  if (secret === '' || mainSecret === '') {
    throw new SimulatorError('bad-option', `secret is empty; a ${provider} webhook cannot be signed without one.`)
  }
  const target: Target = toTarget(options.app, options.publicUrl)
  const secrets: Secrets = { own: secret, main: mainSecret }
  const readings = { ...READINGS[provider], ...options.readings }
  const begin = (script: CallScript) =>
    startCall(provider, script, {
      uuid: createUuid(),
      now: now(),
      ...(options.account === undefined ? {} : { account: options.account }),
    })

  return {
    provider,
    call: async (script) => {
      const entries: (Exchange | Step)[] = []
      const call = begin(script)
      await play(script, createSession({ call, script, readings, target, secrets, entries, patienceMs }))
      const ok = entries.every(({ problems }) => problems.every(({ severity }) => severity !== 'error'))
      return { provider, callUuid: call.uuid, direction: call.direction, entries, ok }
    },
    probe: (kind, where) => probe(kind, { where, target, secrets, begin }),
  }
}
