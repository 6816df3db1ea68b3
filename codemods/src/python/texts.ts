import { oncePerFile } from '../language.ts'
import type { SourceFile } from '../source-file.ts'
import { addExpression, addText, type CodeText, startDraft, type TextDraft } from '../text/text-document.ts'
import { type Placeholders, type ReadString, readString } from './read-string.ts'
import { getArguments, getField, getNamedChildren, getPythonTree, getRange, is, isSame, type PyNode } from './tree.ts'

/**
 * Every text of a Python file that is written in literals: plain, raw, formatted, over several lines, side by side,
 * joined by `+`, filled by `.format` or `%`. Docstrings are comments and no texts.
 */
export const getPythonTexts: (file: SourceFile) => readonly CodeText[] = oncePerFile((file) => {
  const strings = getPythonTree(file).getNodes('string')
  const outermost = new Map<number, PyNode>()
  const inside = new Set(
    getPythonTree(file)
      .getNodes('interpolation')
      .flatMap((node) => node.findAll({ rule: { kind: 'string' } }).map((one) => one.id())),
  )
  for (const node of strings) {
    if (inside.has(node.id())) continue
    const outer = getOutermost(node)
    if (!is(outer.parent(), 'expression_statement')) outermost.set(outer.id(), outer)
  }
  return [...outermost.values()]
    .sort((a, b) => getRange(a).start - getRange(b).start)
    .map((node): CodeText => {
      const draft = startDraft()
      const isOrdered = addNode(file, node, draft)
      const range = getRange(node)
      return { range, ...draft, offsets: [...draft.offsets, range.end], isOrdered, isCompared: isCompared(node) }
    })
})

/** The expression that puts a literal together with others. */
function getOutermost(node: PyNode): PyNode {
  const parent = node.parent()
  if (parent === null) return node
  if (is(parent, 'concatenated_string')) return getOutermost(parent)
  if (is(parent, 'parenthesized_expression')) return isJoined(parent) ? getOutermost(parent) : node
  if (is(parent, 'binary_operator')) {
    const operator = getField(parent, 'operator')?.text()
    if (operator === '+') return getOutermost(parent)
    return operator === '%' && isSame(getField(parent, 'left'), node) ? getOutermost(parent) : node
  }
  return isFormatted(parent, node) ? getOutermost(parent.parent() ?? parent) : node
}

/** Whether parentheses are part of a larger text. */
function isJoined(node: PyNode): boolean {
  const parent = node.parent()
  if (parent === null) return false
  if (is(parent, 'binary_operator')) return /^[+%]$/.test(getField(parent, 'operator')?.text() ?? '')
  return isFormatted(parent, node) || (is(parent, 'parenthesized_expression') && isJoined(parent))
}

/** `node.format(…)`: whether the attribute is that of the call. */
function isFormatted(parent: PyNode, node: PyNode): boolean {
  if (!is(parent, 'attribute') || !isSame(getField(parent, 'object'), node)) return false
  const name = getField(parent, 'attribute')?.text()
  const call = parent.parent()
  return (
    (name === 'format' || name === 'format_map') &&
    is(call, 'call') &&
    isSame(getField(call as PyNode, 'function'), parent)
  )
}

/** Adds what an expression says; tells whether it has placeholders that are known by their order. */
function addNode(file: SourceFile, node: PyNode, draft: TextDraft, placeholders?: Placeholders): boolean {
  if (is(node, 'string')) {
    const read = readString(node, file.text, placeholders)
    if (read !== undefined) return addString(read, draft, placeholders)
  }
  if (is(node, 'parenthesized_expression', 'concatenated_string'))
    return getNamedChildren(node)
      .map((one) => addNode(file, one, draft, placeholders))
      .some(Boolean)
  const [left, right] = [getField(node, 'left'), getField(node, 'right')]
  if (is(node, 'binary_operator') && left !== undefined && right !== undefined) {
    const operator = getField(node, 'operator')?.text()
    if (operator === '%' && holdsText(left)) return addNode(file, left, draft, 'percent')
    if (operator === '+') return [left, right].map((one) => addNode(file, one, draft, placeholders)).some(Boolean)
  }
  const callee = is(node, 'call') ? getField(node, 'function') : undefined
  const object = callee && is(callee, 'attribute') ? getField(callee, 'object') : undefined
  if (callee !== undefined && object !== undefined && isFormatted(callee, object) && holdsText(object))
    return addNode(file, object, draft, 'format')
  addExpression(draft, undefined, getRange(node))
  return false
}

function holdsText(node: PyNode): boolean {
  if (is(node, 'string')) return true
  if (is(node, 'parenthesized_expression', 'concatenated_string')) return getNamedChildren(node).some(holdsText)
  return (
    is(node, 'binary_operator') && getField(node, 'operator')?.text() === '+' && getNamedChildren(node).some(holdsText)
  )
}

const FORMAT = /\{\{|\}\}|\{[^{}]*\}/g
const PERCENT = /%%|%(?:\((\w+)\))?[#0\- +]*(?:\d+|\*)?(?:\.(?:\d+|\*))?[hlL]?[a-zA-Z]/g

function addString(
  { piece, parts, isFormatted: isF }: ReadString,
  draft: TextDraft,
  placeholders: Placeholders,
): boolean {
  let isOrdered = false
  for (const part of parts) {
    if (part.kind === 'expression') addExpression(draft, piece, part.range)
    else if (placeholders === undefined || isF) addText(draft, piece, part)
    else {
      const { text, offsets } = part
      let at = 0
      const addUpTo = (end: number): void =>
        addText(draft, piece, { text: text.slice(at, end), offsets: offsets.slice(at, end) })
      for (const match of text.matchAll(placeholders === 'format' ? FORMAT : PERCENT)) {
        const [mark] = match
        addUpTo(match.index)
        at = match.index + mark.length
        const start = offsets[match.index] ?? 0
        if (/^(?:\{\{|\}\}|%%)$/.test(mark)) addText(draft, piece, { text: mark.charAt(0), offsets: [start] })
        else {
          addExpression(draft, piece, { start, end: offsets[at] ?? piece.end })
          if (/^(?:\{[!:}]|%[^(])/.test(mark)) isOrdered = true
        }
      }
      addUpTo(text.length)
    }
  }
  return isOrdered
}

const COMPARING =
  /^(?:assert\w*|count|find|rfind|index|rindex|startswith|endswith|removeprefix|removesuffix|replace|split|rsplit|partition|rpartition|match|fullmatch|search|findall|finditer|sub|subn|compile)$/

/** Whether a text is looked for or compared with, as in an assertion, rather than sent. */
function isCompared(node: PyNode): boolean {
  const parent = node.parent()
  if (parent === null) return false
  if (is(parent, 'comparison_operator', 'assert_statement', 'case_pattern')) return true
  if (is(parent, 'parenthesized_expression', 'tuple', 'list', 'set') && !is(parent, 'dictionary')) {
    const outer = parent.parent()
    if (is(outer, 'comparison_operator', 'assert_statement')) return true
  }
  const call = is(parent, 'argument_list') ? parent.parent() : null
  if (call === null || !getArguments(call).some(({ value }) => isSame(value, node))) return false
  const callee = getField(call, 'function')
  const name = callee && is(callee, 'attribute') ? getField(callee, 'attribute')?.text() : callee?.text()
  return COMPARING.test(name ?? '')
}
