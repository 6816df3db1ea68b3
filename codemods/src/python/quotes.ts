import { oncePerFile } from '../language.ts'
import type { SourceFile } from '../source-file.ts'
import { getPythonTree } from './tree.ts'

/** The quotes that most short strings of a file are written in; single ones where it has no preference. */
export const getQuote = (file: SourceFile): '"' | "'" => readQuotes(file).mark

const readQuotes = oncePerFile((file): { readonly mark: '"' | "'" } => {
  const starts = getPythonTree(file)
    .getNodes('string_start')
    .map((node) => node.text().replace(/^\w+/, ''))
  const count = (quote: string): number => starts.filter((one) => one === quote).length
  return { mark: count('"') > count("'") ? '"' : "'" }
})
