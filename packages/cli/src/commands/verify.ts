import { readFile } from 'node:fs/promises'
import { resolve } from 'node:path'
import type { Explanation, Provider } from '@plivo-to-vobiz/signatures'
import { Option } from 'commander'
import type { Register } from '../command.ts'
import { EXIT, type ExitCode, UsageError } from '../exit.ts'
import type { Io } from '../io.ts'
import { SECRET_VARIABLES } from '../variables.ts'

interface VerifyCommandOptions {
  readonly provider: Provider
  readonly url: string
  readonly secret?: readonly string[]
  readonly mainSecret?: readonly string[]
  readonly method: string
  readonly header?: readonly string[]
  readonly body?: string
  readonly scheme?: readonly string[]
  readonly now?: string
  readonly format: 'text' | 'json'
}

const collect = (value: string, values: readonly string[] = []): readonly string[] => [...values, value]

/** `verify`: checks the signature of one recorded webhook, and says why when it is refused. */
export const registerVerify: Register = (program, io, finish) => {
  program
    .command('verify')
    .description('check the signature of one webhook as your server saw it, and say why it is refused')
    .addOption(
      new Option('--provider <provider>', 'who sent it').choices(Object.keys(SECRET_VARIABLES)).makeOptionMandatory(),
    )
    .requiredOption('--url <url>', 'URL as your server believes it to be, query included')
    .option(
      '--secret <secret>',
      'auth token or signing secret, again for more; default: an environment variable',
      collect,
    )
    .option('--main-secret <token>', 'auth token of the main account, again for more', collect)
    .option('--method <method>', 'method of the request', 'POST')
    .option('--header <header>', "a header as received, 'Name: value', again for more", collect)
    .option('--body <file>', 'file with the body as received, byte for byte; - for standard input')
    .option('--scheme <scheme>', 'accept this scheme alone, again for more', collect)
    .option('--now <seconds>', 'unix time of arrival, for recorded requests; default: the clock')
    .addOption(new Option('--format <format>', 'form of the report').choices(['text', 'json']).default('text'))
    .addHelpText(
      'after',
      '\nExit codes: 0 the signature is right, 1 it is not, 2 wrong usage.' +
        `\nVariables: ${Object.values(SECRET_VARIABLES).join(', ')}.` +
        '\nSecrets are never printed. A secret on the command line stays in the history of your shell; a variable does not.',
    )
    .action(async (options: VerifyCommandOptions) => finish(await verifyRequest(options, io)))
}

async function verifyRequest(options: VerifyCommandOptions, io: Io): Promise<ExitCode> {
  const { explain } = await import('@plivo-to-vobiz/signatures')
  const { provider, url, method, format, mainSecret, scheme } = options
  const rawBody = await readBody(options.body, io)
  const now = readSeconds(options.now)
  const request = { method, url, headers: parseHeaders(options.header), ...(rawBody && { rawBody }) }
  const explanation = explain(provider, request, {
    secrets: readSecrets(options, io),
    ...(mainSecret !== undefined && { mainSecrets: mainSecret }),
    ...(scheme !== undefined && { schemes: scheme }),
    ...(now !== undefined && { now }),
  })
  io.stdout(format === 'json' ? formatJson(explanation) : formatText(explanation))
  return explanation.verdict.ok ? EXIT.done : EXIT.remains
}

function readSecrets({ provider, secret, mainSecret }: VerifyCommandOptions, { env }: Io): readonly string[] {
  const variable = SECRET_VARIABLES[provider]
  const found = secret ?? [env[variable] ?? ''].filter(Boolean)
  const all = [...found, ...(mainSecret ?? [])]
  if (all.length > 0 && !all.includes('')) return found
  throw new UsageError(`No secret, or an empty one. Set ${variable}, or pass --secret.`)
}

function parseHeaders(lines: readonly string[] = []): Record<string, readonly string[]> {
  const headers: Record<string, readonly string[]> = {}
  for (const line of lines) {
    const [, name, value] = /^([^\s:]+):[ \t]?(.*)$/s.exec(line) ?? []
    if (name === undefined || value === undefined)
      throw new UsageError(`A --header does not have the form 'Name: value': ${line.slice(0, 20)}…`)
    headers[name.toLowerCase()] = [...(headers[name.toLowerCase()] ?? []), value]
  }
  return headers
}

async function readBody(file: string | undefined, io: Io): Promise<Uint8Array | undefined> {
  if (file === undefined) return undefined
  if (file === '-') return io.stdin()
  return readFile(resolve(io.cwd, file)).catch((cause: unknown) => {
    throw new UsageError(`The body file ${file} cannot be read.`, { cause })
  })
}

function readSeconds(text: string | undefined): number | undefined {
  if (text === undefined || /^\d{1,12}$/.test(text)) return text === undefined ? undefined : Number(text)
  throw new UsageError('--now is no unix time in seconds.')
}

const formatText = ({ verdict, message }: Explanation): string =>
  verdict.ok ? `verified: ${message}\n` : `not verified (${verdict.reason}): ${message}\n`

function formatJson({ verdict, causes, message, tried }: Explanation): string {
  return `${JSON.stringify({ version: 1, ok: verdict.ok, verdict, causes, message, tried }, null, 2)}\n`
}
