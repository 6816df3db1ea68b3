import type { Skipped } from './touchpoint.ts'

/** A header by which generators tell people not to edit what they wrote. */
const HEADER =
  /@generated\b|\bcode generated\b[^\n]*\bdo not edit\b|\b(?:auto-?generated|generated)\b[^\n]*\bdo not (?:edit|modify)\b|\bdo not (?:edit|modify)\b[^\n]*\bgenerated\b/i
const COMMENT = /^\s*(?:\/\/|\/\*|\*|#|<!--|--|;|"""|''')/
/** Code that people write has shorter lines than this on average. */
const LONG_LINES = 400
const LARGE = 5_000

/** How reports of this tool begin: JSON, SARIF, Markdown, HTML. */
const REPORT =
  /^\{\s*"version": 1,\s*"root": "\.",\s*"files"|^## Plivo to Vobiz\r?\n|"driver": \{\s*"name": "plivo-to-vobiz"|<title>Plivo to Vobiz: migration report<\/title>/

/** Why the text of a file is not the application's own to change; `undefined` when it is. */
export function findGenerated(text: string, path: string): Omit<Skipped, 'file'> | undefined {
  if (REPORT.test(text.slice(0, 1500))) return { code: 'report', message: 'It is a report of this tool.' }
  const head = text
    .slice(0, 1500)
    .split(/\r\n|\n|\r/)
    .slice(0, 10)
  if (head.some((line) => COMMENT.test(line) && HEADER.test(line)))
    return { code: 'generated', message: 'It says that it is generated; change what it is generated from.' }
  if (!/\.[cm]?[jt]sx?$/i.test(path) || text.length < LARGE) return undefined
  const lines = text.split('\n').length
  return text.length / lines > LONG_LINES
    ? { code: 'minified', message: 'Its lines are as long as those of minified code.' }
    : undefined
}
