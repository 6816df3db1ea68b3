import type { CheckResult } from '@plivo-to-vobiz/codemods'
import { Option } from 'commander'
import type { Register } from '../command.ts'
import { EXIT, type ExitCode } from '../exit.ts'
import type { Io } from '../io.ts'
import { createPaint } from '../paint.ts'
import { createProgress } from '../progress.ts'
import { emitReport } from '../report-format.ts'

interface CheckOptions {
  readonly target: 'both' | 'vobiz'
  readonly base?: string
  readonly format: 'text' | 'json'
  readonly output?: string
}

/** `check`: after migrating, what is left, what lost its signature check, and which XML Vobiz would refuse. */
export const registerCheck: Register = (program, io, finish) => {
  program
    .command('check')
    .description('after migrating: what is left, is every webhook still verified, is every XML right; changes nothing')
    .argument('[paths...]', 'folders and files to look at', ['.'])
    .addOption(new Option('--target <target>', 'what the code is to accept').choices(['both', 'vobiz']).default('both'))
    .option('--base <revision>', 'state before the migration; default the one that migrate recorded')
    .addOption(new Option('--format <format>', 'form of the result').choices(['text', 'json']).default('text'))
    .option('--output <file>', 'write the result to a file instead of standard output')
    .addHelpText(
      'after',
      '\nExit codes: 0 nothing is left and nothing was lost, 1 something is, 2 wrong usage or failure.' +
        '\nExample for CI:\n  plivo-to-vobiz check . --target both --base origin/main',
    )
    .action(async (paths: readonly string[], options: CheckOptions) => finish(await run(paths, options, io)))
}

async function run(paths: readonly string[], options: CheckOptions, io: Io): Promise<ExitCode> {
  const { target, base, format, output } = options
  const { check } = await import('@plivo-to-vobiz/codemods')
  const progress = createProgress(io, 'Checked')
  const result = await check({ paths, cwd: io.cwd, target, onFile: progress.step, ...(base !== undefined && { base }) })
  progress.stop()
  const colour = io.colour && output === undefined
  await emitReport(format === 'json' ? `${JSON.stringify(result, null, 2)}\n` : formatCheck(result, colour), output, io)
  return result.passed ? EXIT.done : EXIT.remains
}

/** A commit by its first characters; a branch or a date as it is. */
const toShort = (base: string): string => (/^[0-9a-f]{40}$/.test(base) ? base.slice(0, 12) : base)

function formatCheck(result: CheckResult, colour: boolean): string {
  const paint = createPaint(colour)
  const { left, pending, guards, xml, unread, target } = result
  const lost = guards.lost.filter(({ state }) => state === 'lost')
  const gone = guards.lost.filter(({ state }) => state === 'gone')
  const place = (file: string, line: number): string => paint('file', `${file}:${line}`)
  const lines = [
    ...lost.map(
      (one) => `${paint('manual', 'LOST')} ${place(one.file, one.line)} ${one.name} was verified and is not any more.`,
    ),
    ...gone.map(
      (one) =>
        `${paint('review', 'gone')} ${place(one.file, one.line)} ${one.name} was verified and is no longer there.`,
    ),
    ...xml.problems.map(
      (one) =>
        `${paint(one.severity === 'error' ? 'manual' : 'review', 'xml ')} ${place(one.file, one.line)} ${one.message}`,
    ),
    ...pending.map((file) => `${paint('manual', 'todo')} ${paint('file', file)} migrate would still change it.`),
    ...left.map((one) => `${paint('manual', 'left')} ${place(one.file, one.line)} ${one.message}`),
    ...unread.map((file) => `${paint('review', 'skip')} ${paint('file', file)} could not be looked at.`),
    '',
    guards.base === undefined
      ? `Webhooks: ${guards.now} functions and routes verify signatures. What did before is not known: name it with --base REVISION.`
      : `Webhooks: ${guards.before} functions and routes verified signatures at ${toShort(guards.base)}, ${guards.now} do now; ${lost.length} lost, ${gone.length} no longer there.`,
    `XML: ${xml.documents} documents, ${xml.problems.length} remarks for Vobiz.`,
    `Left: ${left.length} places for a person, ${pending.length} files for migrate (target ${target}).`,
    result.passed ? paint('auto', 'Passed.') : paint('manual', 'Not yet.'),
  ]
  return `${lines.join('\n').replace(/^\n/, '')}\n`
}
