/** How a label is set: characters that fit into a line, and lines at most. */
export interface LabelSize {
  readonly width: number
  readonly lines: number
}

/** Breaks a label into lines that fit; words that are too long are broken, and what is too much ends in an ellipsis. */
export function breakLabel(text: string, { width, lines }: LabelSize): readonly string[] {
  const words = text.split(/\s+/).flatMap((word) => chunk(word, width))
  const broken: string[] = []
  for (const word of words) {
    const last = broken.at(-1)
    if (last === undefined || last.length + 1 + word.length > width) broken.push(word)
    else broken[broken.length - 1] = `${last} ${word}`
  }
  if (broken.length <= lines) return broken
  const kept = broken.slice(0, lines)
  const end = kept.at(-1) ?? ''
  return [...kept.slice(0, -1), `${end.slice(0, width - 1)}…`]
}

/** A word in pieces; addresses break behind a slash where they can. */
function chunk(word: string, width: number): readonly string[] {
  if (word.length <= width) return [word]
  const slash = word.lastIndexOf('/', width - 1)
  const at = slash > width / 3 ? slash + 1 : width
  return [word.slice(0, at), ...chunk(word.slice(at), width)]
}
