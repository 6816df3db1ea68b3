import type { Language } from '../language.ts'
import type { LanguageName } from '../source-file.ts'
import { getCode, getReader } from './code.ts'
import { explainMention } from './explain.ts'

/** Makes a language of what is known of its grammar. */
export function createLanguage(name: LanguageName, extensions: Readonly<Record<string, LanguageName>>): Language {
  return {
    names: [name],
    extensions,
    findSyntaxProblem: getReader(name).findSyntaxProblem,
    explainMention: (file, offset) => explainMention(getCode(file), offset),
  }
}
