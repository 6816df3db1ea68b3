import type { CallerOptions } from '../caller.ts'
import { toTarget } from '../loopback.ts'
import { askOperator } from '../operator.ts'
import { createRestStandIn, type RestStandIn } from '../rest/stand-in.ts'
import type { Exchange, Step, Transcript } from '../transcript.ts'
import type { Scenario } from './scenario.ts'

interface Setting {
  readonly options: CallerOptions
  readonly port: number | undefined
}

/** Lets the application place the call itself, through the REST stand-in, and plays it. */
export async function runPlaced(
  { script, place = { path: '/' } }: Pick<Scenario, 'script' | 'place'>,
  { options, port }: Setting,
): Promise<Transcript> {
  const { provider, patienceMs = 10_000 } = options
  const standIn = await createRestStandIn({
    accounts: { [provider]: { caller: options, script, rate: 'none' } },
    ...(port === undefined ? {} : { port }),
  })
  const entries: (Exchange | Step)[] = []
  try {
    const target = toTarget(options.app, options.publicUrl)
    const call = { uuid: '', provider, ringing: 0, seconds: 0 }
    await askOperator(place, { call, target, entries, patienceMs })
    const [placed] = await standIn.transcripts()
    const all = [...entries, placed === undefined ? toProblem(standIn) : toPlacing(standIn), ...(placed?.entries ?? [])]
    const ok = all.every(({ problems }) => problems.every(({ severity }) => severity !== 'error'))
    return { provider, callUuid: placed?.callUuid ?? '', direction: 'outbound', entries: all, ok }
  } finally {
    await standIn.kill()
  }
}

const STEP = { kind: 'step', at: 0, because: [], element: '', action: 'asks' } as const

const toPlacing = ({ calls }: RestStandIn): Step => ({ ...STEP, text: `to call ${calls[0]?.to}`, problems: [] })

function toProblem({ url, seen }: RestStandIn): Step {
  const message =
    seen.length === 0
      ? `no call was placed: nothing reached the REST stand-in at ${url}; does the application use it?`
      : `no call was placed: the stand-in saw ${seen.map(({ verb, url: path }) => `${verb} ${path}`).join(', ')}`
  return { ...STEP, text: 'for no call', problems: [{ code: 'not-placed', severity: 'error', message }] }
}
