import type { Report } from '../report.ts'

/** One JSON object, indented, with a line ending. */
export function formatJson(report: Report): string {
  return `${JSON.stringify(report, null, 2)}\n`
}
