import type { Server } from 'node:http'
import type { GatewayOptions } from '@plivo-to-vobiz/shim/gateway'
import type { Command } from 'commander'
import type { Register } from '../command.ts'
import { EXIT, type ExitCode, UsageError } from '../exit.ts'
import type { Io } from '../io.ts'
import { ACCOUNT_VARIABLES } from '../variables.ts'

interface GatewayCommandOptions {
  readonly upstream: string
  readonly listen: string
  readonly publicUrl: readonly string[]
  readonly appUrl?: string
  readonly plivoSecret?: string
  readonly vobizSecret?: string
  readonly path?: readonly string[]
  readonly ringPath?: string
  readonly answerPath?: string
  readonly hangupPath?: string
  readonly fallbackXml?: string
  readonly trustProxy?: string
}

/** How long calls under way may take after the first signal. */
const DRAIN_MS = 30_000

const collect = (value: string, values: readonly string[] = []): readonly string[] => [...values, value]

/** `gateway`: runs the reverse proxy until the process is told to stop. */
export const registerGateway: Register = (program, io, finish) => {
  addRoutes(program.command('gateway'))
    .description('run a proxy in front of a Plivo application in any language, so that it takes calls from Vobiz too')
    .requiredOption('--upstream <url>', 'the application, http://127.0.0.1:PORT')
    .requiredOption('--listen <port>', 'port, or address:port; without address, this machine alone can connect')
    .requiredOption('--public-url <url>', 'base URL the platforms were given, again for more', collect)
    .option('--app-url <url>', 'base URL the application believes it has; default: the one that was called')
    .option('--fallback-xml <xml>', 'PlivoXML for Vobiz when the application fails')
    .option('--trust-proxy <hops>', 'proxies in front of the gateway whose forwarded headers count')
    .option('--plivo-secret <token>', 'Plivo auth token; default: PLIVO_AUTH_TOKEN')
    .option('--vobiz-secret <token>', 'Vobiz auth token; default: VOBIZ_AUTH_TOKEN')
    .addHelpText(
      'after',
      '\nSIGTERM or SIGINT: accepts nothing new, lets calls under way end (30 s at most), exits.' +
        '\nExit codes: 0 stopped as told, 2 wrong usage or failure.' +
        '\nSecrets are never printed. A secret on the command line stays in the history of your shell; a variable does not.' +
        '\nExample:\n  plivo-to-vobiz gateway --upstream http://127.0.0.1:5000 --listen 8080 --public-url https://voice.example.com --path /voice',
    )
    .action(async (options: GatewayCommandOptions) => finish(await runGateway(options, io)))
}

const addRoutes = (command: Command): Command =>
  command
    .option('--ring-path <path>', 'route of the application for ring events; default: where they are sent')
    .option('--answer-path <path>', 'route for answer events')
    .option('--hangup-path <path>', 'route for hangup events')
    .option('--path <path>', 'path of the platforms alone: what is unsigned there is refused; again for more', collect)

async function runGateway(options: GatewayCommandOptions, io: Io): Promise<ExitCode> {
  const { createGateway } = await import('@plivo-to-vobiz/shim/gateway')
  const at = toAddress(options.listen)
  const server = createGateway(toGatewayOptions(options, io))
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject).listen(at, () => resolve())
  })
  const bound = server.address()
  if (bound !== null && typeof bound === 'object')
    io.stdout(`gateway listening on ${bound.address}, port ${bound.port}\n`)
  await untilStopped(server)
  return EXIT.done
}

function toGatewayOptions(options: GatewayCommandOptions, io: Io): GatewayOptions {
  const { upstream, publicUrl, appUrl, path, ringPath, answerPath, hangupPath, fallbackXml, trustProxy } = options
  return {
    upstream,
    publicUrl,
    plivo: { authToken: toSecret('plivo', options.plivoSecret ?? io.env[ACCOUNT_VARIABLES.plivo.token]) },
    vobiz: { authToken: toSecret('vobiz', options.vobizSecret ?? io.env[ACCOUNT_VARIABLES.vobiz.token]) },
    routes: {
      ...(ringPath !== undefined && { ring: ringPath }),
      ...(answerPath !== undefined && { answer: answerPath }),
      ...(hangupPath !== undefined && { hangup: hangupPath }),
    },
    ...(path !== undefined && { paths: path }),
    ...(appUrl !== undefined && { appUrl }),
    ...(fallbackXml !== undefined && { fallbackXml }),
    ...(trustProxy !== undefined && { trustProxy: toHops(trustProxy) }),
    onEvent: (event) => io.stderr(formatEvent(event)),
  }
}

type GatewayEvent = Parameters<NonNullable<GatewayOptions['onEvent']>>[0]

/** One line of JSON; the stack of an error, and what a translation found, stay out of the log. */
const formatEvent = (event: GatewayEvent): string =>
  `${JSON.stringify(event, (key, value) => (key === 'error' || key === 'findings' ? undefined : value))}\n`

function toSecret(provider: string, secret: string | undefined): string {
  if (secret) return secret
  throw new UsageError(
    `No auth token for ${provider}: set ${provider.toUpperCase()}_AUTH_TOKEN or pass --${provider}-secret.`,
  )
}

function toHops(text: string): number {
  if (/^\d{1,2}$/.test(text)) return Number(text)
  throw new UsageError('--trust-proxy is no number of proxies.')
}

function toAddress(text: string): { readonly host: string; readonly port: number } {
  const [, host = '127.0.0.1', digits] = /^(?:(.+):)?(\d{1,5})$/.exec(text) ?? []
  const port = Number(digits)
  if (port <= 65_535) return { host: host.replace(/^\[|\]$/g, ''), port }
  throw new UsageError(`--listen is ${text}; expected a port or address:port, such as 8080 or 0.0.0.0:8080.`)
}

/** Waits for a signal, then for what is under way. */
function untilStopped(server: Server): Promise<void> {
  return new Promise((resolve) => {
    const stop = (): void => {
      const timer = setTimeout(() => process.exit(), DRAIN_MS)
      server.close(() => {
        clearTimeout(timer)
        resolve()
      })
    }
    process.once('SIGTERM', stop).once('SIGINT', stop)
  })
}
