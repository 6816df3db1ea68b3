import { randomUUID } from 'node:crypto'
import { DEADLINES } from '@plivo-to-vobiz/mappings'
import { type Call, startCall } from './call/call.ts'
import { type Target, toTarget } from './loopback.ts'
import { play } from './play.ts'
import { type ProbeKind, type ProbeOptions, type ProbeResult, probe } from './probe.ts'
import type { CallProvider } from './provider.ts'
import { READINGS, type Readings } from './readings.ts'
import type { PlayCall } from './rest/placed-call.ts'
import type { CallScript } from './script.ts'
import { createSession, type Session } from './session.ts'
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
  const { provider } = options
  const setting = toSetting(options)
  const { target, secrets } = setting
  return {
    provider,
    call: (script) => run(script, setting),
    probe: (kind, where) => probe(kind, { where, target, secrets, begin: (script) => begin(script, setting) }),
  }
}

/** Plays calls whose ids are given and whose sessions others want to reach, such as those placed over REST. */
export function createPlayer(options: Omit<CallerOptions, 'createUuid'>): PlayCall {
  const setting = toSetting(options)
  return (script, { uuid, onSession }) => run(script, { ...setting, createUuid: () => uuid, onSession })
}

interface Setting {
  readonly options: CallerOptions
  readonly target: Target
  readonly secrets: Secrets
  readonly readings: Readings
  readonly createUuid: () => string
  readonly onSession?: (session: Session) => void
}

function toSetting(options: CallerOptions): Setting {
  const { provider, secret, mainSecret = secret, createUuid = randomUUID } = options
  if (secret === '' || mainSecret === '') {
    throw new SimulatorError('bad-option', `secret is empty; a ${provider} webhook cannot be signed without one.`)
  }
  const target = toTarget(options.app, options.publicUrl)
  const readings = { ...READINGS[provider], ...options.readings }
  return { options, target, readings, createUuid, secrets: { own: secret, main: mainSecret } }
}

function begin(script: CallScript, { options, createUuid }: Setting): Call {
  const { provider, account, now = () => new Date() } = options
  return startCall(provider, script, {
    uuid: createUuid(),
    now: now(),
    ...(account === undefined ? {} : { account }),
  })
}

async function run(script: CallScript, setting: Setting): Promise<Transcript> {
  const { options, target, secrets, readings, onSession } = setting
  const { provider, patienceMs = DEADLINES.answerMs } = options
  const entries: (Exchange | Step)[] = []
  const call = begin(script, setting)
  const session = createSession({ call, script, readings, target, secrets, entries, patienceMs })
  onSession?.(session)
  await play(script, session)
  const ok = entries.every(({ problems }) => problems.every(({ severity }) => severity !== 'error'))
  return { provider, callUuid: call.uuid, direction: call.direction, entries, ok }
}
