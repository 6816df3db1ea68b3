import { mkdir, writeFile } from 'node:fs/promises'
import { dirname, resolve } from 'node:path'
import type { Plan, ReportOptions } from '@plivo-to-vobiz/codemods'
import { Option } from 'commander'
import type { Io } from './io.ts'
import { createPaint } from './paint.ts'

const FORMATS = ['text', 'json', 'sarif', 'markdown', 'html'] as const

/** A form of the report. */
export type ReportFormat = (typeof FORMATS)[number]

/** `--format` of the commands that report. */
export const createFormatOption = (): Option =>
  new Option('--format <format>', 'form of the report').choices(FORMATS).default('text')

/** The form of a report and what it holds. */
export interface ReportTextOptions extends ReportOptions {
  readonly format: ReportFormat
  readonly colour: boolean
}

/** The report on a plan. Excerpts are read from the files, so it is made before anything is written. */
export async function toReportText(plan: Plan, { format, colour, ...options }: ReportTextOptions): Promise<string> {
  const codemods = await import('@plivo-to-vobiz/codemods')
  switch (format) {
    case 'text':
      return codemods.formatText(codemods.toReport(plan, options), createPaint(colour))
    case 'json':
      return codemods.formatJson(codemods.toReport(plan, options))
    case 'sarif':
      return codemods.formatSarif(codemods.toDetails(plan, options))
    case 'markdown':
      return codemods.formatMarkdown(codemods.toDetails(plan, options))
    case 'html':
      return codemods.formatHtml(codemods.toDetails(plan, options))
  }
}

/** Writes a report to a file, whose folder is made, or to standard output. */
export async function emitReport(text: string, output: string | undefined, io: Io): Promise<void> {
  if (output === undefined) return io.stdout(text)
  const path = resolve(io.cwd, output)
  await mkdir(dirname(path), { recursive: true })
  await writeFile(path, text)
}
