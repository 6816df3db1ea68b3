import type { MentionReason } from './mention-reasons.ts'
import type { LanguageName, SourceFile } from './source-file.ts'
import type { Edit, Range } from './touchpoint.ts'

/** The first place where a file does not parse. */
export interface SyntaxProblem {
  readonly message: string
  /** Counts from 1. */
  readonly line: number
}

/** A language the codemods read. Its parser is loaded with the first file that needs it. */
export interface Language {
  readonly names: readonly LanguageName[]
  /** File extensions with their dot, in lower case, and the name of the language they stand for. */
  readonly extensions: Readonly<Record<string, LanguageName>>
  /** The first syntax error of a file; `undefined` when it parses. Parses at most once per file. */
  findSyntaxProblem(file: SourceFile): SyntaxProblem | undefined
  /**
   * Why the provider's name at an offset is of no consequence; `undefined` when nothing says so. Asked only for
   * places that no transform reported; without it comments and settings are told by the line alone.
   */
  explainMention?(file: SourceFile, offset: number): MentionReason | undefined
  /**
   * The edits that lay out what was rewritten as the settings of the code base ask.
   *
   * @param file the file as it was rewritten
   * @param changed where it was
   */
  arrange?(file: SourceFile, changed: readonly Range[]): readonly Edit[]
}

/**
 * Keeps the result of a parse for as long as the file object lives, so that every transform shares one tree.
 * A parse that throws is tried again at the next call.
 *
 * @example export const getPythonTree = oncePerFile((file) => parse('python', file.text))
 */
export function oncePerFile<T extends object>(read: (file: SourceFile) => T): (file: SourceFile) => T {
  const kept = new WeakMap<SourceFile, T>()
  return (file) => {
    const known = kept.get(file)
    if (known !== undefined) return known
    const made = read(file)
    kept.set(file, made)
    return made
  }
}
