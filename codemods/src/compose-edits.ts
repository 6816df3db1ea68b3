import { rewriteText } from './rewrite.ts'
import type { Edit, Range } from './touchpoint.ts'

/** Edits of a text, and where the places of the rewritten text were before. */
interface Placed {
  readonly edit: Edit
  /** Where its text stands once all edits are made. */
  readonly after: Range
}

/**
 * For an offset of the rewritten text, where it was in the text before. Inside a replacement it is the start of what
 * was replaced.
 */
export function createOrigin(edits: readonly Edit[]): (offset: number) => number {
  const placed = place(edits)
  return (offset) => {
    let shift = 0
    for (const { edit, after } of placed) {
      if (offset < after.start) break
      if (offset < after.end) return edit.start
      shift = edit.end - after.end
    }
    return offset + shift
  }
}

/** The edits of the first text that come to the same as `first`, then `second` on what `first` made of it. */
export function composeEdits(text: string, first: readonly Edit[], second: readonly Edit[]): readonly Edit[] {
  if (first.length === 0 || second.length === 0) return first.length === 0 ? second : first
  const between = rewriteText(text, first)
  const toOrigin = createOrigin(first)
  const placed = place(first)
  const ranges = [...placed.map(({ after }) => after), ...second].sort((a, b) => a.start - b.start || a.end - b.end)
  const groups: { start: number; end: number }[] = []
  for (const { start, end } of ranges) {
    const last = groups.at(-1)
    if (last !== undefined && start <= last.end) last.end = Math.max(last.end, end)
    else groups.push({ start, end })
  }
  return groups.map(({ start, end }) => {
    const inside = second
      .filter((edit) => edit.start >= start && edit.end <= end)
      .map((edit) => ({ start: edit.start - start, end: edit.end - start, text: edit.text }))
    const before = placed.filter(({ after }) => after.start >= start && after.end <= end)
    const [opening, closing] = [before[0], before.at(-1)]
    return {
      start: opening?.after.start === start ? opening.edit.start : toOrigin(start),
      end: closing?.after.end === end ? closing.edit.end : toOrigin(end),
      text: rewriteText(between.slice(start, end), inside),
    }
  })
}

/** Where the texts of edits stand once all of them are made. */
export const getPlaces = (edits: readonly Edit[]): readonly Range[] => place(edits).map(({ after }) => after)

function place(edits: readonly Edit[]): readonly Placed[] {
  let shift = 0
  return [...edits]
    .sort((a, b) => a.start - b.start || a.end - b.end)
    .map((edit) => {
      const start = edit.start + shift
      const end = start + edit.text.length
      shift += edit.text.length - (edit.end - edit.start)
      return { edit, after: { start, end } }
    })
}
