import { createRequire } from 'node:module'
import { extname } from 'node:path'
import type { File } from '@babel/types'
import { oncePerFile, type SyntaxProblem } from '../language.ts'
import type { SourceFile } from '../source-file.ts'

const require = createRequire(import.meta.url)

const PLUGINS = [
  'asyncDoExpressions',
  'decorators-legacy',
  'decoratorAutoAccessors',
  'doExpressions',
  'explicitResourceManagement',
  'exportDefaultFrom',
  'functionBind',
  'functionSent',
  'importAttributes',
  'throwExpressions',
  ['pipelineOperator', { proposal: 'minimal' }],
]

/** Errors the parser recovers from that real files contain and that leave the tree whole. */
const TOLERATED = new Set([
  'DuplicateConstructor',
  'DuplicateExport',
  'DuplicateProto',
  'StrictDelete',
  'StrictEvalArguments',
  'StrictEvalArgumentsBinding',
  'StrictFunction',
  'StrictNumericEscape',
  'StrictOctalLiteral',
  'StrictWith',
  'VarRedeclaration',
])

const MODULE_OPTIONS = {
  sourceType: 'unambiguous',
  allowImportExportEverywhere: true,
  allowReturnOutsideFunction: true,
  allowAwaitOutsideFunction: true,
  allowSuperOutsideMethod: true,
  allowUndeclaredExports: true,
  errorRecovery: true,
}

/** Outcome of a parse, kept per file. */
type Parsed = { readonly ast: File } | { readonly problem: SyntaxProblem }

const parseOnce = oncePerFile((file): Parsed => {
  let problem: SyntaxProblem = { message: 'It does not parse.', line: 1 }
  for (const [index, plugins] of getDialects(file.path).entries()) {
    const parsed = parseAs(file.text, plugins)
    if ('ast' in parsed) return parsed
    if (index === 0) problem = parsed.problem
  }
  return { problem }
})

/** The first syntax error of a file; `undefined` when it parses. */
export function findSyntaxProblem(file: SourceFile): SyntaxProblem | undefined {
  const parsed = parseOnce(file)
  return 'problem' in parsed ? parsed.problem : undefined
}

/**
 * The syntax tree of a file that parses.
 *
 * @throws SyntaxError when it does not; `findSyntaxProblem` says so before.
 */
export function getAst(file: SourceFile): File {
  const parsed = parseOnce(file)
  if ('problem' in parsed) throw new SyntaxError(`${file.path}:${parsed.problem.line}: ${parsed.problem.message}`)
  return parsed.ast
}

function getDialects(path: string): readonly (readonly string[])[] {
  const extension = extname(path).toLowerCase()
  if (extension === '.tsx') return [['jsx', 'typescript']]
  if (/^\.[cm]?ts$/.test(extension)) return [['typescript'], ['jsx', 'typescript']]
  return [['jsx', 'typescript'], ['jsx', 'flow'], ['typescript']]
}

function parseAs(text: string, plugins: readonly string[]): Parsed {
  try {
    const getParser = require('jscodeshift/src/getParser.js')
    const ast: File = getParser('babylon', { ...MODULE_OPTIONS, plugins: [...plugins, ...PLUGINS] }).parse(text)
    const errors = readMember(ast, 'errors')
    const fatal = (Array.isArray(errors) ? errors : []).find(
      (error) => !TOLERATED.has(String(readMember(error, 'reasonCode'))),
    )
    return fatal === undefined ? { ast } : { problem: toProblem(fatal) }
  } catch (error) {
    return { problem: toProblem(error) }
  }
}

function toProblem(error: unknown): SyntaxProblem {
  const message = String(readMember(error, 'message') ?? error).replace(/ \(\d+:\d+\)$/, '')
  const line = readMember(readMember(error, 'loc'), 'line')
  return { message, line: typeof line === 'number' ? line : 1 }
}

function readMember(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null ? Reflect.get(value, name) : undefined
}
