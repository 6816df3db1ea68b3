import { type Document, LineCounter, parseDocument } from 'yaml'
import type { DialResult, Input, Recording, Stay, StreamRun } from '../script.ts'
import { SimulatorError } from '../simulator-error.ts'
import type { Scenario } from './scenario.ts'
import { type ScenarioFile, scenarioSchema } from './schema.ts'

/**
 * Reads a scenario file.
 *
 * @throws SimulatorError `bad-scenario` that says in which line and column what was expected.
 * @example parseScenario('name: Sales\nabout: Presses 1.\nsteps:\n  - press: 1\n', 'sales.yaml')
 */
export function parseScenario(text: string, file: string): Scenario {
  const lines = new LineCounter()
  const document = readYaml(text, file, lines)
  const result = scenarioSchema.safeParse(document.toJS())
  if (result.success) return toScenario(result.data)
  const problems = result.error.issues.map((issue) => {
    const [unknown] = issue.code === 'unrecognized_keys' ? issue.keys : []
    const path = unknown === undefined ? issue.path : [...issue.path, unknown]
    return `${file}:${findPlace(document, path, lines)} ${toDotted(path)}: ${issue.message}`
  })
  throw new SimulatorError('bad-scenario', problems.join('\n'))
}

function readYaml(text: string, file: string, lineCounter: LineCounter): Document {
  // The failsafe schema knows text alone: nothing a caller presses turns into a number on the way.
  const document = parseDocument(text, { schema: 'failsafe', lineCounter, prettyErrors: false })
  const [error] = document.errors
  if (error === undefined) return document
  const { line, col } = lineCounter.linePos(error.pos[0])
  throw new SimulatorError('bad-scenario', `${file}:${line}:${col} ${file} is not YAML: ${error.message}`, {
    cause: error,
  })
}

type Path = readonly PropertyKey[]

/** Line and column of the innermost thing on the path that is in the file. */
function findPlace(document: Document, path: Path, lines: LineCounter): string {
  for (let length = path.length; length >= 0; length -= 1) {
    const range = findRange(document, path.slice(0, length))
    if (range === undefined) continue
    const { line, col } = lines.linePos(range)
    return `${line}:${col}`
  }
  return '1:1'
}

/** Where a node begins; a key that is not known is found by its key, everything else by its value. */
function findRange(document: Document, path: Path): number | undefined {
  const node: unknown = path.length === 0 ? document.contents : document.getIn(path, true)
  const range = typeof node === 'object' && node !== null && 'range' in node ? node.range : undefined
  return Array.isArray(range) && typeof range[0] === 'number' ? range[0] : undefined
}

const toDotted = (path: Path): string => (path.length === 0 ? 'the file' : path.map(String).join('.'))

function toScenario({ name, about, urls, place, attacks, expect, steps, headers, ...call }: ScenarioFile): Scenario {
  return {
    name,
    about,
    urls: defined(urls),
    ...(place === undefined ? {} : { place: { ...toRequest(place.request), form: place.form } }),
    attacks,
    hears: expect.hears,
    script: {
      direction: call.direction,
      outcome: call.outcome,
      customHeaders: headers,
      faults: call.faults,
      acceptsForged: !expect.refused,
      operator: call.operator.map(({ after, request, form }) => ({ at: after, ...toRequest(request), form })),
      ...defined({
        from: call.from,
        to: call.to,
        answeredBy: call['answered-by'],
        machineDetection: call['machine-detection'],
        ringTimeout: call['ring-timeout'],
        timeLimit: call['time-limit'],
        hangupAt: call['hangup-after'],
      }),
      ...toQueues(steps),
    },
  }
}

function toRequest(text: string): { method: 'GET' | 'POST'; path: string } {
  const [verb, path = '/'] = text.split(' ')
  return { method: verb === 'GET' ? 'GET' : 'POST', path }
}

type Steps = ScenarioFile['steps']

interface Queues {
  readonly inputs: Input[]
  readonly dials: DialResult[]
  readonly recordings: Recording[]
  readonly stays: Stay[]
  readonly streams: StreamRun[]
}

/** Steps of one kind are used up in their order; what asks for them is the application's XML. */
function toQueues(steps: Steps): Queues {
  const queues: Queues = { inputs: [], dials: [], recordings: [], stays: [], streams: [] }
  for (const step of steps) {
    if (step === 'silence') queues.inputs.push({})
    else if ('press' in step) queues.inputs.push({ digits: step.press })
    else if ('say' in step) queues.inputs.push({ speech: step.say })
    else if ('talk' in step) queues.dials.push(toTalk(step.talk))
    else if ('dial' in step) queues.dials.push({ status: step.dial })
    else if ('record' in step) queues.recordings.push(defined(step.record))
    else if ('conference' in step) queues.stays.push(toStay(step.conference))
    else queues.streams.push(defined(step.stream))
  }
  return queues
}

type StepOf<K extends string> = Extract<Exclude<Steps[number], string>, Record<K, unknown>>[K]

function toTalk(given: StepOf<'talk'>): DialResult {
  const { seconds, phone, press, confirm } = { phone: undefined, press: undefined, confirm: undefined, ...given }
  return { status: 'completed', ...defined({ seconds, leg: phone, keys: press, confirm }) }
}

function toStay(given: StepOf<'conference'>): Stay {
  const { press, ...rest } = { press: undefined, ...given }
  return defined({ ...rest, keys: press })
}

type Defined<T> = { [Key in keyof T]?: Exclude<T[Key], undefined> }

/** An object without what is not there: an option left out is not the same as one that is undefined. */
function defined<T extends object>(object: T): Defined<T> {
  const entries = Object.entries(object).filter(([, value]) => value !== undefined)
  return Object.fromEntries(entries) as Defined<T>
}
