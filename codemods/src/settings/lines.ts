import type { LanguageName } from '../source-file.ts'

/** One line of a file without its ending, and where it starts. */
export interface Line {
  readonly text: string
  readonly start: number
  /** Where a comment begins in it; its length when there is none. */
  readonly comment: number
}

const MARKS: Readonly<Partial<Record<LanguageName, RegExp>>> = {
  json: /(?:^|\s)\/\//,
  ini: /^\s*[#;!]|\s#\s/,
  terraform: /(?:^|\s)(?:#|\/\/)/,
}
const HASH = /^\s*#|\s#\s/

/** The lines of a file of settings. */
export function toLines(text: string, language: LanguageName): readonly Line[] {
  const mark = MARKS[language] ?? HASH
  const lines: Line[] = []
  for (const match of text.matchAll(/[^\r\n]+/g))
    lines.push({ text: match[0], start: match.index, comment: mark.exec(match[0])?.index ?? match[0].length })
  return lines
}
