import { writeFile } from 'node:fs/promises'
import { resolve } from 'node:path'
import type { Report } from '@plivo-to-vobiz/codemods'
import { Option } from 'commander'
import type { Register } from '../command.ts'
import { EXIT, type ExitCode } from '../exit.ts'
import type { Io } from '../io.ts'
import { createPaint } from '../paint.ts'
import { createProgress } from '../progress.ts'

type FailOn = 'none' | 'manual' | 'any'

interface ScanOptions {
  readonly format: 'text' | 'json'
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
    .addOption(new Option('--format <format>', 'form of the report').choices(['text', 'json']).default('text'))
    .option('--output <file>', 'write the report to a file instead of standard output')
    .addOption(
      new Option('--fail-on <what>', 'exit 1 on these findings').choices(['none', 'manual', 'any']).default('any'),
    )
    .addOption(new Option('--target <target>', 'what the code is to accept').choices(['both', 'vobiz']).default('both'))
    .addHelpText('after', '\nExample:\n  plivo-to-vobiz scan src --format json --output plivo-inventory.json')
    .action(async (paths: readonly string[], options: ScanOptions) => finish(await scan(paths, options, io)))
}

async function scan(
  paths: readonly string[],
  { format, output, failOn, target }: ScanOptions,
  io: Io,
): Promise<ExitCode> {
  const { formatJson, formatText, plan, toReport } = await import('@plivo-to-vobiz/codemods')
  const progress = createProgress(io, 'Scanned')
  const report = toReport(await plan({ paths, cwd: io.cwd, target, onFile: progress.step }))
  progress.stop()
  const colour = io.colour && output === undefined
  const text = format === 'json' ? formatJson(report) : formatText(report, createPaint(colour))
  if (output === undefined) io.stdout(text)
  else await writeFile(resolve(io.cwd, output), text)
  return toExitCode(report, failOn)
}

function toExitCode({ summary }: Report, failOn: FailOn): ExitCode {
  const counted = { none: 0, manual: summary.manual, any: summary.auto + summary.review + summary.manual }
  return counted[failOn] > 0 ? EXIT.remains : EXIT.done
}
