import { oncePerFile } from '../language.ts'
import type { SourceFile } from '../source-file.ts'
import { addExpression, addText, type CodeText, type Piece, startDraft, type TextDraft } from '../text/text-document.ts'
import type { Range } from '../touchpoint.ts'
import { type Code, getCalls, getCode } from './code.ts'
import { type Cooked, cook, escapeFor } from './escapes.ts'
import type { Call, Literal, Placeholders } from './facts.ts'
import { getNamed } from './nodes.ts'
import { getRange, is, isSame, type Node } from './tree.ts'

/**
 * Every text of a file that is written in literals: alone, with expressions in it, filled by a format function, joined
 * by the language's operator. Markup around PHP code is a text as well. Names of modules and comments are none.
 */
export const getGrammarTexts: (file: SourceFile) => readonly CodeText[] = oncePerFile((file) => {
  const code = getCode(file)
  const { facts, tree } = code
  const outermost = new Map<number, Node>()
  for (const node of findStrings(code)) {
    const outer = getOutermost(code, node)
    outermost.set(outer.id(), outer)
  }
  const texts = [...outermost.values()].map((node) => toText(code, node))
  const markup = facts.getMarkup?.(tree) ?? []
  if (markup.length > 0) texts.push(toMarkup(code, markup))
  return texts.sort((a, b) => a.range.start - b.range.start)
})

/** Literals; one inside an expression of another belongs to that one's text as an expression only. */
function findStrings({ facts, tree }: Code): readonly Node[] {
  const any = facts.strings.map((kind) => ({ kind }))
  return tree.root.findAll({ rule: { any, not: { inside: { any, stopBy: 'end' } } } })
}

/** The expression that puts a literal together with others. */
function getOutermost(code: Code, node: Node): Node {
  const parent = node.parent()
  if (parent === null) return node
  if (isJoin(code, parent) || is(parent, 'chained_string')) return getOutermost(code, parent)
  const around = parent.parent()
  if (is(parent, 'parenthesized_expression', 'parenthesized_statements') && around !== null && isJoin(code, around))
    return getOutermost(code, around)
  return node
}

function isJoin({ facts: { joins } }: Code, node: Node): boolean {
  return (
    is(node, ...joins.kinds) && node.children().some((child) => !child.isNamed() && child.text() === joins.operator)
  )
}

function toText(code: Code, node: Node): CodeText {
  const draft = startDraft()
  const placeholders = getPlaceholders(code, node)
  for (const operand of flatten(code, node)) addOperand(code, operand, { draft, placeholders })
  const range = getRange(node)
  return {
    range,
    ...draft,
    offsets: [...draft.offsets, range.end],
    isOrdered: placeholders !== undefined,
    isCompared: isCompared(code, node),
  }
}

function flatten(code: Code, node: Node): readonly Node[] {
  if (is(node, 'chained_string') || isJoin(code, node)) return getNamed(node).flatMap((one) => flatten(code, one))
  const [inner] = is(node, 'parenthesized_expression', 'parenthesized_statements') ? getNamed(node) : []
  return inner !== undefined && isJoin(code, inner) ? flatten(code, inner) : [node]
}

interface Target {
  readonly draft: TextDraft
  readonly placeholders: Placeholders | undefined
}

function addOperand({ facts, tree }: Code, node: Node, { draft, placeholders }: Target): void {
  const literal = is(node, ...facts.strings) ? facts.readLiteral(node, tree) : undefined
  if (literal === undefined) {
    addExpression(draft, undefined, getRange(node))
    return
  }
  const piece = toPiece(literal, placeholders)
  let at = literal.inner.start
  for (const hole of literal.holes) {
    addPart({ draft, placeholders }, piece, cook(tree.text.slice(at, hole.start), at, literal.escapes))
    addExpression(draft, piece, hole)
    at = hole.end
  }
  addPart({ draft, placeholders }, piece, cook(tree.text.slice(at, literal.inner.end), at, literal.escapes))
}

function toPiece({ inner, escapes }: Literal, placeholders: Placeholders | undefined): Piece {
  return {
    quote: escapes.quote,
    end: inner.end,
    takesExpressions: true,
    write(text, next) {
      const filled =
        placeholders === 'percent'
          ? text.replaceAll('%', '%%')
          : placeholders === 'braces'
            ? text.replaceAll(/[{}]/g, (brace) => brace + brace)
            : text
      const written = escapeFor(escapes, filled)
      const isAtEnd = escapes.quote.length > 1 && next === escapes.quote.charAt(0) && written?.endsWith(next) === true
      return isAtEnd ? undefined : written
    },
  }
}

