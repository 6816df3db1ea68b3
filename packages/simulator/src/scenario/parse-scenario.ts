import { parse } from 'yaml'
import { prettifyError } from 'zod'
import type { DialResult, Input, Recording } from '../script.ts'
import { SimulatorError } from '../simulator-error.ts'
import type { Scenario } from './scenario.ts'
import { type ScenarioFile, scenarioSchema } from './schema.ts'

/**
 * Reads a scenario file.
 *
 * @throws SimulatorError `bad-scenario` that says what was expected where.
 * @example parseScenario('name: Sales\nabout: Presses 1.\nsteps:\n  - press: 1\n', 'sales.yaml')
 */
export function parseScenario(text: string, file: string): Scenario {
  const result = scenarioSchema.safeParse(readYaml(text, file))
  if (!result.success) throw new SimulatorError('bad-scenario', `${file}\n${prettifyError(result.error)}`)
  return toScenario(result.data)
}

function readYaml(text: string, file: string): unknown {
  try {
    // The failsafe schema knows text alone: nothing a caller presses turns into a number on the way.
    return parse(text, { schema: 'failsafe' })
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause)
    throw new SimulatorError('bad-scenario', `${file} is not YAML: ${reason}`, { cause })
  }
}

function toScenario({ name, about, urls, attacks, expect, steps, headers, ...call }: ScenarioFile): Scenario {
  return {
    name,
    about,
    urls: withoutUndefined(urls),
    attacks,
    hears: expect.hears,
    script: {
      direction: call.direction,
      outcome: call.outcome,
      customHeaders: headers,
      ...(call.from === undefined ? {} : { from: call.from }),
      ...(call.to === undefined ? {} : { to: call.to }),
      ...toQueues(steps),
    },
  }
}

type Steps = ScenarioFile['steps']

/** Steps of one kind are used up in their order; what asks for them is the application's XML. */
function toQueues(steps: Steps): { inputs: Input[]; dials: DialResult[]; recordings: Recording[] } {
  const queues = { inputs: [] as Input[], dials: [] as DialResult[], recordings: [] as Recording[] }
  for (const step of steps) {
    if (step === 'silence') queues.inputs.push({})
    else if ('press' in step) queues.inputs.push({ digits: step.press })
    else if ('say' in step) queues.inputs.push({ speech: step.say })
    else if ('talk' in step) queues.dials.push({ status: 'completed', seconds: step.talk })
    else if ('dial' in step) queues.dials.push({ status: step.dial })
    else queues.recordings.push({ seconds: step.record })
  }
  return queues
}

const withoutUndefined = ({ answer, ring, hangup }: ScenarioFile['urls']): Scenario['urls'] => ({
  ...(answer === undefined ? {} : { answer }),
  ...(ring === undefined ? {} : { ring }),
  ...(hangup === undefined ? {} : { hangup }),
})
