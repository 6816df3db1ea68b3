import { getFindingRow } from './findings.ts'
import type { Position } from './positions.ts'
import type { SourceFile } from './source-file.ts'
import type { Finding, Note, Touchpoint } from './touchpoint.ts'

/** Where a note is from. */
export interface NoteContext {
  readonly file: Pick<SourceFile, 'path' | 'language'>
  readonly at: (offset: number) => Position
  /** Gives the range and kind a note leaves open. */
  readonly touchpoint?: Touchpoint
}

/** Turns a note into the finding that is printed. */
export function toFinding(note: Note, { file, at, touchpoint }: NoteContext): Finding {
  const row = getFindingRow(note.code)
  const hint = row.hintFor?.[file.language] ?? row.hint
  const { start, end } = note.range ?? touchpoint?.range ?? { start: 0, end: 0 }
  const from = at(start)
  const to = at(end)
  return {
    code: note.code,
    kind: row.kind,
    action: note.action ?? row.action,
    file: file.path,
    line: from.line,
    column: from.column,
    endLine: to.line,
    endColumn: to.column,
    language: file.language,
    message: fill(hint === '' ? row.text : `${row.text} ${hint}`, note.args ?? {}),
    docs: row.docs,
  }
}

/** Order of findings in every report. */
export function compareFindings(a: Finding, b: Finding): number {
  if (a.file !== b.file) return a.file < b.file ? -1 : 1
  return a.line - b.line || a.column - b.column || (a.code < b.code ? -1 : a.code > b.code ? 1 : 0)
}

function fill(text: string, args: Readonly<Record<string, string | number>>): string {
  return text.replace(/\{(\w+)\}/g, (whole, name: string) => String(args[name] ?? whole))
}