const PLACEHOLDER: Readonly<Record<Placeholders, RegExp>> = {
  percent: /%%|%(?:\[\d+\]|\d+\$)?[-+# 0']*(?:\d+|\*)?(?:\.(?:\d+|\*))?[a-zA-Z]|%[{<]\w+[}>]/g,
  braces: /\{\{|\}\}|\{\d+[^{}]*\}/g,
}

/** Adds a part of a literal; what a format function fills is an expression. */
function addPart({ draft, placeholders }: Target, piece: Piece, { text, offsets }: Cooked): void {
  const take = (from: number, to: number): void =>
    addText(draft, piece, { text: text.slice(from, to), offsets: offsets.slice(from, to) })
  let at = 0
  for (const match of placeholders === undefined ? [] : text.matchAll(PLACEHOLDER[placeholders])) {
    const end = match.index + match[0].length
    take(at, match.index)
    if (/^(?:%%|\{\{|\}\})$/.test(match[0])) take(match.index, match.index + 1)
    else addExpression(draft, piece, { start: offsets[match.index] ?? 0, end: offsets[end] ?? 0 })
    at = end
  }
  take(at, text.length)
}

/** How a text is filled when it is handed to a format function, or formats itself. */
function getPlaceholders(code: Code, node: Node): Placeholders | undefined {
  const { facts } = code
  const call = findCall(code, node)
  if (call === undefined) {
    const parent = node.parent()
    const isModulo = facts.formats.operator !== undefined && is(parent, ...facts.joins.kinds)
    const operator = isModulo
      ? parent
          ?.children()
          .find((child) => !child.isNamed())
          ?.text()
      : undefined
    return operator !== undefined && operator === facts.formats.operator ? 'percent' : undefined
  }
  return facts.formats.functions[call.name]
}

interface Takers {
  readonly byArgument: ReadonlyMap<number, Call>
  readonly byReceiver: ReadonlyMap<number, Call>
}

/** Calls by what they take. */
const getTakers: (file: SourceFile) => Takers = oncePerFile((file) => {
  const calls = getCalls(file)
  return {
    byArgument: new Map(calls.flatMap((call) => call.arguments.map(({ value }) => [value.id(), call] as const))),
    byReceiver: new Map(calls.flatMap((call) => (call.receiver === undefined ? [] : [[call.receiver.id(), call]]))),
  }
})

/** The call that takes a text as an argument, or is a method of it. */
function findCall({ file }: Code, node: Node): Call | undefined {
  const { byArgument, byReceiver } = getTakers(file)
  const parent = node.parent()
  return (
    byArgument.get(node.id()) ??
    byReceiver.get(node.id()) ??
    (parent === null ? undefined : byReceiver.get(parent.id()))
  )
}

const COMPARING =
  /^(?:assert\w*|expect\w*|should\w*|(?:not_?)?contain\w*|includes?\??|eq|eql\??|(?:not_?)?equals?\w*|match\w*|starts?_?with\w*\??|ends?_?with\w*\??|has(?:prefix|suffix)|(?:last)?index(?:of|any)?|str(?:i?pos|_contains|_starts_with|_ends_with)|preg_\w+|(?:str_)?replace\w*|g?sub!?|split\w*|explode)$/i

/** Whether a text is looked for or compared with, as in an assertion, rather than sent. */
function isCompared(code: Code, node: Node): boolean {
  const call = findCall(code, node)
  if (call !== undefined && COMPARING.test(call.name) && !isSame(call.receiver, node)) return true
  const isAsserted = call?.receiver !== undefined && /^(?:\w*\.)?(?:assert|require|Assert)$/.test(call.receiver.text())
  const operator = node
    .parent()
    ?.children()
    .find((child) => !child.isNamed())
    ?.text()
  return isAsserted || /^(?:[!=]==?|<=>|=~)$/.test(operator ?? '')
}

/** Markup with the code in it as expressions. */
function toMarkup({ tree }: Code, parts: readonly Range[]): CodeText {
  const draft = startDraft()
  const end = parts.at(-1)?.end ?? 0
  const piece: Piece = { quote: '', end, takesExpressions: true, write: (text) => text }
  for (const [index, { start, end: stop }] of parts.entries()) {
    const text = tree.text.slice(start, stop)
    addText(draft, piece, { text, offsets: Array.from({ length: text.length }, (_, unit) => start + unit) })
    const next = parts[index + 1]
    if (next !== undefined) addExpression(draft, piece, { start: stop, end: next.start })
  }
  const range = { start: parts[0]?.start ?? 0, end }
  return { range, ...draft, offsets: [...draft.offsets, end], isCompared: false }
}
