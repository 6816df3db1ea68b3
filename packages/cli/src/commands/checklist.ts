import { readFile, writeFile } from 'node:fs/promises'
import { resolve } from 'node:path'
import { Option } from 'commander'
import type { AssessedSection } from '../checklist/assess.ts'
import type { Register } from '../command.ts'
import { EXIT, type ExitCode, UsageError } from '../exit.ts'
import type { Io } from '../io.ts'
import { createChecklistPaint } from '../paint.ts'
import { createProgress } from '../progress.ts'

interface ChecklistOptions {
  readonly format: 'text' | 'markdown' | 'json'
  readonly output?: string
}

const DOCS = 'https://github.com/plivo-to-vobiz/plivo-to-vobiz/blob/main/docs/'

/** `checklist`: the whole migration, ticked as far as the code base shows; changes no code. */
export const registerChecklist: Register = (program, io, finish) => {
  program
    .command('checklist')
    .description('the migration step by step, ticked as far as the code base shows')
    .argument('[paths...]', 'folders and files to look at', ['.'])
    .addOption(
      new Option('--format <format>', 'form of the list').choices(['text', 'markdown', 'json']).default('text'),
    )
    .option('--output <file>', 'keep the list in a Markdown file: what a person ticked there stays ticked')
    .addHelpText('after', '\nExample:\n  plivo-to-vobiz checklist . --output MIGRATION.md')
    .action(async (paths: readonly string[], options: ChecklistOptions) => finish(await checklist(paths, options, io)))
}

async function checklist(paths: readonly string[], options: ChecklistOptions, io: Io): Promise<ExitCode> {
  const { assess } = await import('../checklist/assess.ts')
  const { gatherFacts } = await import('../checklist/facts.ts')
  const { SECTIONS } = await import('../checklist/sections.ts')
  const file = options.output === undefined ? undefined : resolve(io.cwd, options.output)
  const ticked = await readTicked(file)
  const progress = createProgress(io, 'Read')
  const facts = await gatherFacts({ paths, cwd: io.cwd, onFile: progress.step })
  progress.stop()
  const sections = assess(SECTIONS, { facts, ticked })
  await print(sections, { ...options, file }, io)
  return sections.every(({ steps }) => steps.every(({ isDone }) => isDone)) ? EXIT.done : EXIT.remains
}

/** What is ticked in the file so far; a file that is not there yet has no ticks. */
async function readTicked(file: string | undefined): Promise<ReadonlySet<string>> {
  const markdown = file === undefined ? undefined : await readIfThere(file)
  if (markdown === undefined) return new Set()
  const { readTicks } = await import('../checklist/read-ticks.ts')
  const ticked = readTicks(markdown)
  if (ticked === undefined)
    throw new UsageError(`${file} is there and is no checklist of this command; name another file, or remove it.`)
  return ticked
}

async function readIfThere(file: string): Promise<string | undefined> {
  try {
    return await readFile(file, 'utf8')
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined
    throw error
  }
}

async function print(
  sections: readonly AssessedSection[],
  { format, file }: ChecklistOptions & { readonly file: string | undefined },
  io: Io,
): Promise<void> {
  const { formatMarkdown } = await import('../checklist/format-markdown.ts')
  if (file !== undefined) await writeFile(file, formatMarkdown(sections, { docs: DOCS }))
  if (format === 'markdown') {
    if (file === undefined) io.stdout(formatMarkdown(sections, { docs: DOCS }))
  } else if (format === 'json') {
    const { formatJson } = await import('../checklist/format-json.ts')
    io.stdout(formatJson(sections))
  } else {
    const { formatText } = await import('../checklist/format-text.ts')
    io.stdout(formatText(sections, createChecklistPaint(io.colour)))
  }
}
