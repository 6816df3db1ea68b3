import type { Applied, Plan, Report } from '@plivo-to-vobiz/codemods'
import { Option } from 'commander'
import type { Register } from '../command.ts'
import { EXIT, type ExitCode } from '../exit.ts'
import type { Io } from '../io.ts'
import { paintDiff } from '../paint.ts'
import { createProgress } from '../progress.ts'
import { createFormatOption, emitReport, type ReportFormat, toReportText } from '../report-format.ts'

interface MigrateOptions {
  readonly write: boolean
  readonly force: boolean
  readonly format: ReportFormat
  readonly output?: string
  readonly target: 'both' | 'vobiz'
  readonly only?: string
}

/** `migrate`: prints the rewrite, or applies it. */
export const registerMigrate: Register = (program, io, finish) => {
  program
    .command('migrate')
    .description('print the rewrite as a diff; with --write, apply it')
    .argument('[paths...]', 'folders and files to rewrite', ['.'])
    .option('--write', 'apply the changes; refuses a git tree with uncommitted changes', false)
    .option('--force', 'write although the git tree has uncommitted changes', false)
    .addOption(
      new Option('--target <target>', 'accept both vendors during cutover, or Vobiz alone after it')
        .choices(['both', 'vobiz'])
        .default('both'),
    )
    .option('--only <names>', 'run these transforms only, separated by commas')
    .addOption(createFormatOption())
    .option('--output <file>', 'write the report to a file; standard output keeps the diff')
    .addHelpText(
      'after',
      '\nExample:\n  plivo-to-vobiz migrate .            # look\n  plivo-to-vobiz migrate . --write    # apply',
    )
    .action(async (paths: readonly string[], options: MigrateOptions) => finish(await migrate(paths, options, io)))
}

async function migrate(paths: readonly string[], options: MigrateOptions, io: Io): Promise<ExitCode> {
  const { apply, plan, toReport } = await import('@plivo-to-vobiz/codemods')
  const { only, target, force, write } = options
  const progress = createProgress(io, 'Read')
  const names = only?.split(',').map((name) => name.trim())
  const planned = await plan({ paths, cwd: io.cwd, target, onFile: progress.step, ...(names && { only: names }) })
  progress.stop()
  const report = toReport(planned)
  const colour = io.colour && options.output === undefined
  const text = await toReportText(planned, options.format, colour)
  const applied = write ? await apply(planned, { force }) : undefined
  await print({ planned, report, text, applied }, options, io)
  const pending = applied === undefined ? planned.changes.length : applied.skipped.length
  return pending + report.summary.manual > 0 ? EXIT.remains : EXIT.done
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
  io.stdout(applied === undefined ? toPending(planned) : toDone(outcome.report, applied))
  for (const { file, message } of applied?.skipped ?? []) io.stderr(`skipped ${file}: ${message}\n`)
}

function toPending({ changes }: Plan): string {
  if (changes.length === 0) return 'Nothing to rewrite.\n'
  return `${changes.length} file${changes.length === 1 ? '' : 's'} would change. Apply with --write.\n`
}

function toDone({ summary: { review, manual } }: Report, { written, skipped }: Applied): string {
  const files = written.map((file) => `wrote ${file}\n`).join('')
  return `${files}${written.length} written, ${skipped.length} skipped. Left: ${review} to review, ${manual} for a person.\n`
}
