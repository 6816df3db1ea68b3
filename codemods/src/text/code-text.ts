import { getGrammarTexts } from '../grammar/texts.ts'
import { getPythonTexts } from '../python/texts.ts'
import type { LanguageName, SourceFile } from '../source-file.ts'
import type { CodeText, TextDocument } from './text-document.ts'

/** Who reads the texts of a language. */
const READERS: Readonly<Partial<Record<LanguageName, (file: SourceFile) => readonly CodeText[]>>> = {
  csharp: getGrammarTexts,
  go: getGrammarTexts,
  java: getGrammarTexts,
  php: getGrammarTexts,
  python: getPythonTexts,
  ruby: getGrammarTexts,
}

/** Languages whose texts are read; JavaScript has transforms of its own. */
export const TEXT_LANGUAGES: readonly LanguageName[] = Object.keys(READERS) as LanguageName[]

/** Every text of a file that is written in its literals, in source order; comments are none. */
export const getCodeTexts = (file: SourceFile): readonly CodeText[] => READERS[file.language]?.(file) ?? []

/** Where a part of a text stands in the file: from the first of its units to the end of the last. */
export function locate({ range, offsets }: TextDocument, start: number, end: number): { start: number; end: number } {
  const from = offsets[start] ?? range.start
  const last = offsets[end - 1] ?? from
  return { start: from, end: Math.max(last + 1, Math.min(offsets[end] ?? range.end, last + (end - start))) }
}
