import type { SgNode } from '@ast-grep/napi'
import { oncePerFile, type SyntaxProblem } from '../language.ts'
import { createPositions } from '../positions.ts'
import type { SourceFile } from '../source-file.ts'
import { type GrammarName, loadGrammar } from './load.ts'

/** What a language's parser has to be told apart by. */
export interface ParserOptions {
  readonly grammar: GrammarName
  /** Name of the language as people write it. */
  readonly title: string
  /** Kinds of nodes without text that are no fault; any other is a token the parser put in to go on. */
  readonly mayBeEmpty: readonly string[]
  /** Kinds of nodes of another language that the parser reads as well, and what to say of them. */
  readonly foreign?: Readonly<Record<string, string>>
}

/** Reads the files of one language, each at most once. */
export interface Parser {
  /** The first place where a file does not parse; `undefined` when it does. */
  findSyntaxProblem(file: SourceFile): SyntaxProblem | undefined
  /**
   * The syntax tree of a file that parses.
   *
   * @throws SyntaxError when it does not; `findSyntaxProblem` says so before.
   */
  getRoot(file: SourceFile): SgNode
}

type Parsed = { readonly root: SgNode } | { readonly problem: SyntaxProblem }

/** Makes the reader of a language; its parser is loaded with the first file. */
export function createParser(options: ParserOptions): Parser {
  const parseOnce = oncePerFile((file): Parsed => {
    const grammar = loadGrammar(options.grammar)
    if ('reason' in grammar)
      return {
        problem: {
          line: 1,
          message: `The ${options.title} parser cannot be loaded on this system (${grammar.reason})`,
        },
      }
    const root = grammar.parse(file.text).root()
    const fault = findFault(root, options)
    if (fault === undefined) return { root }
    return { problem: { message: fault.message, line: createPositions(file.text)(fault.offset).line } }
  })
  return {
    findSyntaxProblem(file) {
      const parsed = parseOnce(file)
      return 'problem' in parsed ? parsed.problem : undefined
    },
    getRoot(file) {
      const parsed = parseOnce(file)
      if ('problem' in parsed) throw new SyntaxError(`${file.path}:${parsed.problem.line}: ${parsed.problem.message}`)
      return parsed.root
    },
  }
}

interface Fault {
  readonly message: string
  readonly offset: number
}

/** The first place that is not of the language: the parser mends what it cannot read. */
function findFault(root: SgNode, { mayBeEmpty, foreign = {} }: ParserOptions): Fault | undefined {
  const kinds = ['ERROR', ...Object.keys(foreign)]
  const wrong = root.find({ rule: { any: kinds.map((kind) => ({ kind })) } })
  const node = wrong ?? root.findAll({ rule: { regex: '^$' } }).find((one) => !mayBeEmpty.includes(String(one.kind())))
  if (node === undefined) return undefined
  const { start, end } = node.range()
  const offset = start.index
  const known = foreign[String(node.kind())]
  if (known !== undefined) return { message: known, offset }
  if (start.index === end.index) return { message: `Missing ${node.kind()}`, offset }
  return { message: `Unexpected ${quote(node.text())}`, offset }
}

const quote = (text: string): string => JSON.stringify(text.length > 20 ? `${text.slice(0, 20)}…` : text)
