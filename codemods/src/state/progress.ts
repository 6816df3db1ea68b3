import type { State } from './state.ts'

/** How far a migration has come since its first scan. */
export interface Progress {
  /** When it began, as an ISO date. */
  readonly since: string
  readonly first: { readonly findings: number; readonly manual: number; readonly lines: number }
  readonly now: { readonly findings: number; readonly manual: number; readonly lines: number }
  /** Files that runs of migrate have written so far. */
  readonly written: number
  /** Files a person has skipped and not taken up again. */
  readonly skipped: readonly string[]
}

/** What is counted of a report. */
interface Counted {
  readonly summary: Readonly<Record<'auto' | 'review' | 'manual', number>>
  readonly mentions: { readonly lines: number }
}

/** Compares a report with the record of the migration. */
export function toProgress({ summary, mentions }: Counted, { begun, runs }: State): Progress {
  const { auto, review, manual, lines } = begun.totals
  const last = new Map(runs.flatMap(({ decisions }) => decisions).map(({ file, decision }) => [file, decision]))
  return {
    since: begun.at,
    first: { findings: auto + review + manual, manual, lines },
    now: { findings: summary.auto + summary.review + summary.manual, manual: summary.manual, lines: mentions.lines },
    written: new Set(runs.flatMap(({ files }) => files.map(({ file }) => file))).size,
    skipped: [...last].filter(([, decision]) => decision === 'skipped').map(([file]) => file),
  }
}

/** The progress in a sentence. */
export function formatProgress({ since, first, now, written, skipped }: Progress): string {
  const left = skipped.length === 0 ? '' : ` Skipped so far: ${skipped.join(', ')}.`
  return `Since the first scan on ${since.slice(0, 10)}: findings ${first.findings} -> ${now.findings}, for a person ${first.manual} -> ${now.manual}, lines that name Plivo ${first.lines} -> ${now.lines}; ${written} files written.${left}`
}
