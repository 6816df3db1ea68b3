import { getQuote } from '../../src/python/quotes.ts'
import { getArguments, getField, getStringValue, is, type PyNode, unwrap } from '../../src/python/tree.ts'
import type { SourceFile } from '../../src/source-file.ts'
import { type Expression, getText, isExpression, type Piece } from './pieces.ts'

/** What authors call an address and its parts. */
export const URL_NAME = /ur[il]|href|address|host|origin|base|path|scheme|proto|domain|netloc/i

/** The pieces of an address as one expression. */
export function joinPieces(file: SourceFile, pieces: readonly Piece[]): string | undefined {
  const [only, ...more] = pieces
  if (only === undefined) return undefined
  if (more.length === 0) return isExpression(only) ? writeUrl(only) : undefined
  const texts = pieces.map((piece) => (isExpression(piece) ? getText(piece) : piece))
  const isUrl = pieces.every((piece, index) => !isExpression(piece) || URL_NAME.test(texts[index] ?? ''))
  const whole = texts.join('')
  if (!isUrl || texts.includes(undefined) || /[\\\n{}]/.test(whole)) return undefined
  const preferred = getQuote(file)
  const quote = [preferred, preferred === '"' ? "'" : '"'].find((mark) => !whole.includes(mark))
  if (quote === undefined) return undefined
  return `f${quote}${pieces.map((piece, index) => (isExpression(piece) ? `{${texts[index]}}` : piece)).join('')}${quote}`
}

/** An address without what only cuts its query off, which both helpers do by themselves. */
function writeUrl({ node, place }: Expression): string | undefined {
  return getText({ node: getWhole(unwrap(node)), place })
}

/** `x` of `x.split('?')[0]` and of `x.partition('?')[0]`. */
function getWhole(node: PyNode): PyNode {
  const [value, index] = [getField(node, 'value'), getField(node, 'subscript')]
  const call = value && unwrap(value)
  const callee = is(node, 'subscript') && is(call, 'call') && call ? getField(call, 'function') : undefined
  const object = callee && is(callee, 'attribute') ? getField(callee, 'object') : undefined
  const [mark] = call === undefined || callee === undefined ? [] : getArguments(call)
  const isCut = /^(?:split|partition)$/.test((callee && getField(callee, 'attribute')?.text()) ?? '')
  return object !== undefined && isCut && index?.text() === '0' && getStringValue(mark?.value) === '?' ? object : node
}
