import { FINDINGS, type FindingText } from '@plivo-to-vobiz/voice-xml'
import { code, toTable } from './markdown.ts'

/** Page of what the translator and the lint report. */
export function xmlFindingsPage(): string {
  const rows = Object.entries(FINDINGS as Readonly<Record<string, FindingText>>).map(
    ([name, { severity, text, effect, hint }]) => [code(name), severity, text, effect ?? '', hint],
  )
  return `# Findings of the XML translator

\`error\` breaks the call or loses a verb, \`warning\` may change behaviour, \`info\` is good to know. Codes are stable,
words may change.

${toTable(['Code', 'Severity', 'What', 'What translation did', 'What to do'], rows)}
`
}
