import { createRequire } from 'node:module'
import type { SgNode } from '@ast-grep/napi'
import { oncePerFile, type SyntaxProblem } from '../language.ts'
import { createPositions } from '../positions.ts'
import type { SourceFile } from '../source-file.ts'

const require = createRequire(import.meta.url)

/** Outcome of a parse, kept per file. */
type Parsed = { readonly root: SgNode } | { readonly problem: SyntaxProblem }

const parseOnce = oncePerFile((file): Parsed => {
  const parser = loadParser()
  if ('problem' in parser) return parser
  const root = parser.parse('python', file.text).root()
  const fault = findFault(root)
  if (fault === undefined) return { root }
  return { problem: { message: fault.message, line: createPositions(file.text)(fault.offset).line } }
})

/** The first place where a Python file does not parse; `undefined` when it does. Parses at most once per file. */
export function findSyntaxProblem(file: SourceFile): SyntaxProblem | undefined {
  const parsed = parseOnce(file)
  return 'problem' in parsed ? parsed.problem : undefined
}

/**
 * The syntax tree of a file that parses.
 *
 * @throws SyntaxError when it does not; `findSyntaxProblem` says so before.
 */
export function getPythonRoot(file: SourceFile): SgNode {
  const parsed = parseOnce(file)
  if ('problem' in parsed) throw new SyntaxError(`${file.path}:${parsed.problem.line}: ${parsed.problem.message}`)
  return parsed.root
}

type Parser = { readonly parse: typeof import('@ast-grep/napi')['parse'] } | { readonly problem: SyntaxProblem }

let loaded: Parser | undefined

/** Loads the native parser once; on a system without a prebuilt one, Python files are reported and left alone. */
function loadParser(): Parser {
  loaded ??= tryLoad()
  return loaded
}

function tryLoad(): Parser {
  try {
    const { parse, registerDynamicLanguage }: typeof import('@ast-grep/napi') = require('@ast-grep/napi')
    registerDynamicLanguage({ python: require('@ast-grep/lang-python') })
    parse('python', 'pass')
    return { parse }
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error)
    return { problem: { line: 1, message: `The Python parser cannot be loaded on this system (${reason})` } }
  }
}

interface Fault {
  readonly message: string
  readonly offset: number
}

const PYTHON_2 = ['print_statement', 'exec_statement']
/** Nodes without text that are no fault; any other is a token the parser put in to go on. */
const MAY_BE_EMPTY = ['module', 'block', 'string_content']

const FAULT = {
  rule: {
    any: [
      ...['ERROR', ...PYTHON_2].map((kind) => ({ kind })),
      { all: [{ regex: '^$' }, ...MAY_BE_EMPTY.map((kind) => ({ not: { kind } }))] },
    ],
  },
}

/** The first place that is not Python 3: the parser mends what it cannot read, and reads Python 2 as well. */
function findFault(root: SgNode): Fault | undefined {
  const node = root.find(FAULT)
  if (node === null) return undefined
  const { start, end } = node.range()
  const offset = start.index
  if (PYTHON_2.includes(String(node.kind()))) return { message: 'This is Python 2', offset }
  if (start.index === end.index) return { message: `Missing ${node.kind()}`, offset }
  return { message: `Unexpected ${describe(node.text())}`, offset }
}

const describe = (text: string): string => JSON.stringify(text.length > 20 ? `${text.slice(0, 20)}…` : text)
