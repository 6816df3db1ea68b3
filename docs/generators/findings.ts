import { FINDINGS, type FindingRow } from '@plivo-to-vobiz/codemods'
import { code, toTable } from './markdown.ts'

/** Page of what the scanner reports. */
export function findingsPage(): string {
  const rows = Object.entries(FINDINGS as Readonly<Record<string, FindingRow>>).map(([name, row]) => [
    code(name),
    row.kind,
    row.action,
    row.text,
    row.hint,
  ])
  return `# Findings of scan and migrate

\`auto\` is rewritten by \`migrate\`, \`review\` is rewritten but wants a look, \`manual\` only a person can do. Words in braces
are filled in.

${toTable(['Code', 'Kind', 'Action', 'What it says', 'What to do'], rows)}
`
}
