import { readFile, writeFile } from 'node:fs/promises'
import { resolve } from 'node:path'
import type { CallProvider, CallUrls, Fault, Scenario, ScenarioResult } from '@plivo-to-vobiz/simulator'
import { type Command, Option } from 'commander'
import type { Register } from '../command.ts'
import { EXIT, type ExitCode, UsageError } from '../exit.ts'
import type { Io } from '../io.ts'
import { createCallPaint } from '../paint.ts'
import { ACCOUNT_VARIABLES } from '../variables.ts'

interface SimulateOptions {
  readonly app?: string
  readonly provider: CallProvider | 'both'
  readonly publicUrl?: string
  readonly answer?: string
  readonly ring?: string
  readonly hangup?: string
  readonly fallback?: string
  readonly machine?: string
  readonly plivoSecret?: string
  readonly vobizSecret?: string
  readonly format: 'text' | 'json'
  readonly html?: string
  readonly fault: readonly Fault[]
  readonly rest?: number
  readonly list: boolean
}

/** Written out, so that `--help` need not load the simulator; a test compares them. */
export const FAULTS = ['duplicate', 'reordered', 'late-record', 'unsigned', 'wrong-token', 'slow-network'] as const

/** `simulate`: plays a call against an application on this machine. */
export const registerSimulate: Register = (program, io, finish) => {
  addUrls(program.command('simulate'))
    .description('place a pretend call at your application on this machine, as Plivo, as Vobiz or as both')
    .argument('[scenario]', 'name of an included scenario, or a YAML file')
    .addOption(
      new Option('--provider <provider>', 'whose side to play; both also compares them')
        .choices(['plivo', 'vobiz', 'both'])
        .default('both'),
    )
    .option('--plivo-secret <token>', 'Plivo auth token; default: PLIVO_AUTH_TOKEN')
    .option('--vobiz-secret <token>', 'Vobiz auth token; default: VOBIZ_AUTH_TOKEN')
    .addOption(new Option('--format <format>', 'form of the report').choices(['text', 'json']).default('text'))
    .option('--html <file>', 'also draw the call flow, as one HTML file')
    .addOption(
      new Option('--fault <fault...>', 'what goes wrong on the way, on purpose; may be given several times')
        .choices(FAULTS)
        .default([]),
    )
    .option(
      '--rest <port>',
      'port of the REST stand-in, for scenarios in which the application places the call',
      toPort,
    )
    .option('--list', 'list the included scenarios and stop', false)
    .addHelpText(
      'after',
      '\nExit codes: 0 calls went through and the caller noticed no difference, 1 they did not, 2 wrong usage.' +
        '\nExample:\n  plivo-to-vobiz simulate transfer --app http://127.0.0.1:3000/voice/answer --hangup /voice/hangup',
    )
    .action(async (scenario: string | undefined, options: SimulateOptions) =>
      finish(await simulate(scenario, options, io)),
    )
}

const addUrls = (command: Command): Command =>
  command
    .option('--app <url>', 'the application, http://127.0.0.1:PORT; a path in it is the answer URL')
    .option('--public-url <url>', 'base URL the application believes it has; default: that of --app')
    .option('--answer <path>', 'answer URL; default: the path of --app, else /answer')
    .option('--ring <path>', 'ring URL of outbound calls')
    .option('--hangup <path>', 'hangup URL; default: the answer URL, as the providers do')
    .option('--fallback <path>', 'fallback URL, asked when the answer URL fails')
    .option('--machine <path>', 'machine detection URL of outbound calls')

