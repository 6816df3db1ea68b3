import { readFile, writeFile } from 'node:fs/promises'
import { resolve } from 'node:path'
import type { AccountCopy, CopyAnswers, CopyPlan, CopyStep, VobizState } from '@plivo-to-vobiz/rest-client/account'
import { type Command, Option } from 'commander'
import type { Register } from '../command.ts'
import { EXIT, type ExitCode, UsageError } from '../exit.ts'
import type { Io } from '../io.ts'
import { ACCOUNT_VARIABLES } from '../variables.ts'

interface ExportOptions {
  readonly output?: string
  readonly plivoUrl?: string
}

interface PlanOptions {
  readonly numbers?: string
  readonly passwords?: string
  readonly format: 'text' | 'json'
  readonly vobizUrl?: string
}

interface ApplyOptions extends PlanOptions {
  readonly output?: string
}

/** `account`: sets up on Vobiz what a Plivo account holds. */
export const registerAccount: Register = (program, io, finish) => {
  const account = program
    .command('account')
    .description('copy applications, SIP endpoints, sub-accounts and number attachments to Vobiz')
    .addHelpText(
      'after',
      '\nCredentials come from PLIVO_AUTH_ID, PLIVO_AUTH_TOKEN, VOBIZ_AUTH_ID and VOBIZ_AUTH_TOKEN.' +
        '\nNothing is deleted, overwritten or bought. Exit codes: 0 nothing left to do, 1 steps or tasks remain, 2 failure.',
    )
  account
    .command('export')
    .description('read the Plivo account; changes nothing')
    .option('--output <file>', 'write to a file instead of standard output')
    .addOption(new Option('--plivo-url <url>').hideHelp())
    .action(async (options: ExportOptions) => finish(await exportAccount(options, io)))
  addAnswers(account.command('plan <export>'))
    .description('compare an export with the Vobiz account and list what apply would do; changes nothing')
    .action(async (file: string, options: PlanOptions) => finish(await printPlan(file, options, io)))
  addAnswers(account.command('apply <export>'))
    .description('carry the plan out')
    .option('--output <file>', 'where the new ids and the tokens of new sub-accounts go; readable by you alone')
    .action(async (file: string, options: ApplyOptions) => finish(await apply(file, options, io)))
}

const addAnswers = (command: Command): Command =>
  command
    .option('--numbers <file>', 'JSON object: number on Plivo to the number on Vobiz that takes its place')
    .option('--passwords <file>', 'JSON object: endpoint user name to the password it gets')
    .addOption(new Option('--format <format>', 'form of the report').choices(['text', 'json']).default('text'))
    .addOption(new Option('--vobiz-url <url>').hideHelp())

function getVariable(io: Io, name: string): string {
  const value = io.env[name]
  if (value) return value
  throw new UsageError(`${name} is not set. Set it to the value the vendor's console shows.`)
}

async function exportAccount({ output, plivoUrl }: ExportOptions, io: Io): Promise<ExitCode> {
  const { readPlivoAccount } = await import('@plivo-to-vobiz/rest-client/account')
  const copy = await readPlivoAccount({
    authId: getVariable(io, ACCOUNT_VARIABLES.plivo.id),
    authToken: getVariable(io, ACCOUNT_VARIABLES.plivo.token),
    ...(plivoUrl === undefined ? {} : { url: plivoUrl }),
  })
  const text = `${JSON.stringify(copy, null, 2)}\n`
  if (output === undefined) io.stdout(text)
  else await writeFile(resolve(io.cwd, output), text, { mode: 0o600 })
  return EXIT.done
}

async function readJson(file: string, io: Io): Promise<unknown> {
  try {
    const value: unknown = JSON.parse(await readFile(resolve(io.cwd, file), 'utf8'))
    return value
  } catch (cause) {
    throw new UsageError(`${file} cannot be read as JSON.`, { cause })
  }
}

/** A JSON object of texts, as the numbers and passwords files are. */
async function readPairs(file: string | undefined, io: Io): Promise<Readonly<Record<string, string>> | undefined> {
  if (file === undefined) return undefined
  const value = await readJson(file, io)
  const entries = typeof value === 'object' && value !== null && !Array.isArray(value) ? Object.entries(value) : []
  const pairs = entries.filter((entry): entry is [string, string] => typeof entry[1] === 'string')
  if (pairs.length === 0 || pairs.length !== entries.length)
    throw new UsageError(`${file} is not a JSON object of texts, such as { "14155550100": "14155550123" }.`)
  return Object.fromEntries(pairs)
}

