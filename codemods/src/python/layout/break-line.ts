import { COMMA, isClose, isOpen, type Token, write } from './tokens.ts'

export interface Layout {
  readonly limit: number
  /** One step of indentation. */
  readonly step: string
}

/** The lines of a statement, broken at its brackets as the formatter `black` breaks it, each with its indentation. */
export function breakLine(
  tokens: readonly Token[],
  indent: string,
  layout: Layout,
  isInside = false,
): readonly string[] {
  const line = write(tokens)
  const hasMagic = tokens.some((token, index) => token.text === ',' && isClose(tokens[index + 1]))
  if (indent.length + line.length <= layout.limit && !hasMagic) return [indent + line]
  const pieces = isInside ? splitAtDelimiters(tokens) : undefined
  if (pieces !== undefined) return pieces.flatMap((piece) => breakLine(piece, indent, layout, true))
  return splitAtBracket(tokens, indent, layout) ?? [indent + line]
}

/** The depth of each token: a bracket has that of what is around it. */
function getDepths(tokens: readonly Token[]): readonly number[] {
  let depth = 0
  return tokens.map((token) => {
    if (isClose(token)) depth -= 1
    const own = depth
    if (isOpen(token)) depth += 1
    return own
  })
}

/** The highest delimiter at the top of some tokens, and how often it stands there. */
function getDelimiter(tokens: readonly Token[]): { readonly priority: number; readonly count: number } {
  const depths = getDepths(tokens)
  const found = tokens.flatMap(({ priority }, index) =>
    depths[index] === 0 && priority > 0 && index > 0 ? [priority] : [],
  )
  const priority = Math.max(0, ...found)
  return { priority, count: found.filter((one) => one === priority).length }
}

/** A line for each item of a list or each operand of an expression. */
function splitAtDelimiters(tokens: readonly Token[]): readonly (readonly Token[])[] | undefined {
  const { priority, count } = getDelimiter(tokens.at(-1)?.text === ',' ? tokens.slice(0, -1) : tokens)
  if (priority === 0 || (priority === 1 && count === 1)) return undefined
  const depths = getDepths(tokens)
  const pieces: Token[][] = [[]]
  for (const [index, token] of tokens.entries()) {
    const isHere = depths[index] === 0 && token.priority === priority
    if (isHere && priority !== COMMA && index > 0) pieces.push([])
    pieces.at(-1)?.push(token)
    if (isHere && priority === COMMA) pieces.push([])
  }
  const filled = pieces.filter((piece) => piece.length > 0)
  const last = filled.at(-1)
  if (priority === COMMA && last?.at(-1)?.text !== ',') last?.push({ text: ',', space: '', priority: COMMA })
  return filled
}

interface Split {
  readonly head: readonly Token[]
  readonly body: readonly Token[]
  readonly tail: readonly Token[]
  /** Where the closing bracket stands. */
  readonly close: number
}

/** Splits at the last pair of brackets that closes before an index. */
function findSplit(tokens: readonly Token[], before: number): Split | undefined {
  let close = before - 1
  while (close >= 0 && !isClose(tokens[close])) close -= 1
  if (close < 0) return undefined
  let depth = 0
  for (let open = close; open >= 0; open -= 1) {
    if (isClose(tokens[open])) depth += 1
    else if (isOpen(tokens[open])) depth -= 1
    if (depth === 0)
      return {
        head: tokens.slice(0, open + 1),
        body: tokens.slice(open + 1, close),
        tail: tokens.slice(close),
        close,
      }
  }
  return undefined
}

function splitAtBracket(tokens: readonly Token[], indent: string, layout: Layout): readonly string[] | undefined {
  const last = findSplit(tokens, tokens.length)
  if (last === undefined) return undefined
  if (tokens[last.close]?.isOptional !== true) return omitTrailers(tokens, tokens.length, indent, layout)
  if (canOmit(last.body, indent.length, layout.limit)) {
    const inner = omitTrailers(tokens, last.close, indent, layout)
    const isGood = inner !== undefined && (inner[0]?.length ?? 0) <= layout.limit
    if (isGood) return inner
    const canBreak = last.body.some(isOpen)
    const fits = indent.length + layout.step.length + write(last.body).length <= layout.limit
    if (inner !== undefined && canBreak && !fits) return inner
    if (!canBreak && !fits) return undefined
  }
  return toLines({ ...last, head: show(last.head, '('), tail: show(last.tail, ')') }, indent, layout)
}

/** Makes the optional bracket at the end of a head or the start of a tail a real one. */
function show(tokens: readonly Token[], bracket: '(' | ')'): readonly Token[] {
  const at = bracket === '(' ? tokens.length - 1 : 0
  return tokens.map((token, index) =>
    index === at ? { text: bracket, space: bracket === '(' ? ' ' : '', priority: 0 } : token,
  )
}

/** Whether an expression reads as well without parentheses around it: it ends in a bracket that can be broken. */
function canOmit(body: readonly Token[], indent: number, limit: number): boolean {
  const { priority, count } = getDelimiter(body)
  if (priority === 0) return true
  if (count > 1) return false
  if (priority === 1) return true
  if (isOpen(body[0]) && !isClose(body[1]) && canOmitAtStart(body, indent, limit)) return true
  if (!isClose(body.at(-1)) || isOpen(body.at(-2)) || body.at(-1)?.isIndex) return false
  const split = findSplit(body, body.length)
  if (split === undefined) return false
  const isOther = split.head.slice(0, -1).some(isOpen)
  return isOther || indent + write(split.head).length <= limit
}

/** Whether what comes after the brackets an expression begins with fits on a line up to the next bracket. */
function canOmitAtStart(body: readonly Token[], indent: number, limit: number): boolean {
  const depths = getDepths(body)
  const close = body.findIndex((token, index) => isClose(token) && depths[index] === 0)
  const rest = body.slice(close)
  const open = rest.findIndex(isOpen)
  return indent + write(open < 0 ? rest : rest.slice(0, open + 1)).length <= limit
}

/** Breaks at the last bracket; where its first line would be too long still, at one before it. */
function omitTrailers(
  tokens: readonly Token[],
  before: number,
  indent: string,
  layout: Layout,
): readonly string[] | undefined {
  const first = findSplit(tokens, before)
  for (let split = first; split !== undefined && !tokens[split.close]?.isOptional; ) {
    if (split.body.length > 0 && indent.length + write(split.head).length <= layout.limit) {
      if (indent.length + write(split.tail).length <= layout.limit) return toLines(split, indent, layout)
      break
    }
    split = findSplit(tokens, split.head.length - 1)
  }
  return first === undefined || tokens[first.close]?.isOptional || first.body.length === 0
    ? undefined
    : toLines(first, indent, layout)
}

function toLines({ head, body, tail }: Split, indent: string, layout: Layout): readonly string[] {
  const isList = getDelimiter(body).priority === COMMA
  const inner = indent + layout.step
  const isTight = body.at(-1)?.text === ','
  const forced = isTight && isList ? splitAtDelimiters(body) : undefined
  return [
    ...breakHead(head, indent, layout),
    ...(forced?.flatMap((piece) => breakLine(piece, inner, layout, true)) ?? breakLine(body, inner, layout, true)),
    ...breakLine(tail, indent, layout),
  ]
}

/** A first line that is too long still is broken at the brackets before its open one. */
function breakHead(head: readonly Token[], indent: string, layout: Layout): readonly string[] {
  const line = indent + write(head)
  return (line.length > layout.limit ? omitTrailers(head, head.length - 1, indent, layout) : undefined) ?? [line]
}
