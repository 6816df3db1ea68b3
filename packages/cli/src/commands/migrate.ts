import type { Applied, Plan, Report } from '@plivo-to-vobiz/codemods'
import { Option } from 'commander'
import type { Register } from '../command.ts'
import { EXIT, type ExitCode } from '../exit.ts'
import type { Io } from '../io.ts'
import { createPaint, paintDiff } from '../paint.ts'
import { createProgress } from '../progress.ts'

interface MigrateOptions {
  readonly write: boolean
  readonly force: boolean
  readonly format: 'text' | 'json'
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
    .addOption(new Option('--format <format>', 'form of the report').choices(['text', 'json']).default('text'))
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
  const applied = write ? await apply(planned, { force }) : undefined
  await print({ planned, report, applied }, options, io)
  const pending = applied === undefined ? planned.changes.length : applied.skipped.length
  return pending + report.summary.manual > 0 ? EXIT.remains : EXIT.done
}

interface Outcome {
  readonly planned: Plan
  readonly report: Report
  readonly applied: Applied | undefined
}

async function print({ planned, report, applied }: Outcome, { format }: MigrateOptions, io: Io): Promise<void> {
  const { formatDiff, formatJson, formatText } = await import('@plivo-to-vobiz/codemods')
  if (format === 'json') return io.stdout(formatJson(report))
  if (applied === undefined) for (const change of planned.changes) io.stdout(paintDiff(formatDiff(change), io.colour))
  io.stdout(formatText(report, createPaint(io.colour)))
  if (applied === undefined) {
    const count = planned.changes.length
    io.stdout(
      count === 0
        ? 'Nothing to rewrite.\n'
        : `${count} file${count === 1 ? '' : 's'} would change. Apply with --write.\n`,
    )
    return
  }
  for (const file of applied.written) io.stdout(`wrote ${file}\n`)
  for (const { file, message } of applied.skipped) io.stderr(`skipped ${file}: ${message}\n`)
  const { review, manual } = report.summary
  io.stdout(
    `${applied.written.length} written, ${applied.skipped.length} skipped. Left: ${review} to review, ${manual} for a person.\n`,
  )
}
