import type { Details, FindingDetail } from '../details.ts'
import { toDocsUrl } from '../docs-url.ts'
import { formatHours } from '../effort.ts'
import { showControls } from '../show-controls.ts'
import { formatProgress } from '../state/progress.ts'
import type { Action, Kind } from '../touchpoint.ts'

/** What a comment on a pull request may hold, with room for what the service adds. */
const MOST_CHARACTERS = 60_000
const ACTIONS: readonly Action[] = ['manual', 'review', 'auto']
const HEADINGS: Readonly<Record<Action, string>> = {
  manual: 'For a person',
  review: 'To be reviewed',
  auto: 'Rewritten by migrate',
}

/**
 * The report as a comment for a pull request: totals, then the findings by who acts, folded away. It stays below the
 * length that comments may have; what does not fit is counted.
 */
export function formatMarkdown({ report, items }: Details): string {
  const { summary, files, mentions, effort } = report
  const total = items.length
  const head = [
    '## Plivo to Vobiz',
    '',
    total === 0
      ? `Nothing touches Plivo in ${files.walked} files.`
      : `**${total} places** touch Plivo in ${files.walked} files: ${summary.manual} for a person, ${summary.review} to be reviewed, ${summary.auto} rewritten by \`migrate\`. Estimated effort: ${formatHours(effort)}.`,
    '',
  ]
  if (total > 0) head.push(...toKindTable(items), '')
  if (mentions.lines > 0)
    head.push(
      `${mentions.lines} lines name Plivo: ${mentions.rewritten} rewritten, ${mentions.person} for a person, ${mentions.nothing} of no consequence.`,
      '',
    )
  if (report.progress !== undefined) head.push(escapeText(formatProgress(report.progress)), '')
  const foot =
    total === 0
      ? []
      : [
          `<sub>${escapeText(effort.basis)} What each code means is in the [reference](${toDocsUrl('reference/findings')}).</sub>`,
          '',
        ]
  const parts = ACTIONS.map((action) => ({ action, lines: toLines(items, action) }))
  const room = MOST_CHARACTERS - [...head, ...foot].join('\n').length
  return [...head, ...toSections(parts, room), ...toSkipped(report.skipped.length), ...foot].join('\n')
}

function toKindTable(items: readonly FindingDetail[]): readonly string[] {
  const rows = new Map<Kind, Record<Action, number>>()
  for (const { finding } of items) {
    const row = rows.get(finding.kind) ?? { auto: 0, review: 0, manual: 0 }
    row[finding.action] += 1
    rows.set(finding.kind, row)
  }
  return [
    '| Kind | For a person | To be reviewed | Rewritten |',
    '|---|--:|--:|--:|',
    ...[...rows].map(([kind, row]) => `| ${kind} | ${row.manual} | ${row.review} | ${row.auto} |`),
  ]
}

function toLines(items: readonly FindingDetail[], action: Action): readonly string[] {
  return items
    .filter(({ finding }) => finding.action === action)
    .map(
      ({ finding: { file, line, code, message } }) =>
        `- ${toCode(`${file}:${line}`)} ${escapeText(message)} \`${code}\``,
    )
}

function toSections(
  parts: readonly { readonly action: Action; readonly lines: readonly string[] }[],
  room: number,
): readonly string[] {
  let left = room
  const result: string[] = []
  for (const { action, lines } of parts) {
    if (lines.length === 0) continue
    const shown: string[] = []
    for (const line of lines) {
      if (line.length + 200 > left) break
      shown.push(line)
      left -= line.length + 1
    }
    const rest = lines.length - shown.length
    result.push(
      `<details${action === 'manual' ? ' open' : ''}><summary>${HEADINGS[action]}: ${lines.length}</summary>`,
      '',
      ...shown,
      ...(rest > 0 ? [`- and ${rest} more, which do not fit here; see the HTML report.`] : []),
      '',
      '</details>',
      '',
    )
  }
  return result
}

const toSkipped = (count: number): readonly string[] =>
  count === 0 ? [] : [`${count} files could not be looked at; the text report names them.`, '']

/** A code span that no backtick in the text can end. */
function toCode(text: string): string {
  const shown = showControls(text)
  const longest = Math.max(0, ...[...shown.matchAll(/`+/g)].map((match) => match[0].length))
  const fence = '`'.repeat(longest + 1)
  return longest === 0 ? `${fence}${shown}${fence}` : `${fence} ${shown} ${fence}`
}

/** Text in which nothing is markup or a reference; names of packages become code, so that they mention nobody. */
function escapeText(text: string): string {
  return text
    .replace(/\s*\n\s*/g, ' ')
    .split(/(@[\w./-]*\w)/)
    .map((part, index) =>
      index % 2 === 1 ? toCode(part) : showControls(part).replace(/[\\`*_{}[\]()#+!|~<>&@]/g, '\\$&'),
    )
    .join('')
}
