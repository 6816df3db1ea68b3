/** A place in a text; both start at 1, columns count UTF-16 units. A byte order mark takes no column. */
export interface Position {
  readonly line: number
  readonly column: number
}

/** Turns offsets into positions. Cheapest when asked in rising order; never worse than linear in text plus questions times log. */
export type Locate = (offset: number) => Position

const BOM = 0xfeff

/** Makes a locator for one text; the lines are found at the first question, not before. */
export function createLocate(text: string): Locate {
  let starts: readonly number[] | undefined
  return (offset) => {
    starts ??= findLineStarts(text)
    let low = 0
    let high = starts.length - 1
    while (low < high) {
      const middle = (low + high + 1) >> 1
      if ((starts[middle] ?? 0) <= offset) low = middle
      else high = middle - 1
    }
    return { line: low + 1, column: Math.max(1, offset - (starts[low] ?? 0) + 1) }
  }
}

function findLineStarts(text: string): readonly number[] {
  const starts = [text.charCodeAt(0) === BOM ? 1 : 0]
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) starts.push(at + 1)
  return starts
}
