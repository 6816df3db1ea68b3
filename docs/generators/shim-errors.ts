import { ERRORS } from '@plivo-to-vobiz/shim'
import { code, toTable } from './markdown.ts'

/** Page of the shim's error codes. */
export function shimErrorsPage(): string {
  const rows = Object.entries(ERRORS).map(([name, { status, text, hint }]) => [
    code(name),
    String(status),
    text[0]?.toUpperCase() + text.slice(1),
    hint,
  ])
  return `# Error codes of the shim

A refused request is answered with its status and \`{ "code": …, "message": … }\`. \`onEvent\` is told the same code with
more words; wrong options throw a \`ShimError\` with one when the shim is created. Codes stay, words may change.

${toTable(['Code', 'Status', 'What happened', 'What to do'], rows)}
`
}
