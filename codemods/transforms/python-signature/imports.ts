import { getLineEnding } from '../../src/positions.ts'
import { type Binding, getScopes } from '../../src/python/scopes.ts'
import { getField, getPythonTree, getRange, is, isSame, type PyNode } from '../../src/python/tree.ts'
import type { SourceFile } from '../../src/source-file.ts'
import type { Edit } from '../../src/touchpoint.ts'
import type { HelperCall } from './check-call.ts'
import { HELPER_MODULE } from './helper-file.ts'
import type { Placement } from './placement.ts'
import type { SdkImport } from './sdk.ts'
import { editStatement, type StatementChange } from './statement-edits.ts'
import { isTest } from './uses.ts'

/** Gives the edits that let a rewritten call find the helper. */
export type ImportEdits = (use: HelperCall) => readonly Edit[]

/**
 * Plans how imports change for the calls that are rewritten. A helper imported by name is imported from our module
 * instead, and its calls stay as they are; one taken out of a module is taken out of ours. Imports nothing else uses
 * go away, all others stay.
 */
export function planImports(file: SourceFile, calls: readonly HelperCall[], placement: Placement): ImportEdits {
  const scopes = getScopes(file)
  const gone = new Set<number>(calls.map(({ value }) => value.use.id()))
  const isFreed = (binding: Binding, isNeutral = (_use: PyNode): boolean => false): boolean =>
    !isNamedInStrings(file, binding.name) &&
    scopes.getReferences(binding).every((use) => gone.has(use.id()) || isNeutral(use))
  /** By name, with every call by the name rewritten: a test whether there is such a name may stay. */
  const moves = ({ value }: HelperCall): boolean =>
    value.member === undefined && value.imports.every(({ binding }) => isFreed(binding, isTest))
  const changes = new Map<number, StatementChange>()
  const change = (statement: PyNode): StatementChange => {
    const known = changes.get(statement.id()) ?? { statement, moved: [], removed: [], addsModule: false }
    changes.set(statement.id(), known)
    return known
  }
  const hosts = new Map<number, PyNode>()
  for (const use of calls) {
    for (const { binding, statement, item } of use.value.imports) {
      if (moves(use)) addOnce(change(statement).moved, item)
      else if (isFreed(binding)) addOnce(change(statement).removed, item)
    }
    if (!moves(use) && !hasHelper(file, use)) {
      const host = findHost(use.value.imports)
      if (host !== undefined && !hosts.has(host.binding.scope.id())) {
        hosts.set(host.binding.scope.id(), host.statement)
        change(host.statement).addsModule = true
      }
    }
  }
  for (const { statement, item } of findSpareImports(file, calls)) addOnce(change(statement).removed, item)
  return (use) => {
    const statements = use.value.imports.map(({ statement }) => statement)
    const host = findHost(use.value.imports)
    const hosting = host && hosts.get(host.binding.scope.id())
    const spare = findSpareImports(file, [use]).map(({ statement }) => statement)
    const touched = [...statements, ...(hosting === undefined || moves(use) ? [] : [hosting]), ...spare]
    const importEdits = touched.flatMap((statement) => {
      const known = changes.get(statement.id())
      return known === undefined ? [] : editStatement(file, known, placement)
    })
    const { helper, value } = use
    const taken = { ...getRange(value.member ?? value.use), text: `${HELPER_MODULE}.${helper.name}` }
    return unique(moves(use) ? importEdits : [taken, ...importEdits])
  }
}

function addOnce(list: PyNode[], node: PyNode): void {
  if (!list.some((known) => isSame(known, node))) list.push(node)
}

function unique(edits: readonly Edit[]): readonly Edit[] {
  const key = ({ start, end, text }: Edit): string => `${start}:${end}:${text}`
  return [...new Map(edits.map((edit) => [key(edit), edit])).values()]
}

