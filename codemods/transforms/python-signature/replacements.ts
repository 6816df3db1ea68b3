import { oncePerFile } from '../../src/language.ts'
import { getLineEnding } from '../../src/positions.ts'
import { getQuote } from '../../src/python/quotes.ts'
import { getScopes } from '../../src/python/scopes.ts'
import {
  getField,
  getNamedChildren,
  getPythonTree,
  getRange,
  is,
  isSame,
  isWithin,
  type PyNode,
} from '../../src/python/tree.ts'
import type { SourceFile } from '../../src/source-file.ts'
import type { Edit, Range } from '../../src/touchpoint.ts'
import { findDeadCode } from './dead-code.ts'
import { readHandWritten } from './hand-written.ts'
import { findFunction } from './trace.ts'
import type { HandWritten } from './understood-check.ts'
import { findWhole, getStatementsRange } from './whole-check.ts'

/** A check of the application's own that becomes a call of the SDK's helper. */
export interface Replacement {
  readonly check: HandWritten
  readonly range: Range
  readonly edits: readonly Edit[]
  /** What is no longer there. */
  readonly gone: readonly Range[]
}

/** The name the SDK's module has until the call is moved to the helper file; no file has it before or after. */
export const MODULE = 'plivo_utils_of_the_migration'

/** The checks of a file that are replaced: all a function does, or the comparison alone. */
export const findReplacements: (file: SourceFile) => readonly Replacement[] = oncePerFile((file) =>
  readHandWritten(file).flatMap((check): readonly Replacement[] => {
    if ('reason' in check) return []
    const fn = findWhole(file, check)
    return [fn === undefined ? replaceComparison(file, check) : replaceBody(file, check, fn)]
  }),
)

/** The helper's call in the SDK's order of arguments. */
function toCall({ scheme, url, nonce, signature, token, method, params }: HandWritten, file: SourceFile): string {
  if (scheme === 'v2') return `${MODULE}.validate_signature(${[url, nonce, signature, token].join(', ')})`
  const quote = getQuote(file)
  const given = [
    method ?? `${quote}POST${quote}`,
    url,
    nonce,
    token,
    signature,
    ...(params === undefined ? [] : [params]),
  ]
  return `${MODULE}.validate_v3_signature(${given.join(', ')})`
}

function replaceBody(file: SourceFile, check: HandWritten, fn: PyNode): Replacement {
  const range = getStatementsRange(fn)
  return { check, range: getRange(fn), gone: [range], edits: [{ ...range, text: `return ${toCall(check, file)}` }] }
}

/** The comparison becomes the call, and what was only computed for it goes. */
function replaceComparison(file: SourceFile, check: HandWritten): Replacement {
  const { node, isNegated } = check.comparison
  const call = toCall(check, file)
  const range = getRange(node)
  const dead = findDeadCode(file, node, new Set(call.match(/[A-Za-z_]\w*/g) ?? []))
  const isTight = is(node.parent(), 'not_operator', 'comparison_operator', 'binary_operator', 'attribute')
  const negated = isTight ? `(not ${call})` : `not ${call}`
  return {
    check,
    range,
    gone: [range, ...dead.map(getRange)],
    edits: [{ ...range, text: isNegated ? negated : call }, ...removeStatements(file, dead)],
  }
}

/** Statements with their lines, and the blank lines that stood around a run of them where one is enough. */
function removeStatements(file: SourceFile, statements: readonly PyNode[]): readonly Edit[] {
  return statements.map((statement) => {
    const { text } = file
    const range = getRange(statement)
    const start = text.lastIndexOf('\n', range.start - 1) + 1
    const end = getLineEnd(text, range.end)
    const siblings = getNamedChildren(statement.parent() ?? statement)
    const index = siblings.findIndex((one) => isSame(one, statement))
    const before = siblings.slice(0, index)
    const isFirst = before.every((one) => statements.some((other) => isSame(other, one)))
    const isApart = isFirst || /\n[ \t]*\r?\n$/.test(text.slice(0, start)) || isAfterGone(text, before, statements)
    const blank = isApart ? /^(?:[ \t]*\r?\n)+/.exec(text.slice(end)) : null
    return { start, end: end + (blank?.[0].length ?? 0), text: '' }
  })
}

/** Whether the blank line before a statement stood before others that went with it. */
function isAfterGone(text: string, before: readonly PyNode[], gone: readonly PyNode[]): boolean {
  const last = before.findLastIndex((one) => !gone.some((other) => isSame(other, one)))
  const run = before.slice(last + 1)
  const [first] = run
  if (first === undefined) return false
  const start = text.lastIndexOf('\n', getRange(first).start - 1) + 1
  return /\n[ \t]*\r?\n$/.test(text.slice(0, start))
}

function getLineEnd(text: string, at: number): number {
  const end = text.indexOf('\n', at)
  return end < 0 ? text.length : end + 1
}

