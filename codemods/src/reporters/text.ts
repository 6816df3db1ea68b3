import { formatHours } from '../effort.ts'
import { groupByFile } from '../group-by-file.ts'
import { MENTION_REASONS } from '../mention-reasons.ts'
import type { Report } from '../report.ts'
import { formatProgress } from '../state/progress.ts'
import type { Action, Finding } from '../touchpoint.ts'

/** Paints a word; the default paints nothing, so that the text can go anywhere. */
export type Paint = (action: Action | 'file' | 'dim', text: string) => string

const plain: Paint = (_, text) => text

/**
 * The report for people: findings by file, then what was skipped, then the totals.
 *
 * @example process.stdout.write(formatText(toReport(plan)))
 */
export function formatText(report: Report, paint: Paint = plain): string {
  const lines: string[] = []
  for (const [file, findings] of groupByFile(report.findings, ({ file }) => file)) {
    lines.push(paint('file', file))
    for (const finding of findings) lines.push(formatFinding(finding, paint))
    lines.push('')
  }
  if (report.skipped.length > 0) {
    lines.push('Skipped:')
    for (const { file, message } of report.skipped) lines.push(`  ${paint('file', file)}  ${message}`)
    lines.push('')
  }
  return `${[...lines, ...formatLines(report, paint), ...formatTotals(report)].join('\n')}\n`
}

function formatFinding({ line, column, action, kind, message, code }: Finding, paint: Paint): string {
  const place = `${line}:${column}`.padEnd(8)
  return `  ${place} ${paint(action, action.padEnd(6))} ${kind}  ${message}  ${paint('dim', code)}`
}

/** Every line that names Plivo and needs nothing, with the reason; the others are findings. */
function formatLines({ lines = [] }: Report, paint: Paint): readonly string[] {
  const quiet = lines.filter(({ verdict }) => verdict === 'nothing')
  if (quiet.length === 0) return []
  const shown = quiet.map(
    ({ file, line, reason }) =>
      `  ${paint('file', `${file}:${line}`)}  ${reason === undefined ? '' : MENTION_REASONS[reason]}`,
  )
  return ['Of no consequence:', ...shown, '']
}

function formatTotals({ files, summary, mentions, effort, progress }: Report): readonly string[] {
  const { auto, review, manual } = summary
  return [
    `${files.walked} files, ${files.parsed} parsed, ${files.unreadable} skipped.`,
    ...formatMentions(mentions),
    `${auto + review + manual} findings: ${auto} rewritten by migrate, ${review} rewritten or to be reviewed, ${manual} for a person.`,
    ...(auto + review + manual === 0 ? [] : [`Estimated effort: ${formatHours(effort)}. ${effort.basis}`]),
    ...(progress === undefined ? [] : [formatProgress(progress)]),
  ]
}

function formatMentions({ lines, rewritten, person, nothing, reasons }: Report['mentions']): readonly string[] {
  if (lines === 0) return []
  const why = Object.entries(reasons).map(([reason, count]) => `${reason} ${count}`)
  const because = why.length === 0 ? '' : ` (${why.sort().join(', ')})`
  return [
    `${lines} lines name Plivo: ${rewritten} rewritten, ${person} for a person, ${nothing} of no consequence${because}.`,
  ]
}
