import { oncePerFile } from '../language.ts'
import type { LanguageName, SourceFile } from '../source-file.ts'
import { CSHARP } from './csharp.ts'
import type { Call, Facts } from './facts.ts'
import { GO } from './go.ts'
import { JAVA } from './java.ts'
import { createParser, type Parser } from './parse.ts'
import { PHP } from './php.ts'
import { RUBY } from './ruby.ts'
import { createTrees, type Tree } from './tree.ts'

/** A file of one of the languages whose facts are known, with its tree. */
export interface Code {
  readonly file: SourceFile
  readonly facts: Facts
  readonly tree: Tree
}

interface Reader extends Parser {
  readonly facts: Facts
  readonly getTree: (file: SourceFile) => Tree
}

const readers: ReadonlyMap<LanguageName, Reader> = new Map(
  [CSHARP, GO, JAVA, PHP, RUBY].map((facts) => {
    const parser = createParser(facts)
    return [facts.grammar, { facts, ...parser, getTree: createTrees(parser.getRoot) }] as const
  }),
)

/** Languages that share their transforms, because facts say how each writes what they look for. */
export const CODE_LANGUAGES: readonly LanguageName[] = [...readers.keys()]

/**
 * A file that parses, as its language's facts read it.
 *
 * @throws RangeError for a language without facts.
 */
export function getCode(file: SourceFile): Code {
  const { facts, getTree } = getReader(file.language)
  return { file, facts, tree: getTree(file) }
}

/** Every call of a file, read once. */
export const getCalls: (file: SourceFile) => readonly Call[] = oncePerFile((file) => {
  const { facts, tree } = getCode(file)
  return facts.calls.flatMap((kind) => tree.getNodes(kind)).flatMap((node) => facts.readCall(node) ?? [])
})

/** The reader of a language. */
export function getReader(language: LanguageName): Reader {
  const reader = readers.get(language)
  if (reader === undefined) throw new RangeError(`Nothing is known of the grammar of ${language}.`)
  return reader
}