async function simulate(name: string | undefined, options: SimulateOptions, io: Io): Promise<ExitCode> {
  const { renderHtml, renderScenario, runScenario } = await import('@plivo-to-vobiz/simulator')
  if (options.list) return list(io)
  if (name === undefined)
    throw new UsageError('Which scenario? Name one of `plivo-to-vobiz simulate --list`, or a YAML file.')
  if (options.app === undefined) throw new UsageError('Where is the application? Pass --app http://127.0.0.1:PORT.')
  const scenario = withFaults(await loadScenario(name, io), options.fault)
  const result = await runScenario(scenario, {
    app: toOrigin(options.app),
    urls: toUrls(options, scenario),
    secrets: toSecrets(options, io),
    ...(options.publicUrl === undefined ? {} : { publicUrl: options.publicUrl }),
    ...(options.rest === undefined ? {} : { restPort: options.rest }),
  })
  if (options.html !== undefined) await writeFile(resolve(io.cwd, options.html), renderHtml(result))
  io.stdout(
    options.format === 'json' ? formatJson(result) : renderScenario(result, { paint: createCallPaint(io.colour) }),
  )
  return result.ok ? EXIT.done : EXIT.remains
}

async function list(io: Io): Promise<ExitCode> {
  const { findScenario, listScenarios } = await import('@plivo-to-vobiz/simulator')
  for (const name of listScenarios()) io.stdout(`${name.padEnd(24)} ${findScenario(name)?.about}\n`)
  return EXIT.done
}

async function loadScenario(name: string, io: Io): Promise<Scenario> {
  const { findScenario, parseScenario } = await import('@plivo-to-vobiz/simulator')
  const included = findScenario(name)
  if (included !== undefined) return included
  const text = await readFile(resolve(io.cwd, name), 'utf8').catch(() => undefined)
  if (text !== undefined) return parseScenario(text, name)
  throw new UsageError(`There is no scenario ${name}: neither a file nor one of \`plivo-to-vobiz simulate --list\`.`)
}

/** Faults of the command line come on top of those of the scenario. */
function withFaults(scenario: Scenario, faults: readonly Fault[]): Scenario {
  const all = [...new Set([...(scenario.script.faults ?? []), ...faults])]
  return { ...scenario, script: { ...scenario.script, faults: all } }
}

function toPort(text: string): number {
  const port = Number(text)
  if (Number.isInteger(port) && port > 0 && port < 65_536) return port
  throw new UsageError(`--rest is ${text}; expected a port from 1 to 65535.`)
}

const toOrigin = (app: string): string => (URL.canParse(app) ? new URL(app).origin : app)

function toUrls({ app = '', answer, ...given }: SimulateOptions, scenario: Scenario): CallUrls {
  const path = URL.canParse(app) ? new URL(app).pathname + new URL(app).search : '/'
  const { ring, hangup, fallback, machine } = { ...scenario.urls, ...defined(given) }
  return {
    answer: answer ?? (path === '/' ? (scenario.urls.answer ?? '/answer') : path),
    ...defined({ ring, hangup, fallback, machine }),
  }
}

/** The addresses that were given, and no others. */
function defined(urls: { readonly [Key in keyof CallUrls]?: CallUrls[Key] | undefined }): Partial<CallUrls> {
  const { ring, hangup, fallback, machine } = urls
  return {
    ...(ring === undefined ? {} : { ring }),
    ...(hangup === undefined ? {} : { hangup }),
    ...(fallback === undefined ? {} : { fallback }),
    ...(machine === undefined ? {} : { machine }),
  }
}

function toSecrets({ provider, plivoSecret, vobizSecret }: SimulateOptions, { env }: Io) {
  const found = {
    plivo: plivoSecret ?? env[ACCOUNT_VARIABLES.plivo.token],
    vobiz: vobizSecret ?? env[ACCOUNT_VARIABLES.vobiz.token],
  }
  const wanted: readonly CallProvider[] = provider === 'both' ? ['plivo', 'vobiz'] : [provider]
  return Object.fromEntries(
    wanted.map((name) => {
      if (found[name]) return [name, found[name]]
      throw new UsageError(
        `No auth token for ${name}: set ${name.toUpperCase()}_AUTH_TOKEN or pass --${name}-secret. ` +
          'On this machine any text will do, as long as the application has the same.',
      )
    }),
  )
}

function formatJson({ scenario, calls, comparison, ok }: ScenarioResult): string {
  const compared = comparison && { parity: comparison.parity, differences: comparison.differences }
  return `${JSON.stringify({ version: 1, scenario, ok, calls, comparison: compared ?? null }, null, 2)}\n`
}
