import { PYTHON_SDK } from '@plivo-to-vobiz/mappings'
import { toTwinCredential } from '../../src/python/credentials.ts'
import type { PythonImport, PythonValue } from '../../src/python/evaluate.ts'
import { getScopes } from '../../src/python/scopes.ts'
import { getPythonEvaluate } from '../../src/python/sdk-values.ts'
import {
  getArguments,
  getField,
  getPythonTree,
  getRange,
  getStringValue,
  is,
  isSame,
  type PyArgument,
  type PyNode,
} from '../../src/python/tree.ts'
import type { SourceFile } from '../../src/source-file.ts'
import type { Edit, Note, Range } from '../../src/touchpoint.ts'
import type { Rewrite } from '../../src/transform.ts'
import { moveExceptions, moveImport } from './imports.ts'
import { moveCall } from './moves.ts'

/** A client that is made here, and what becomes of it for Vobiz alone. */
export interface ClientSite {
  readonly range: Range
  readonly rewrite: Rewrite
}

const { plivo } = PYTHON_SDK

type Planned = { readonly edits: readonly Edit[]; readonly notes: readonly Note[] }
type Failed = { readonly problem: string }

/** The clients of a file; they move together, since they share imports and exceptions. */
export function findClientSites(file: SourceFile): readonly ClientSite[] {
  const evaluate = getPythonEvaluate(file)
  const calls = getPythonTree(file).getNodes('call')
  const made = calls.flatMap((call) => {
    const callee = getField(call, 'function')
    const value = callee && /[A-Z]/.test(callee.text()) ? evaluate(callee) : undefined
    return value?.kind === 'member' && value.path === plivo.client ? [{ call, imports: value.imports }] : []
  })
  if (made.length === 0) return []
  const planned = planAll(file, made, calls)
  return made.map(({ call }): ClientSite => {
    const range = getRange(call)
    if ('problem' in planned)
      return { range, rewrite: { task: { code: 'python-client-kept', args: { reason: planned.problem } } } }
    return {
      range,
      rewrite: {
        edits: planned.edits,
        packages: [PYTHON_SDK.vobiz.package],
        notes: [{ code: 'python-client-moved' }, ...planned.notes],
      },
    }
  })
}

function planAll(
  file: SourceFile,
  made: readonly { readonly call: PyNode; readonly imports: readonly PythonImport[] }[],
  calls: readonly PyNode[],
): Planned | Failed {
  const edits: Edit[] = []
  const notes: Note[] = []
  const imports = made.flatMap((one) => one.imports)
  if (imports.length === 0) return { problem: 'everything of the SDK is imported at once' }
  for (const { call } of made) {
    const credentials = moveCredentials(file, call)
    if ('problem' in credentials) return credentials
    edits.push(...credentials.edits)
    notes.push(...credentials.notes)
    if (!isVisible(call)) return { problem: 'the client goes to code that cannot be followed from here' }
  }
  const uses = moveUses(file, calls)
  if ('problem' in uses) return uses
  edits.push(...uses.edits)
  notes.push(...uses.notes)
  for (const one of imports) {
    const moved = moveImport(file, one)
    if ('problem' in moved) return moved
    edits.push(...moved.edits)
  }
  return { edits: [...edits, ...moveExceptions(file)], notes }
}

