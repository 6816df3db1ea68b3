import type { Edit, Range } from './touchpoint.ts'

/** Order in which edits are made: by place, an insertion before a replacement that starts there. */
function compareEdits(a: Edit, b: Edit): number {
  return a.start - b.start || a.end - b.end || (a.text < b.text ? -1 : a.text > b.text ? 1 : 0)
}

/** Whether two edits replace exactly the same range by the same text. */
export function isSameEdit(a: Edit, b: Edit): boolean {
  return a.start === b.start && a.end === b.end && a.text === b.text
}

/**
 * Whether two different edits cannot both be made. Ranges that touch do not clash; two insertions at one place do,
 * as nothing says which comes first, and so does an insertion strictly inside a replaced range.
 */
export function clashes(a: Range, b: Range): boolean {
  if (a.start === a.end && b.start === b.end) return a.start === b.start
  return a.start < b.end && b.start < a.end
}

/**
 * Makes edits in a text by replacing ranges; every other character stays as it is.
 *
 * @throws RangeError when two edits clash or one lies outside the text: a plan has removed those before.
 */
export function rewriteText(text: string, edits: readonly Edit[]): string {
  let result = ''
  let done = 0
  let last: Edit | undefined
  for (const edit of [...edits].sort(compareEdits)) {
    if (edit.start < 0 || edit.end < edit.start || edit.end > text.length)
      throw new RangeError(`An edit covers ${edit.start} to ${edit.end} of a text of ${text.length} characters.`)
    if (last !== undefined && clashes(last, edit)) throw new RangeError(`Two edits clash at ${edit.start}.`)
    result += text.slice(done, edit.start) + edit.text
    done = edit.end
    last = edit
  }
  return result + text.slice(done)
}
