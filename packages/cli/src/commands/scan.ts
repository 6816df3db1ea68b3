import type { Report } from '@plivo-to-vobiz/codemods'
import { Option } from 'commander'
import type { Register } from '../command.ts'
import { EXIT, type ExitCode } from '../exit.ts'
import type { Io } from '../io.ts'
import { createProgress } from '../progress.ts'
import { createFormatOption, emitReport, type ReportFormat, toReportText } from '../report-format.ts'
import { splitNames } from '../split-names.ts'

type FailOn = 'none' | 'manual' | 'any'

interface ScanOptions {
  readonly format: ReportFormat
  readonly output?: string
  readonly failOn: FailOn
  readonly all: boolean
  readonly since?: string
  readonly only?: string
  readonly target: 'both' | 'vobiz'
}

/** `scan`: what touches Plivo; changes nothing. */
export const registerScan: Register = (program, io, finish) => {
  program
    .command('scan')
    .description('list every place that touches Plivo; changes nothing')
    .argument('[paths...]', 'folders and files to look at', ['.'])
    .addOption(createFormatOption())
    .option('--output <file>', 'write the report to a file instead of standard output')
    .option('--all', 'list the lines of no consequence as well, with the reason', false)
    .option('--since <revision>', 'look only at files that changed since this commit, tag or branch')
    .option('--only <names>', 'run these transforms only, separated by commas')
    .addOption(
      new Option('--fail-on <what>', 'exit 1 on these findings').choices(['none', 'manual', 'any']).default('any'),
    )
    .addOption(new Option('--target <target>', 'what the code is to accept').choices(['both', 'vobiz']).default('both'))
    .addHelpText('after', '\nExample:\n  plivo-to-vobiz scan src --format html --output plivo-report.html')
    .action(async (paths: readonly string[], options: ScanOptions) => finish(await scan(paths, options, io)))
}

async function scan(paths: readonly string[], options: ScanOptions, io: Io): Promise<ExitCode> {
  const { format, output, failOn, target, all, since, only } = options
  const { plan, readState, toReport } = await import('@plivo-to-vobiz/codemods')
  const progress = createProgress(io, 'Scanned')
  const planned = await plan({
    paths,
    cwd: io.cwd,
    target,
    onFile: progress.step,
    ...(since !== undefined && { since }),
    ...(only !== undefined && { only: splitNames(only) }),
  })
  progress.stop()
  const state = await readState(planned.root)
  const colour = io.colour && output === undefined
  await emitReport(await toReportText(planned, { format, colour, all, state }), output, io)
  return toExitCode(toReport(planned), failOn)
}

function toExitCode({ summary }: Report, failOn: FailOn): ExitCode {
  const counted = { none: 0, manual: summary.manual, any: summary.auto + summary.review + summary.manual }
  return counted[failOn] > 0 ? EXIT.remains : EXIT.done
}
