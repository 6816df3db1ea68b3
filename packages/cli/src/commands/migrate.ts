import { resolve } from 'node:path'
import type { Applied, Guard, Plan, Report, State } from '@plivo-to-vobiz/codemods'
import { Option } from 'commander'
import type { Register } from '../command.ts'
import { EXIT, type ExitCode, UsageError } from '../exit.ts'
import type { Io } from '../io.ts'
import { paintDiff } from '../paint.ts'
import { createProgress } from '../progress.ts'
import { createFormatOption, emitReport, type ReportFormat, toReportText } from '../report-format.ts'
import { reviewChanges } from '../review-changes.ts'
import { splitNames } from '../split-names.ts'

interface MigrateOptions {
  readonly write: boolean
  readonly force: boolean
  readonly format: ReportFormat
  readonly output?: string
  readonly target: 'both' | 'vobiz'
  readonly standalone: boolean
  readonly withTests: boolean
  readonly only?: string
  readonly since?: string
  readonly interactive: boolean
  readonly askAgain: boolean
  readonly all: boolean
  readonly failOn: 'none' | 'any'
}

/** `migrate`: prints the rewrite, or applies it. */
export const registerMigrate: Register = (program, io, finish) => {
  program
    .command('migrate')
    .description('print the rewrite as a diff; with --write, apply it')
    .argument('[paths...]', 'folders and files to rewrite', ['.'])
    .option('--write', 'apply the changes; refuses a git tree with uncommitted changes', false)
    .option('--interactive', 'show each file and ask: accept, skip or quit; writes what is accepted', false)
    .option('--ask-again', 'with --interactive, ask for files that were skipped earlier too', false)
    .option('--force', 'write although the git tree has uncommitted changes', false)
    .addOption(
      new Option('--target <target>', 'accept both vendors during cutover, or Vobiz alone after it')
        .choices(['both', 'vobiz'])
        .default('both'),
    )
    .option(
      '--standalone',
      'write one verifier file without dependencies instead of importing our signatures package',
      false,
    )
    .option('--with-tests', 'write a unit test for every verifier file of Python, Go, Ruby, PHP, Java and C#', false)
    .option('--only <names>', 'run these transforms only, separated by commas')
    .option('--since <revision>', 'rewrite only files that changed since this commit, tag or branch')
    .option('--all', 'list the lines of no consequence as well, with the reason', false)
    .addOption(
      new Option('--fail-on <what>', 'exit 1 when something is left: any, or none')
        .choices(['none', 'any'])
        .default('any'),
    )
    .addOption(createFormatOption())
    .option('--output <file>', 'write the report to a file; standard output keeps the diff')
    .addHelpText(
      'after',
      '\nExample:\n  plivo-to-vobiz migrate .            # look\n  plivo-to-vobiz migrate . --write    # apply',
    )
    .action(async (paths: readonly string[], options: MigrateOptions) => finish(await migrate(paths, options, io)))
}

async function migrate(paths: readonly string[], options: MigrateOptions, io: Io): Promise<ExitCode> {
  const { plan, readState, toReport } = await import('@plivo-to-vobiz/codemods')
  const { only, target, since, all, standalone, withTests } = options
  if (options.interactive) requireTerminal(options, io)
  const progress = createProgress(io, 'Read')
  const planned = await plan({
    paths,
    cwd: io.cwd,
    target,
    standalone,
    withTests,
    onFile: progress.step,
    ...(only !== undefined && { only: splitNames(only) }),
    ...(since !== undefined && { since }),
  })
  progress.stop()
  const state = await readState(planned.root)
  const colour = io.colour && options.output === undefined
  const text = await toReportText(planned, { format: options.format, colour, all, state })
  const written = await write(planned, { ...options, paths, state }, io)
  await print({ planned, report: toReport(planned), text, applied: written?.applied }, options, io)
  if (written !== undefined && written.lost.length > 0) {
    for (const { file, line, name } of written.lost)
      io.stderr(`LOST ${file}:${line} ${name} verified signatures and does not any more.\n`)
    return EXIT.failed
  }
  const pending =
    written === undefined ? planned.changes.length : planned.changes.length - written.applied.written.length
  return pending + toReport(planned).summary.manual > 0 ? EXIT.remains : EXIT.done
}

