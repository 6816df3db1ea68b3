/** Replacement of a range of the source. Offsets are UTF-16 units. */
export interface Edit {
  readonly start: number
  readonly end: number
  readonly text: string
}

/** Applies edits, which must be in rising order and apart from each other; the text itself when there are none. */
export function applyEdits(source: string, edits: readonly Edit[]): string {
  if (edits.length === 0) return source
  let result = ''
  let at = 0
  for (const { start, end, text } of edits) {
    result += source.slice(at, start) + text
    at = end
  }
  return result + source.slice(at)
}