/** Brings the helper in, and no longer imports what only the replaced checks used. */
export function getImportEdits(file: SourceFile, all: readonly Replacement[]): readonly Edit[] {
  const ending = getLineEnding(file.text)
  const statements = getNamedChildren(getPythonTree(file).root).filter((node) =>
    is(node, 'import_statement', 'import_from_statement'),
  )
  const freed = statements.map((statement) => ({ statement, items: findFreed(file, statement, all) }))
  const isWhole = ({ statement, items }: (typeof freed)[number]): boolean =>
    items.length > 0 && items.length === statement.fieldChildren('name').length
  const added = `import plivo.utils as ${MODULE}`
  const kept = freed.filter((one) => !isWhole(one))
  const host = kept.at(-1)?.statement
  const whole = freed.filter(isWhole).map(({ statement }) => statement)
  const removals = [
    ...removeStatements(file, host === undefined ? whole.slice(1) : whole),
    ...freed.flatMap((one) => (isWhole(one) || one.items.length === 0 ? [] : [removeNames(one.statement, one.items)])),
  ]
  if (host !== undefined) {
    const end = getLineEnd(file.text, getRange(host).end)
    const isLocal = is(getField(host, 'module_name'), 'relative_import') || isBeside(file, host)
    const text = `${isLocal ? '' : ending}${added}${ending}`
    const at = file.text.slice(0, end).endsWith('\n') ? text : `${ending}${text}`
    return [...removals, { start: end, end, text: at }]
  }
  const [first] = freed
  if (first !== undefined) return [...removals, { ...getRange(first.statement), text: added }]
  const [place] = all.flatMap(({ check }) => findTop(check.comparison.node) ?? [])
  const { start } = getRange(place ?? getPythonTree(file).root)
  return [{ start, end: start, text: `${added}${ending}${ending}${ending}` }]
}

/** The statement of the module that a node stands in. */
function findTop(node: PyNode): PyNode | undefined {
  const parent = node.parent()
  return parent === null ? undefined : is(parent, 'module') ? node : findTop(parent)
}

/** Whether an import leads to a module beside the file. */
function isBeside(file: SourceFile, statement: PyNode): boolean {
  const name = (getField(statement, 'module_name') ?? getField(statement, 'name'))?.text().split('.')[0] ?? ''
  const folder = file.path.split('/').slice(0, -1)
  return [`${name}.py`, `${name}/__init__.py`].some((path) => file.hasFile?.([...folder, path].join('/')) === true)
}

/** The parts of an import that nothing uses any more. */
function findFreed(file: SourceFile, statement: PyNode, all: readonly Replacement[]): readonly PyNode[] {
  const scopes = getScopes(file)
  const gone = all.flatMap((one) => one.gone)
  const written = new Set(all.flatMap(({ check }) => toCall(check, file).match(/[A-Za-z_]\w*/g) ?? []))
  return statement.fieldChildren('name').filter((item) => {
    const local = (getField(item, 'alias') ?? getField(item, 'name') ?? item).text().split('.')[0] ?? ''
    const binding = scopes.lookup(local, statement)
    const uses = binding === undefined ? [] : scopes.getReferences(binding)
    return (
      uses.length > 0 &&
      !written.has(local) &&
      uses.every((use) => gone.some((range) => isWithin(getRange(use), range)))
    )
  })
}

function removeNames(statement: PyNode, items: readonly PyNode[]): Edit {
  const names = statement.fieldChildren('name')
  const kept = names.filter((name) => !items.some((item) => isSame(item, name)))
  const [first, last] = [names[0] ?? statement, names.at(-1) ?? statement]
  return { start: getRange(first).start, end: getRange(last).end, text: kept.map((name) => name.text()).join(', ') }
}

/** Functions of the file that only the replaced code called. */
export function findParts(file: SourceFile, all: readonly Replacement[]): readonly PyNode[] {
  const gone = all.flatMap((one) => one.gone)
  const calls = getPythonTree(file).getNodes('call')
  const found: PyNode[] = []
  const isIn = (node: PyNode): boolean =>
    [...gone, ...found.map(getRange)].some((range) => isWithin(getRange(node), range))
  for (;;) {
    const next = calls.filter(isIn).flatMap((call) => {
      const callee = getField(call, 'function')
      return (callee && findFunction(file, callee)) ?? []
    })
    const part = next.find(
      (one) => !found.some((known) => isSame(known, one)) && isUncalled(file, one, [...gone, ...found.map(getRange)]),
    )
    if (part === undefined) return found
    found.push(part)
  }
}

/** Whether no code of the file names a function, leaving out some of it. */
export function isUncalled(file: SourceFile, fn: PyNode, without: readonly Range[] = []): boolean {
  const name = getField(fn, 'name')?.text()
  const own = [getRange(fn), ...without]
  return !getPythonTree(file)
    .getNodes('identifier')
    .some(
      (node) =>
        node.text() === name &&
        !is(node.parent(), 'function_definition') &&
        !own.some((one) => isWithin(getRange(node), one)),
    )
}
