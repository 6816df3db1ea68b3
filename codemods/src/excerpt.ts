import { hideSecrets } from './hide-secrets.ts'
import type { Finding } from './touchpoint.ts'

/** Some lines of a file around a finding. */
export interface Excerpt {
  /** Number of the first line. */
  readonly firstLine: number
  readonly lines: readonly ExcerptLine[]
  /** How many lines of the finding itself are left out at the end. */
  readonly omitted: number
}

/** One line, cut where it is very long, in three parts. */
export interface ExcerptLine {
  readonly before: string
  /** What the finding covers of it. */
  readonly marked: string
  readonly after: string
}

const CONTEXT = 1
const MOST_LINES = 9
const MOST_COLUMNS = 200
const CUT = '…'

/** The lines a finding covers and one on either side; of a long finding the beginning. */
export function toExcerpt(lines: readonly string[], finding: Finding): Excerpt {
  const first = Math.max(1, finding.line - CONTEXT)
  const wanted = Math.min(lines.length, finding.endLine + CONTEXT)
  const last = Math.min(wanted, first + MOST_LINES - 1)
  const shown = lines.slice(first - 1, last).map((text, index) => toLine(text, first + index, finding))
  return { firstLine: first, lines: shown, omitted: Math.max(0, Math.min(finding.endLine, lines.length) - last) }
}

/** Secrets are hidden by as many characters as they have, so that positions stay right. */
function toLine(source: string, number: number, { line, column, endLine, endColumn }: Finding): ExcerptLine {
  const text = hideSecrets(source)
  if (number < line || number > endLine) return { before: cutEnd(text), marked: '', after: '' }
  const start = number === line ? column - 1 : text.length - text.trimStart().length
  const end = number === endLine ? endColumn - 1 : text.length
  const [before, marked, after] = [
    text.slice(0, start),
    text.slice(start, Math.max(start, end)),
    text.slice(Math.max(start, end)),
  ]
  return { before: cutStart(before), marked: cutEnd(marked), after: cutEnd(after) }
}

const cutEnd = (text: string): string => (text.length > MOST_COLUMNS ? text.slice(0, MOST_COLUMNS) + CUT : text)

/** Keeps the end, which stands beside what is marked. */
const cutStart = (text: string): string => (text.length > MOST_COLUMNS ? CUT + text.slice(-MOST_COLUMNS / 4) : text)
