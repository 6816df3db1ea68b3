import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { type Excerpt, toExcerpt } from './excerpt.ts'
import { createFingerprints } from './fingerprint.ts'
import { groupByFile } from './group-by-file.ts'
import { type Hunk, toHunks } from './hunks.ts'
import { decode } from './read-file.ts'
import { type Report, type ReportOptions, toReport } from './report.ts'
import type { Finding, Plan, Target } from './touchpoint.ts'

/** A finding with what a reader needs to judge it without opening the file. */
export interface FindingDetail {
  readonly finding: Finding
  /** The lines around it; absent when the file cannot be read any more. */
  readonly excerpt?: Excerpt
  /** Parts of the planned diff that change its lines. */
  readonly hunks: readonly Hunk[]
  /** Stays the same while the line stays the same, wherever in the file it moves. */
  readonly fingerprint: string
}

/** A report with excerpts and diffs, for the formats that show them. */
export interface Details {
  readonly report: Report
  readonly target: Target
  readonly items: readonly FindingDetail[]
}

/**
 * Reads what the SARIF, Markdown and HTML reports show of each finding. Called before `apply`, so that excerpts show
 * the code as it was scanned.
 *
 * @example const html = formatHtml(toDetails(await plan({ paths: ['src'] })))
 */
export function toDetails(plan: Plan, options: ReportOptions = {}): Details {
  const report = toReport(plan, options)
  const changes = new Map(plan.changes.map((change) => [change.file, change]))
  const items: FindingDetail[] = []
  for (const [file, findings] of groupByFile(plan.findings, ({ file }) => file)) {
    const change = changes.get(file)
    const text = change?.oldText ?? readText(join(plan.root, file))
    const lines = text === undefined ? undefined : text.split(/\r\n|\n|\r/)
    const hunks = change === undefined ? [] : toHunks(change)
    const getFingerprint = createFingerprints()
    for (const finding of findings)
      items.push({
        finding,
        ...(lines !== undefined && { excerpt: toExcerpt(lines, finding) }),
        hunks: hunks.filter(({ start, end }) => start <= finding.endLine && finding.line <= end),
        fingerprint: getFingerprint(finding, isOfFile(finding) ? '' : (lines?.[finding.line - 1] ?? '')),
      })
  }
  return { report, target: plan.target, items }
}

/** A finding about a file as a whole has no range; what its first line says does not matter. */
const isOfFile = ({ line, column, endLine, endColumn }: Finding): boolean => line === endLine && column === endColumn

function readText(path: string): string | undefined {
  try {
    const decoded = decode(readFileSync(path))
    return 'skipped' in decoded ? undefined : decoded.text
  } catch {
    return undefined
  }
}
