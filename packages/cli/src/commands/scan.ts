import type { Report } from '@plivo-to-vobiz/codemods'
import { Option } from 'commander'
import type { Register } from '../command.ts'
import { EXIT, type ExitCode } from '../exit.ts'
import type { Io } from '../io.ts'
import { createProgress } from '../progress.ts'
import { createFormatOption, emitReport, type ReportFormat, toReportText } from '../report-format.ts'

type FailOn = 'none' | 'manual' | 'any'

interface ScanOptions {
  readonly format: ReportFormat
  readonly output?: string
  readonly failOn: FailOn
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
    .addOption(
      new Option('--fail-on <what>', 'exit 1 on these findings').choices(['none', 'manual', 'any']).default('any'),
    )
    .addOption(new Option('--target <target>', 'what the code is to accept').choices(['both', 'vobiz']).default('both'))
    .addHelpText('after', '\nExample:\n  plivo-to-vobiz scan src --format html --output plivo-report.html')
    .action(async (paths: readonly string[], options: ScanOptions) => finish(await scan(paths, options, io)))
}

async function scan(
  paths: readonly string[],
  { format, output, failOn, target }: ScanOptions,
  io: Io,
): Promise<ExitCode> {
  const { plan, toReport } = await import('@plivo-to-vobiz/codemods')
  const progress = createProgress(io, 'Scanned')
  const planned = await plan({ paths, cwd: io.cwd, target, onFile: progress.step })
  progress.stop()
  await emitReport(await toReportText(planned, format, io.colour && output === undefined), output, io)
  return toExitCode(toReport(planned), failOn)
}

function toExitCode({ summary }: Report, failOn: FailOn): ExitCode {
  const counted = { none: 0, manual: summary.manual, any: summary.auto + summary.review + summary.manual }
  return counted[failOn] > 0 ? EXIT.remains : EXIT.done
}
