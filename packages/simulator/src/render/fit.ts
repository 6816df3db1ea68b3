const HANGING = '  '

/** A line that fits, an ellipsis at its end when something is missing. */
export function cut(text: string, width: number): string {
  return text.length <= width ? text : `${text.slice(0, width - 1)}…`
}

/** Breaks a text between words so that each line fits; a word that is too long stays whole. */
export function wrap(text: string, width: number): readonly string[] {
  const lines: string[] = []
  for (const word of text.split(' ')) {
    const last = lines.at(-1)
    if (last === undefined || last.length + 1 + word.length > width) lines.push(word)
    else lines[lines.length - 1] = `${last} ${word}`
  }
  return lines
}

/** Wraps a text behind a lead; later lines are indented a little further than where the text began. */
export function wrapBehind(lead: string, text: string, width: number): readonly string[] {
  const room = Math.max(20, width - lead.length - HANGING.length)
  return wrap(text, room).map((line, index) => (index === 0 ? lead : ' '.repeat(lead.length) + HANGING) + line)
}
