import { readFile } from 'node:fs/promises'
import { relative, resolve } from 'node:path'
import type { Dialect, TranslateOptions } from '@plivo-to-vobiz/voice-xml'
import { Option } from 'commander'
import type { Register } from '../command.ts'
import { EXIT, type ExitCode, UsageError } from '../exit.ts'
import type { Io } from '../io.ts'
import { createXmlPaint } from '../paint.ts'
import { type CheckedDocument, formatDocument, toJson } from '../xml-report.ts'

interface XmlOptions {
  readonly check: boolean
  readonly format: 'text' | 'json'
  readonly lint?: Dialect
  readonly fragment: boolean
  readonly gatherTimeout: 'literal' | 'whole-entry'
  readonly recordFinishOnKey?: string
  readonly baseUrl?: string
  readonly declaration: boolean
}

/** Name of standard input among the files. */
const STDIN = '-'

/** `xml`: translates documents, or lints them. */
export const registerXml: Register = (program, io, finish) => {
  program
    .command('xml')
    .description('translate PlivoXML documents to VobizXML, or lint them; the files stay as they are')
    .argument('[files...]', 'files, quoted globs, or - for standard input', [STDIN])
    .option('--check', 'exit 1 when something is lost or may behave differently', false)
    .addOption(new Option('--format <format>', 'form of the output').choices(['text', 'json']).default('text'))
    .addOption(new Option('--lint <dialect>', 'check against one provider instead').choices(['plivo', 'vobiz']))
    .option('--fragment', 'the text is part of a document, without <Response>', false)
    .addOption(
      new Option('--gather-timeout <policy>', 'what the timeout of GetDigits becomes')
        .choices(['literal', 'whole-entry'])
        .default('literal'),
    )
    .option('--record-finish-on-key <keys>', 'keys that end a Record which names none; default: #')
    .option('--base-url <url>', 'URL that relative URLs are resolved against')
    .option('--declaration', 'write an XML declaration where there is none', false)
    .addHelpText(
      'after',
      '\nThe translation goes to standard output, what there is to say about it to standard error.' +
        '\nExit codes: 0 done, 1 with --check when a warning or an error was found, 2 wrong usage or malformed XML.' +
        "\nExamples:\n  plivo-to-vobiz xml menu.xml > menu.vobiz.xml\n  plivo-to-vobiz xml --check 'templates/**/*.xml'",
    )
    .action(async (files: readonly string[], options: XmlOptions) => finish(await run(files, options, io)))
}

async function run(files: readonly string[], options: XmlOptions, io: Io): Promise<ExitCode> {
  const documents: CheckedDocument[] = []
  for (const file of await expand(files, io)) documents.push(await check(file, options, io))
  if (options.format === 'json') io.stdout(toJson(documents))
  else print(documents, options, io)
  if (documents.some(({ error }) => error !== undefined)) return EXIT.failed
  const lost = documents.some(({ findings }) => findings.some(({ severity }) => severity !== 'info'))
  return options.check && lost ? EXIT.remains : EXIT.done
}

/** Globs become the files they match, in order; anything else is a file. */
async function expand(files: readonly string[], { cwd }: Io): Promise<readonly string[]> {
  const { glob, isDynamicPattern } = await import('tinyglobby')
  const found = await Promise.all(
    files.map(async (file) => {
      if (file === STDIN || !isDynamicPattern(file)) return [file]
      const matches = await glob(file, { cwd, ignore: ['**/node_modules/**'] })
      if (matches.length === 0) throw new UsageError(`No file matches ${file}.`)
      return matches.sort()
    }),
  )
  return [...new Set(found.flat())]
}

async function check(file: string, options: XmlOptions, io: Io): Promise<CheckedDocument> {
  const { fromBuilder, lint, translate, VoiceXmlError } = await import('@plivo-to-vobiz/voice-xml')
  const bytes = await read(file, io)
  const name = file === STDIN ? '<stdin>' : relative(io.cwd, resolve(io.cwd, file))
  let source = ''
  try {
    source = fromBuilder(bytes)
    if (options.lint === undefined) return { name, source, ...translate(source, toTranslateOptions(options)) }
    return { name, source, findings: lint(source, options.lint, { fragment: options.fragment }) }
  } catch (error) {
    if (error instanceof VoiceXmlError) return { name, source, findings: [], error }
    throw error
  }
}

const toTranslateOptions = (options: XmlOptions): TranslateOptions => ({
  fragment: options.fragment,
  gatherTimeout: options.gatherTimeout,
  declaration: options.declaration ? 'add' : 'keep',
  ...(options.baseUrl === undefined ? {} : { baseUrl: options.baseUrl }),
  ...(options.recordFinishOnKey === undefined ? {} : { recordFinishOnKey: options.recordFinishOnKey }),
})

async function read(file: string, io: Io): Promise<Uint8Array> {
  if (file === STDIN) return io.stdin()
  return readFile(resolve(io.cwd, file)).catch((cause: unknown) => {
    throw new UsageError(`${file} cannot be read.`, { cause })
  })
}

function print(documents: readonly CheckedDocument[], { lint }: XmlOptions, io: Io): void {
  const paint = createXmlPaint(io.colour)
  for (const document of documents) {
    io.stderr(formatDocument(document, paint))
    if (document.xml === undefined || lint !== undefined) continue
    if (documents.length > 1) io.stdout(`==> ${document.name} <==\n`)
    io.stdout(document.xml)
  }
}