/** What the client is given, each for Vobiz; without any it reads Vobiz's variables by itself. */
function moveCredentials(file: SourceFile, call: PyNode): Planned | Failed {
  const given = getArguments(call)
  if (given.some(({ isSpread }) => isSpread)) return { problem: 'its arguments cannot be seen' }
  const own = given.filter(({ name }, index) => /^auth_/.test(name ?? plivo.clientParameters[index] ?? ''))
  const [first, last] = [own[0], own.at(-1)]
  if (first === undefined || last === undefined) return { edits: [], notes: [] }
  if (own.every(({ value }) => is(value, 'string') && getStringValue(value) !== undefined)) {
    const next = given[given.indexOf(last) + 1]
    const end = next === undefined ? getArgumentRange(last).end : getArgumentRange(next).start
    const isLast =
      given.indexOf(first) + own.length === given.length || given[given.indexOf(first) + own.length]?.name !== undefined
    if (given.indexOf(first) !== 0 || !isLast) return { problem: 'its credentials are written in the code' }
    return {
      edits: [{ start: getArgumentRange(first).start, end, text: '' }],
      notes: [{ code: 'sdk-client-credentials-source', range: getRange(call) }],
    }
  }
  const edits: Edit[] = []
  const notes: Note[] = []
  for (const { value } of own) {
    if (is(value, 'none')) continue
    const twin = toTwinCredential(file, value)
    if (twin === undefined) return { problem: 'its credentials come from a caller, a record or another file' }
    edits.push({ ...getRange(value), text: twin.text }, ...twin.edits)
    if (twin.from === 'declared') notes.push({ code: 'sdk-client-credentials-declared', range: getRange(value) })
  }
  return { edits, notes }
}

/** An argument with its keyword. */
function getArgumentRange({ value, name }: PyArgument): Range {
  const parent = value.parent()
  return getRange(name !== undefined && parent !== null ? parent : value)
}

/** Whether a client is kept under a name of this file, so that its uses can be seen. */
function isVisible(call: PyNode): boolean {
  const parent = call.parent()
  if (parent === null) return false
  if (is(parent, 'assignment')) return isSame(getField(parent, 'right'), call)
  return (
    is(parent, 'attribute', 'as_pattern', 'boolean_operator', 'conditional_expression', 'parenthesized_expression') ||
    is(parent, 'return_statement')
  )
}

/** Every call of a client of the file. */
function moveUses(file: SourceFile, calls: readonly PyNode[]): Planned | Failed {
  const evaluate = getPythonEvaluate(file)
  const edits: Edit[] = []
  const notes: Note[] = []
  const seen = new Set<number>()
  for (const call of calls) {
    const callee = getField(call, 'function')
    const value = callee && callee.text().split('.').length > 1 ? evaluate(callee) : undefined
    if (callee === undefined || !isOwn(file, value)) continue
    if (value.path.length < 2) return { problem: `${value.path.join('.')} is called on it` }
    const moved = moveCall(file, call, value.path)
    if ('problem' in moved) return moved
    edits.push(...moved.edits)
    for (
      let node: PyNode | undefined = callee;
      node !== undefined && is(node, 'attribute');
      node = getField(node, 'object')
    )
      seen.add(node.id())
  }
  const escaped = findEscape(file, seen)
  return escaped === undefined ? { edits, notes } : { problem: `it is handed on: ${escaped}` }
}

const isOwn = (file: SourceFile, value: PythonValue | undefined): value is PythonValue & { readonly kind: 'made' } =>
  value?.kind === 'made' && value.by === plivo.client && value.file === file

/** A place where a client is used other than by a call of what moves. */
function findEscape(file: SourceFile, seen: ReadonlySet<number>): string | undefined {
  const evaluate = getPythonEvaluate(file)
  const scopes = getScopes(file)
  const tree = getPythonTree(file)
  const names = tree.getNodes('identifier').filter((node) => {
    const origins = scopes.resolve(node)?.origins ?? []
    return origins.some(({ kind }) => kind === 'value' || kind === 'with')
  })
  const fields = tree.getNodes('attribute').filter((node) => /^(?:self|cls)\.\w+$/.test(node.text()))
  const escaped = [...names, ...fields].find(
    (node) =>
      !seen.has(node.id()) && !seen.has(node.parent()?.id() ?? -1) && !isKept(node) && isOwn(file, evaluate(node)),
  )
  return escaped && (escaped.parent()?.text().split(/\r?\n/, 1)[0] ?? '').slice(0, 60)
}

/** Kinds of nodes around a client that only keep it or ask whether it is there. */
const KEEPING = [
  'global_statement',
  'nonlocal_statement',
  'assignment',
  'return_statement',
  'comparison_operator',
  'not_operator',
  'if_statement',
  'boolean_operator',
  'conditional_expression',
  'as_pattern_target',
]

const isKept = (node: PyNode): boolean => is(node.parent(), ...KEEPING)
