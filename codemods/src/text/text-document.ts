import type { Range } from '../touchpoint.ts'

/** One literal of a text. */
export interface Piece {
  readonly quote: string
  /** Where the text inside the quotes ends in the file. */
  readonly end: number
  /** Whether an expression can stand in it, as in a template or a format string. */
  readonly takesExpressions: boolean
  /** Writes text as it stands in the literal before a character; `undefined` when the literal cannot hold it. */
  readonly write: (text: string, next: string) => string | undefined
}

/** Text put together from the literals of one expression; what is not literal stands as `${e1}`, `${e2}`, …. */
export interface TextDocument {
  /** The whole expression in the file. */
  readonly range: Range
  readonly text: string
  /** Offset in the file of each unit of the text, and one for the end. */
  readonly offsets: readonly number[]
  /** The literal each unit stands in; `undefined` where another expression is. */
  readonly owners: readonly (Piece | undefined)[]
  /** Ranges of the expressions inside literals, by their number; a number may stand for one that is not in a literal. */
  readonly expressions: readonly (Range | undefined)[]
  /** Whether an expression is known by its place among the others only, as `%s` is. */
  readonly isOrdered?: boolean
}

/** A text of a program. */
export interface CodeText extends TextDocument {
  /** Whether it is looked for or compared with, as in an assertion, rather than sent. */
  readonly isCompared: boolean
}

/** A text document while it is put together. */
export interface TextDraft {
  text: string
  readonly offsets: number[]
  readonly owners: (Piece | undefined)[]
  readonly expressions: (Range | undefined)[]
}

/** An empty draft. */
export const startDraft = (): TextDraft => ({ text: '', offsets: [], owners: [], expressions: [] })

/** Adds what a literal says, with the offset of each unit in the file. */
export function addText(
  draft: TextDraft,
  piece: Piece,
  { text, offsets }: { readonly text: string; readonly offsets: readonly number[] },
): void {
  draft.text += text
  draft.offsets.push(...offsets.slice(0, text.length))
  for (let unit = 0; unit < text.length; unit += 1) draft.owners.push(piece)
}

/** Adds an expression, inside a literal or beside it. */
export function addExpression(draft: TextDraft, piece: Piece | undefined, range: Range): void {
  const mask = `\${e${draft.expressions.push(piece === undefined ? undefined : range)}}`
  draft.text += mask
  for (let unit = 0; unit < mask.length; unit += 1) {
    draft.offsets.push(range.start)
    draft.owners.push(piece)
  }
}
