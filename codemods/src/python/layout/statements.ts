import { getLineEnding } from '../../positions.ts'
import type { SourceFile } from '../../source-file.ts'
import type { Edit } from '../../touchpoint.ts'
import { getField, getPythonTree, getRange, is, isSame, type PyNode, walk } from '../tree.ts'
import { breakLine } from './break-line.ts'
import type { LineLength } from './line-length.ts'
import { type Token, toTokens } from './tokens.ts'

const SIMPLE = [
  'expression_statement',
  'return_statement',
  'raise_statement',
  'assert_statement',
  'import_from_statement',
]
const COMPOUND = [
  'if_statement',
  'elif_clause',
  'while_statement',
  'function_definition',
  'with_statement',
  'for_statement',
]

/** The edits that keep changed lines within a length, for statements whose lines the given lines are among. */
export function breakLongLines(
  file: SourceFile,
  lines: ReadonlySet<number>,
  { limit, joins }: LineLength,
): readonly Edit[] {
  const { text } = file
  const step = /^(?<step>\t| {2,8})\S/m.exec(text)?.groups?.step ?? '    '
  return [...walk(getPythonTree(file).root)].flatMap((node): readonly Edit[] => {
    if (!is(node, ...SIMPLE, ...COMPOUND)) return []
    const range = getHead(node, text)
    const first = toLine(text, range.start)
    const own = text.slice(text.lastIndexOf('\n', range.start - 1) + 1, range.end).split('\n')
    const isTouched = own.some((_, index) => lines.has(first + index))
    const indent = own[0]?.slice(0, (own[0]?.length ?? 0) - (own[0]?.trimStart().length ?? 0)) ?? ''
    const rest = /[^\n]*/.exec(text.slice(range.end))?.[0].trim() ?? ''
    const isAlone = text.slice(text.lastIndexOf('\n', range.start - 1) + 1, range.start).trim() === '' && rest === ''
    const isLong = own.some((line) => line.replace(/\r$/, '').length > limit)
    if (!isTouched || !isAlone || !(isLong || (joins && own.length > 1))) return []
    const tokens = toTokens(node, text)
    const written = tokens && breakLine(addOptional(node, tokens), indent, { limit, step })
    if (written === undefined || (!isLong && written.length > 1)) return []
    const edit = { ...range, text: written.join(getLineEnding(text)).slice(indent.length) }
    return edit.text === text.slice(range.start, range.end) ? [] : [edit]
  })
}

const toLine = (text: string, offset: number): number => text.slice(0, offset).split('\n').length

/** A statement, or of one that holds others its first line up to the colon. */
function getHead(node: PyNode, text: string): { readonly start: number; readonly end: number } {
  const range = getRange(node)
  const block = getField(node, 'consequence') ?? getField(node, 'body')
  if (!is(node, ...COMPOUND) || block === undefined) return range
  return { start: range.start, end: text.lastIndexOf(':', getRange(block).start) + 1 }
}

/** Puts optional parentheses around the expression that a statement gives back, assigns or asks. */
function addOptional(node: PyNode, tokens: readonly Token[]): readonly Token[] {
  const expression = findExpression(node)
  if (expression === undefined || is(expression, 'tuple')) return tokens
  const inner = toTokens(expression, '')?.length ?? 0
  const isCompound = is(node, ...COMPOUND)
  const end = isCompound ? tokens.length - 1 : tokens.length
  const start = end - inner
  const mark = (bracket: '(' | ')'): Token => ({ text: '', space: bracket, priority: 0, isOptional: true })
  // Parentheses around the whole are no others than these.
  const own = is(expression, 'parenthesized_expression') ? 1 : 0
  const [first, ...rest] = tokens.slice(start + own, end - own)
  const begin = first === undefined ? [] : [{ ...first, space: ' ' }]
  return [...tokens.slice(0, start), mark('('), ...begin, ...rest, mark(')'), ...tokens.slice(end)]
}

function findExpression(node: PyNode): PyNode | undefined {
  if (is(node, 'if_statement', 'elif_clause', 'while_statement')) return getField(node, 'condition')
  if (is(node, 'return_statement')) return node.namedChildren()[0]
  const [only] = is(node, 'expression_statement') ? node.namedChildren() : []
  const right = is(only, 'assignment', 'augmented_assignment') && only ? getField(only, 'right') : undefined
  return right !== undefined && !isSame(right, only) && !is(right, 'assignment') ? right : undefined
}
