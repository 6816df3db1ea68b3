import { VOICE_XML_ERRORS } from '@plivo-to-vobiz/voice-xml'
import { code, toTable } from './markdown.ts'

/** Page of what the XML package refuses. */
export function xmlErrorsPage(): string {
  const rows = Object.entries(VOICE_XML_ERRORS).map(([name, { text, hint }]) => [code(name), text, hint])
  return `# Errors of the XML package

\`VoiceXmlError\` carries one of these codes, and the line and column of the place. Codes are stable, words may change.

${toTable(['Code', 'What', 'What to do'], rows)}
`
}
