import { type CallerOptions, createCaller } from '../caller.ts'
import { type Comparison, compareCalls } from '../compare/compare-calls.ts'
import { callerSteps } from '../compare/find-differences.ts'
import type { ProbeResult } from '../probe.ts'
import type { CallProvider } from '../provider.ts'
import type { CallUrls } from '../script.ts'
import type { Transcript } from '../transcript.ts'
import { runPlaced } from './run-placed.ts'
import type { Scenario } from './scenario.ts'

/** Where a scenario is played, and as whom. */
export interface RunOptions extends Omit<CallerOptions, 'provider' | 'secret'> {
  /** Addresses the providers were given. */
  readonly urls: CallUrls
  /** Token of each provider to play. */
  readonly secrets: Partial<Readonly<Record<CallProvider, string>>>
  /** Port of the REST stand-in, for scenarios in which the application places the call. Default: any free one. */
  readonly restPort?: number
}

/** One scenario as one provider. */
export interface ScenarioCall {
  readonly transcript: Transcript
  readonly probes: readonly ProbeResult[]
  /** Texts the caller should have heard and did not. */
  readonly missed: readonly string[]
  readonly ok: boolean
}

/** A scenario after it was played. */
export interface ScenarioResult {
  readonly scenario: Pick<Scenario, 'name' | 'about'>
  /** In the order Plivo, Vobiz. */
  readonly calls: readonly ScenarioCall[]
  /** Present when both providers were played. */
  readonly comparison?: Comparison
  /** Whether every call went through, every attack was refused, and the caller noticed no difference. */
  readonly ok: boolean
}

const PROVIDERS: readonly CallProvider[] = ['plivo', 'vobiz']

/** Plays a scenario as each provider that has a secret. */
export async function runScenario(
  scenario: Scenario,
  { urls, secrets, restPort, ...options }: RunOptions,
): Promise<ScenarioResult> {
  const calls: ScenarioCall[] = []
  for (const provider of PROVIDERS) {
    const secret = secrets[provider]
    if (secret === undefined) continue
    const caller = { ...options, provider, secret }
    const port = restPort === undefined ? {} : { port: restPort }
    calls.push(await runAs(scenario, { caller, urls, ...port }))
  }
  const [first, second] = calls
  const both = first !== undefined && second !== undefined
  const comparison = both ? compareCalls(first.transcript, second.transcript) : undefined
  return {
    scenario: { name: scenario.name, about: scenario.about },
    calls,
    ...(comparison === undefined ? {} : { comparison }),
    ok: calls.every(({ ok }) => ok) && (comparison?.parity ?? true),
  }
}

interface Where {
  readonly caller: CallerOptions
  readonly urls: CallUrls
  readonly port?: number
}

async function runAs(scenario: Scenario, { urls, port, caller: options }: Where): Promise<ScenarioCall> {
  const { script, attacks, hears, place } = scenario
  const caller = createCaller(options)
  const transcript =
    place === undefined ? await caller.call({ ...script, urls }) : await runPlaced({ script, place }, { options, port })
  const probes: ProbeResult[] = []
  for (const kind of attacks) probes.push(await caller.probe(kind, { url: urls.answer }))
  const missed = findMissed(callerSteps(transcript), hears)
  return {
    transcript,
    probes,
    missed,
    ok: transcript.ok && missed.length === 0 && probes.every(({ refused }) => refused),
  }
}

/** Texts that do not occur in their order. */
function findMissed(steps: readonly string[], texts: readonly string[]): readonly string[] {
  const heard = steps.filter((step) => step.startsWith('hears '))
  let from = 0
  return texts.filter((text) => {
    const index = heard.findIndex((step, at) => at >= from && step.includes(text))
    if (index === -1) return true
    from = index + 1
    return false
  })
}
