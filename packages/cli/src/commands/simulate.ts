import { readFile } from 'node:fs/promises'
import { resolve } from 'node:path'
import type { CallProvider, CallUrls, Scenario, ScenarioResult } from '@plivo-to-vobiz/simulator'
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
  readonly plivoSecret?: string
  readonly vobizSecret?: string
  readonly format: 'text' | 'json'
  readonly list: boolean
}

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

async function simulate(name: string | undefined, options: SimulateOptions, io: Io): Promise<ExitCode> {
  const { renderScenario, runScenario } = await import('@plivo-to-vobiz/simulator')
  if (options.list) return list(io)
  if (name === undefined)
    throw new UsageError('Which scenario? Name one of `plivo-to-vobiz simulate --list`, or a YAML file.')
  if (options.app === undefined) throw new UsageError('Where is the application? Pass --app http://127.0.0.1:PORT.')
  const scenario = await loadScenario(name, io)
  const result = await runScenario(scenario, {
    app: toOrigin(options.app),
    urls: toUrls(options, scenario),
    secrets: toSecrets(options, io),
    ...(options.publicUrl === undefined ? {} : { publicUrl: options.publicUrl }),
  })
  io.stdout(
    options.format === 'json' ? formatJson(result) : renderScenario(result, { paint: createCallPaint(io.colour) }),
  )
  return result.ok ? EXIT.done : EXIT.remains
}

async function list(io: Io): Promise<ExitCode> {
  const { findScenario, listScenarios } = await import('@plivo-to-vobiz/simulator')
  for (const name of listScenarios()) io.stdout(`${name.padEnd(22)} ${findScenario(name)?.about}\n`)
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

const toOrigin = (app: string): string => (URL.canParse(app) ? new URL(app).origin : app)

function toUrls({ app = '', answer, ring, hangup }: SimulateOptions, scenario: Scenario): CallUrls {
  const path = URL.canParse(app) ? new URL(app).pathname + new URL(app).search : '/'
  const found = { ring: ring ?? scenario.urls.ring, hangup: hangup ?? scenario.urls.hangup }
  return {
    answer: answer ?? (path === '/' ? (scenario.urls.answer ?? '/answer') : path),
    ...(found.ring === undefined ? {} : { ring: found.ring }),
    ...(found.hangup === undefined ? {} : { hangup: found.hangup }),
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
