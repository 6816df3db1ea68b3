const HOLE = /\$\{|\{\{|<%|\{[A-Za-z_][^{}]*\}/

/** Whether a value holds a template expression (`${…}`, `{{…}}`, `<%…%>`, `{name}`), so that it is known at run time only. */
export function isDynamic(value: string): boolean {
  return (value.includes('{') || value.includes('<')) && HOLE.test(value)
}

const HOLE_START = /[$#]?\{|<%/y

/** Whether a template expression starts at `offset`. */
export function startsHole(text: string, offset: number): boolean {
  HOLE_START.lastIndex = offset
  return HOLE_START.test(text)
}

/** Whether a value ends inside a template expression: the quote that ended it belongs to the expression. */
export function leavesHoleOpen(value: string): boolean {
  return value.lastIndexOf('{') > value.lastIndexOf('}')
}

/** How far an expression may reach; keeps the search for its start linear. */
const LONGEST_HOLE = 1000

const HOLES = [
  ['${', '}'],
  ['{{', '}}'],
] as const

/** Offset behind the expression that covers `offset`, or -1: inside one an ampersand is code, not XML. */
export function findHoleEnd(text: string, offset: number): number {
  const from = Math.max(0, offset - LONGEST_HOLE)
  const before = text.slice(from, offset)
  for (const [open, close] of HOLES) {
    const start = before.lastIndexOf(open)
    if (start < 0 || before.includes(close, start)) continue
    const end = text.slice(offset, offset + LONGEST_HOLE).indexOf(close)
    if (end >= 0) return offset + end + close.length
  }
  return -1
}