const findHost = (imports: readonly SdkImport[]): SdkImport | undefined =>
  [...imports].sort((a, b) => getRange(a.statement).start - getRange(b.statement).start)[0]

const hasHelper = (file: SourceFile, { call }: HelperCall): boolean =>
  getScopes(file)
    .lookup(HELPER_MODULE, call)
    ?.origins.every(({ kind }) => kind === 'import') === true

/** Names in `__all__` and in quoted annotations are uses too. */
function isNamedInStrings(file: SourceFile, name: string): boolean {
  const pattern = new RegExp(`^(?:["']{1,3})(?:\\w+\\[)?${name}(?:["'.\\]])`)
  return getPythonTree(file)
    .getNodes('string')
    .some((node) => pattern.test(node.text()))
}

/**
 * `import plivo.utils` beside `import plivo` only makes the submodule known: it goes when the last use of the submodule
 * does, though the name `plivo` stays.
 */
function findSpareImports(file: SourceFile, calls: readonly HelperCall[]): readonly SdkImport[] {
  const imports = calls.flatMap(({ value }) => value.imports)
  const gone = new Set<number>(calls.map(({ value }) => value.use.id()))
  return imports.filter(({ binding, statement, item }) => {
    if (!is(statement, 'import_statement') || is(item, 'aliased_import') || !item.text().includes('.')) return false
    const hasWhole = imports.some((one) => one.binding === binding && one.item.text() === one.path)
    const part = item.text().split('.')[1]
    const others = getScopes(file)
      .getReferences(binding)
      .filter((use) => !gone.has(use.id()))
    return (
      hasWhole &&
      others.length > 0 &&
      !others.some((use) => getField(use.parent() ?? use, 'attribute')?.text() === part)
    )
  })
}

/** Adds `import os` to the imports, unless the name is there already. */
export function getOsImport(file: SourceFile, place: PyNode): readonly Edit[] | 'taken' {
  const binding = getScopes(file).lookup('os', place)
  if (binding !== undefined) {
    const isOs = binding.origins.some((origin) => origin.kind === 'import' && /^os\b/.test(origin.item.text()))
    return isOs ? [] : 'taken'
  }
  const newline = getLineEnding(file.text)
  const statements = getPythonTree(file)
    .root.namedChildren()
    .filter((node) => !is(node, 'comment'))
  const first = statements.findIndex((node) => is(node, 'import_statement', 'import_from_statement'))
  const next = findPlace(statements.slice(first))
  if (first >= 0 && next !== undefined) {
    const { start } = getRange(next)
    return [{ start, end: start, text: `import os${newline}${isStandard(next) ? '' : newline}` }]
  }
  const future = statements.findLast((node) => is(node, 'future_import_statement'))
  if (future !== undefined) {
    const { end } = getRange(future)
    return [{ start: end, end, text: `${newline}${newline}import os` }]
  }
  const { start } = getRange(statements.find((node) => !isDocstring(node)) ?? place)
  return [{ start, end: start, text: `import os${newline}${newline}${newline}` }]
}

/** Among plain imports at the top, the one that sorts after it; otherwise the first import of all. */
function findPlace(statements: readonly PyNode[]): PyNode | undefined {
  const end = statements.findIndex((node) => !is(node, 'import_statement'))
  const plain = end < 0 ? statements : statements.slice(0, end)
  return plain.find((node) => node.text() > 'import os') ?? statements[0]
}

const STANDARD =
  /^(?:import|from) (?:abc|asyncio|base64|collections|contextlib|dataclasses|datetime|enum|functools|hashlib|hmac|http|json|logging|pathlib|re|sys|time|typing|urllib|uuid)\b/

/** Imports of the standard library stand in one group. */
const isStandard = (statement: PyNode): boolean => is(statement, 'import_statement') || STANDARD.test(statement.text())

const isDocstring = (node: PyNode): boolean =>
  is(node, 'expression_statement') && node.namedChildren().every((child) => is(child, 'string', 'concatenated_string'))
