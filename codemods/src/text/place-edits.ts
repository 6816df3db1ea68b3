import type { Edit } from '../touchpoint.ts'
import type { Piece, TextDocument } from './text-document.ts'

/**
 * Moves edits of a document's text into the file that holds its literals; `undefined` when one would reach from one
 * literal to another or cannot be written there.
 */
export function placeEdits(
  document: TextDocument,
  edits: readonly Edit[],
  source: string,
): readonly Edit[] | undefined {
  const placed = edits.flatMap((edit) => placeEdit(document, edit, source) ?? [])
  return placed.length === edits.length ? placed : undefined
}

function placeEdit(document: TextDocument, edit: Edit, source: string): Edit | undefined {
  const { offsets, owners } = document
  const isInsertion = edit.start === edit.end
  const first = owners[isInsertion ? edit.start - 1 : edit.start] ?? owners[edit.start]
  const last = owners[isInsertion ? edit.start - 1 : edit.end - 1] ?? owners[edit.start]
  if (first === undefined || first !== last) return undefined
  if (owners.slice(edit.start, edit.end).some((owner) => owner !== first)) return undefined
  const start = isInsertion ? getEnd(document, edit.start - 1) : (offsets[edit.start] ?? -1)
  const end = isInsertion ? start : getEnd(document, edit.end - 1)
  if (document.isOrdered === true && listMasks(edit.text) !== listMasks(document.text.slice(edit.start, edit.end)))
    return undefined
  const text = write(document, { text: edit.text, piece: first, next: source.charAt(end) }, source)
  return text === undefined || start < 0 || end < start ? undefined : { start, end, text }
}

/** Where the source of one unit ends: where the next one starts, or before the closing quote. */
function getEnd({ offsets, owners }: TextDocument, unit: number): number {
  if (unit < 0) return offsets[0] ?? -1
  const owner = owners[unit]
  if (owner === undefined) return -1
  return owners[unit + 1] === owner ? (offsets[unit + 1] ?? -1) : owner.end
}

const MASK = /\$\{e(\d+)\}/

const listMasks = (text: string): string => [...text.matchAll(new RegExp(MASK, 'g'))].map(([mask]) => mask).join()

/** The new text as it is written in the literal, expressions put back in place of their masks. */
function write(
  { text: whole, expressions }: TextDocument,
  { text, piece, next }: { readonly text: string; readonly piece: Piece; readonly next: string },
  source: string,
): string | undefined {
  const parts = text.split(MASK)
  const usesSingle = piece.quote === '"' && /=\s*'/.test(whole) && !/=\s*"/.test(whole) && !text.includes("'")
  let result = ''
  for (const [index, part] of parts.entries()) {
    if (index % 2 === 0) {
      const written = piece.write(usesSingle ? part.replaceAll('"', "'") : part, index === parts.length - 1 ? next : '')
      if (written === undefined) return undefined
      result += written
      continue
    }
    const range = expressions[Number(part) - 1]
    if (range === undefined || !piece.takesExpressions) return undefined
    result += source.slice(range.start, range.end)
  }
  return result
}