async function prepare(file: string, options: PlanOptions, io: Io) {
  const { Client } = await import('@plivo-to-vobiz/rest-client')
  const { isAccountCopy, planCopy, readVobizState } = await import('@plivo-to-vobiz/rest-client/account')
  const copy: unknown = await readJson(file, io)
  if (!isAccountCopy(copy)) throw new UsageError(`${file} is not what \`account export\` of this version writes.`)
  const numbers = await readPairs(options.numbers, io)
  const passwords = await readPairs(options.passwords, io)
  const client = new Client(
    getVariable(io, ACCOUNT_VARIABLES.vobiz.id),
    getVariable(io, ACCOUNT_VARIABLES.vobiz.token),
    {
      onWarning: () => undefined,
      ...(options.vobizUrl === undefined ? {} : { url: options.vobizUrl }),
    },
  )
  const answers: CopyAnswers = { ...(numbers && { numbers: toDigitKeys(numbers) }), ...(passwords && { passwords }) }
  const state: VobizState = await readVobizState(client)
  return { client, state, answers, plan: planCopy(copy satisfies AccountCopy, state, answers) }
}

const toDigitKeys = (numbers: Readonly<Record<string, string>>): Readonly<Record<string, string>> =>
  Object.fromEntries(Object.entries(numbers).map(([from, to]) => [from.replace(/^\+/, ''), to]))

/** A step in words; numbers shortened. */
function describe(step: CopyStep): string {
  switch (step.kind) {
    case 'create-application':
      return `create application ${step.name}`
    case 'create-subaccount':
      return `create sub-account ${step.name}`
    case 'create-endpoint':
      return `create endpoint ${step.username}${step.application === undefined ? '' : ` with application ${step.application}`}`
    case 'attach-number':
      return `attach number …${step.number.slice(-4)} to application ${step.application}`
  }
}

function printTasks({ tasks }: CopyPlan, io: Io): void {
  for (const { message } of tasks) io.stdout(`  task  ${message}\n`)
}

async function printPlan(file: string, options: PlanOptions, io: Io): Promise<ExitCode> {
  const { plan } = await prepare(file, options, io)
  const { steps, tasks } = plan
  if (options.format === 'json')
    io.stdout(
      `${JSON.stringify({ version: 1, steps: steps.map((step) => ({ kind: step.kind, text: describe(step) })), tasks })}\n`,
    )
  else {
    for (const step of steps) io.stdout(`  step  ${describe(step)}\n`)
    printTasks(plan, io)
    io.stdout(`${steps.length} steps for apply, ${tasks.length} tasks for you.\n`)
  }
  return steps.length + tasks.length === 0 ? EXIT.done : EXIT.remains
}

async function apply(file: string, options: ApplyOptions, io: Io): Promise<ExitCode> {
  const { IncompleteError } = await import('@plivo-to-vobiz/rest-client')
  const { applyCopy } = await import('@plivo-to-vobiz/rest-client/account')
  const { client, plan, state, answers } = await prepare(file, options, io)
  if (options.output === undefined && plan.steps.some(({ kind }) => kind === 'create-subaccount'))
    throw new UsageError('Tokens of new sub-accounts can be read only once: say where they go with --output FILE.')
  if (options.output !== undefined) await reserve(options.output, io)
  const onStep = (step: CopyStep): void => {
    if (options.format === 'text') io.stdout(`  step  ${describe(step)}\n`)
  }
  try {
    await save(await applyCopy(client, plan, { state, answers, onStep }), options, io)
  } catch (error) {
    if (error instanceof IncompleteError) await save(error.result, options, io)
    throw error
  }
  if (options.format === 'text') printTasks(plan, io)
  return plan.tasks.length === 0 ? EXIT.done : EXIT.remains
}

/** Tokens of an earlier run must not be overwritten, nor be readable by others. */
async function reserve(output: string, io: Io): Promise<void> {
  await writeFile(resolve(io.cwd, output), '', { flag: 'wx', mode: 0o600 }).catch((cause: unknown) => {
    throw new UsageError(`${output} exists or cannot be written. Name a new file.`, { cause })
  })
}

/** Writes what was made; without a file, as JSON alone. */
async function save(result: unknown, { output, format }: ApplyOptions, io: Io): Promise<void> {
  const text = `${JSON.stringify(result, null, 2)}\n`
  if (output !== undefined) await writeFile(resolve(io.cwd, output), text)
  else if (format === 'json') io.stdout(text)
}