function requireTerminal({ format, output }: MigrateOptions, io: Io): void {
  if (!io.canAsk)
    throw new UsageError(
      '--interactive asks for every file and needs a terminal; standard input or output is none. Use --write, or --only and --since to take less at a time.',
    )
  if (format !== 'text' && output === undefined)
    throw new UsageError(
      `--interactive shows diffs on standard output; send the ${format} report to a file with --output.`,
    )
}

interface Written {
  readonly applied: Applied
  readonly lost: readonly Guard[]
}

/** Writes all or what a person accepts, records it, and looks whether every function that verified still does. */
async function write(
  planned: Plan,
  options: MigrateOptions & { readonly paths: readonly string[]; readonly state: State | undefined },
  io: Io,
): Promise<Written | undefined> {
  if (!options.write && !options.interactive) return undefined
  const { apply, findGuards, findLost, readDisk, recordRun, requireCleanTree, wasSkipped } = await import(
    '@plivo-to-vobiz/codemods'
  )
  const { force, state } = options
  const named = options.paths.map((path) => resolve(io.cwd, path))
  const before = findGuards(readDisk(planned.root, named)).guards
  if (options.interactive && planned.changes.length > 0 && !force) await requireCleanTree(planned.root)
  const review = options.interactive
    ? await reviewChanges(
        planned.changes,
        { wasSkipped: (change) => !options.askAgain && wasSkipped(state, change.file, change.before) },
        io,
      )
    : { accepted: planned.changes, decisions: [], isCancelled: false }
  if (review.isCancelled) io.stdout('Broken off; nothing was written.\n')
  const applied = await apply({ ...planned, changes: review.accepted }, { force })
  await recordRun(planned, { applied, guards: before, decisions: review.decisions })
  const lost = findLost(before, findGuards(readDisk(planned.root, named)))
  return { applied, lost: lost.filter((one) => one.state === 'lost') }
}

interface Outcome {
  readonly planned: Plan
  readonly report: Report
  readonly text: string
  readonly applied: Applied | undefined
}

/** A report for a machine is all there is on standard output, unless it goes to a file. */
async function print(outcome: Outcome, { format, output }: MigrateOptions, io: Io): Promise<void> {
  const { planned, text, applied } = outcome
  if (format !== 'text' && output === undefined) return io.stdout(text)
  if (applied === undefined) {
    const { formatDiff } = await import('@plivo-to-vobiz/codemods')
    for (const change of planned.changes) io.stdout(paintDiff(formatDiff(change), io.colour))
  }
  await emitReport(text, output, io)
  io.stdout(await (applied === undefined ? toPending(planned) : toDone(outcome.report, applied)))
  for (const { file, message } of applied?.skipped ?? []) io.stderr(`skipped ${file}: ${message}\n`)
}

async function toPending({ changes }: Plan): Promise<string> {
  if (changes.length === 0) return 'Nothing to rewrite.\n'
  const { STATE_PATH } = await import('@plivo-to-vobiz/codemods')
  const files = `${changes.length} file${changes.length === 1 ? '' : 's'}`
  return `${files} would change. Apply with --write, which also records the run in ${STATE_PATH}.\n`
}

async function toDone({ summary: { review, manual } }: Report, { written, skipped }: Applied): Promise<string> {
  const { STATE_PATH } = await import('@plivo-to-vobiz/codemods')
  const files = written.map((file) => `wrote ${file}\n`).join('')
  const left = `Left: ${review} to review, ${manual} for a person.`
  return `${files}${written.length} written, ${skipped.length} skipped. ${left} Commit ${STATE_PATH} with the changes.\n`
}
