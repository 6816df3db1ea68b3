import { getLineEnding } from '../../src/positions.ts'
import { getField, getRange, is, isSame, type PyNode } from '../../src/python/tree.ts'
import type { SourceFile } from '../../src/source-file.ts'
import type { Edit } from '../../src/touchpoint.ts'
import type { Placement } from './placement.ts'

/** What happens to one import statement. */
export interface StatementChange {
  readonly statement: PyNode
  /** Items whose name is imported from our module instead. */
  readonly moved: PyNode[]
  /** Items nothing uses any more. */
  readonly removed: PyNode[]
  /** Whether our module is imported beside it. */
  addsModule: boolean
}

/** The edits of one import statement: names moved, names removed, our import added. */
export function editStatement(file: SourceFile, change: StatementChange, placement: Placement): readonly Edit[] {
  const { statement, moved, removed, addsModule } = change
  const items = statement.fieldChildren('name')
  const kept = items.filter((item) => ![...moved, ...removed].some((one) => isSame(one, item)))
  const module = getField(statement, 'module_name')
  if (moved.length === items.length && !addsModule && module !== undefined)
    return [{ ...getRange(module), text: placement.module }]
  const names = [...moved]
    .sort((a, b) => getRange(a).start - getRange(b).start)
    .map((item) => item.text().replace(/\s+/g, ' '))
    .join(', ')
  const added = [
    ...(addsModule ? [placement.statement] : []),
    ...(names === '' ? [] : [`from ${placement.module} import ${names}`]),
  ]
  if (kept.length > 0) {
    const insertion = added.length === 0 ? [] : [insertAfter(file, statement, added)]
    return [...removeItems(file, items, kept), ...insertion]
  }
  if (added.length > 0) return [{ ...getRange(statement), text: joinStatements(file, statement, added) }]
  return [removeStatement(file, statement, placement)]
}

/**
 * Takes items out of a comma-separated list: the whole line of one that has a line of its own, otherwise the item with
 * the comma and blanks that belong to it.
 */
function removeItems(file: SourceFile, items: readonly PyNode[], kept: readonly PyNode[]): readonly Edit[] {
  const isKept = (item: PyNode): boolean => kept.some((one) => isSame(one, item))
  return items.flatMap((item, index) => {
    if (isKept(item)) return []
    const line = getOwnLine(file, item)
    if (line !== undefined) return [line]
    const next = items.slice(index + 1).find(isKept)
    const { start, end } = getRange(item)
    // A run of items is removed by the edit of its first one.
    const before = items[index - 1]
    if (before !== undefined && !isKept(before) && getOwnLine(file, before) === undefined) return []
    if (next !== undefined) return [{ start, end: getRange(next).start, text: '' }]
    const last = items.at(-1)
    return [
      {
        start: before === undefined ? start : getRange(before).end,
        end: last === undefined ? end : getRange(last).end,
        text: '',
      },
    ]
  })
}

function getOwnLine(file: SourceFile, item: PyNode): Edit | undefined {
  const { before, after, end } = getLine(file, item)
  const newline = /^(?:\r\n|\n|\r)/.exec(file.text.slice(end))?.[0]
  if (newline === undefined || !/^[ \t]*$/.test(before) || !/^[ \t]*,?[ \t]*(?:#.*)?$/.test(after)) return undefined
  return { start: getRange(item).start - before.length, end: end + newline.length, text: '' }
}

interface Line {
  /** What stands on the line before and after the statement. */
  readonly before: string
  readonly after: string
  readonly end: number
}

function getLine({ text }: SourceFile, statement: PyNode): Line {
  const { start, end } = getRange(statement)
  const rest = /[^\r\n]*/.exec(text.slice(end))?.[0] ?? ''
  return { before: /[^\r\n]*$/.exec(text.slice(0, start))?.[0] ?? '', after: rest, end: end + rest.length }
}

const isAlone = ({ before, after }: Line): boolean => /^[ \t]*$/.test(before) && /^[ \t]*(?:#.*)?$/.test(after)

function joinStatements(file: SourceFile, statement: PyNode, statements: readonly string[]): string {
  const line = getLine(file, statement)
  return statements.join(isAlone(line) ? getLineEnding(file.text) + line.before : '; ')
}

/** Statements on lines of their own after another, indented like it; on the same line where it shares one. */
function insertAfter(file: SourceFile, statement: PyNode, statements: readonly string[]): Edit {
  const line = getLine(file, statement)
  const { end } = getRange(statement)
  const text = joinStatements(file, statement, statements)
  if (!isAlone(line)) return { start: end, end, text: `; ${text}` }
  return { start: line.end, end: line.end, text: getLineEnding(file.text) + line.before + text }
}

/** A block must not become empty: only a line at the top level goes away, elsewhere our import takes its place. */
function removeStatement(file: SourceFile, statement: PyNode, placement: Placement): Edit {
  const line = getLine(file, statement)
  if (!is(statement.parent(), 'module') || !isAlone(line)) return { ...getRange(statement), text: placement.statement }
  const newline = /^(?:\r\n|\n|\r)/.exec(file.text.slice(line.end))?.[0] ?? ''
  return { start: getRange(statement).start, end: line.end + newline.length, text: '' }
}
