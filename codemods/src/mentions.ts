import { findLanguage } from './languages.ts'
import type { MentionReason } from './mention-reasons.ts'
import type { FileResult } from './plan-file.ts'
import { createPositions, type Position } from './positions.ts'
import type { SourceFile } from './source-file.ts'
import type { Mention, Verdict } from './touchpoint.ts'

/** The lines of a file and the offsets of those that nothing accounts for. */
export interface Accounted {
  readonly mentions: readonly Mention[]
  readonly unexplained: readonly { readonly start: number; readonly end: number }[]
}

/**
 * Accounts for every line of a file that names Plivo: covered by an edit, by a finding, or of no consequence. What is
 * none of these comes back as unexplained, and is for a person.
 */
export function accountFor(file: SourceFile, result: FileResult): Accounted {
  const at = createPositions(file.text)
  const covered = createCover(result, at)
  const mentions = new Map<number, Mention>()
  const unexplained: { start: number; end: number }[] = []
  for (const match of file.text.matchAll(/plivo/gi)) {
    const { line } = at(match.index)
    const known = mentions.get(line)
    if (known !== undefined && known.verdict !== 'nothing') continue
    const verdict = covered(line)
    const reason = verdict === undefined ? explain(file, match.index) : undefined
    if (verdict !== undefined) mentions.set(line, { file: file.path, line, verdict })
    else if (reason !== undefined) mentions.set(line, known ?? { file: file.path, line, verdict: 'nothing', reason })
    else {
      mentions.set(line, { file: file.path, line, verdict: 'person' })
      unexplained.push({ start: match.index, end: match.index + match[0].length })
    }
  }
  return { mentions: [...mentions.values()], unexplained }
}

/** What edits and findings say of a line: an edit first, then a person's task, then a finding of any kind. */
function createCover(
  { edits, findings }: FileResult,
  at: (offset: number) => Position,
): (line: number) => Verdict | undefined {
  const verdicts = new Map<number, Verdict>()
  const cover = (from: number, to: number, verdict: Verdict): void => {
    for (let line = from; line <= to; line += 1) verdicts.set(line, verdict)
  }
  for (const { line, endLine, action } of findings) if (action === 'auto') cover(line, endLine, 'rewritten')
  for (const { line, endLine, action } of findings) if (action !== 'auto') cover(line, endLine, 'person')
  for (const { start, end } of edits) cover(at(start).line, at(end).line, 'rewritten')
  return (line) => verdicts.get(line)
}

function explain(file: SourceFile, offset: number): MentionReason | undefined {
  const language = findLanguage(file.language)
  return language?.explainMention ? language.explainMention(file, offset) : explainLine(file.text, offset)
}

/** For languages without rules of their own: comments, and names of settings. */
function explainLine(text: string, offset: number): MentionReason | undefined {
  const start = text.lastIndexOf('\n', offset) + 1
  const before = text.slice(start, offset)
  if (/^\s*(?:#|\/\/|--|;|\*)/.test(before)) return 'comment'
  const word = /[A-Za-z0-9_]*$/.exec(before)?.[0] + (/^[A-Za-z0-9_]*/.exec(text.slice(offset))?.[0] ?? '')
  return /^[A-Z0-9_]*PLIVO_[A-Z0-9_]+$/.test(word) ? 'environment' : undefined
}
