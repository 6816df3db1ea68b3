import type { SourceFile } from '../../source-file.ts'
import type { Edit, Range } from '../../touchpoint.ts'
import { findLineLength } from './line-length.ts'
import { breakLongLines } from './statements.ts'

/** Keeps rewritten lines within the length that the settings of the code base ask for; none where nothing asks. */
export function arrange(file: SourceFile, changed: readonly Range[]): readonly Edit[] {
  const limit = findLineLength(file)
  if (limit === undefined) return []
  const lines = new Set<number>()
  for (const { start, end } of changed) {
    const first = file.text.slice(0, start).split('\n').length
    const count = file.text.slice(start, end).split('\n').length
    for (let line = first; line < first + count; line += 1) lines.add(line)
  }
  return breakLongLines(file, lines, limit)
}
