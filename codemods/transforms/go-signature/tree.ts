import { getCode } from '../../src/grammar/code.ts'
import type { Call } from '../../src/grammar/facts.ts'
import { GO } from '../../src/grammar/go.ts'
import { is, type Node, type Tree } from '../../src/grammar/tree.ts'
import type { SourceFile } from '../../src/source-file.ts'

/** The tree of a Go file that parses. */
export const getGoTree = (file: SourceFile): Tree => getCode(file).tree

/** Every call of a file. */
export const getCalls = (file: SourceFile): readonly Call[] =>
  getGoTree(file)
    .getNodes('call_expression')
    .flatMap((node) => GO.readCall(node) ?? [])

/** What a string literal without escapes says; `undefined` for any other node. */
export function getStringValue(node: Node | undefined): string | undefined {
  if (node === undefined || !is(node, 'interpreted_string_literal', 'raw_string_literal')) return undefined
  const written = node.text().slice(1, -1)
  return is(node, 'interpreted_string_literal') && written.includes('\\') ? undefined : written
}

/** A string literal in the quotes of another. */
export const quoteLike = (literal: Node, text: string): string =>
  is(literal, 'raw_string_literal') ? `\`${text}\`` : JSON.stringify(text)
