import { getScopes } from '../../src/python/scopes.ts'
import { isSdkPath } from '../../src/python/sdk-modules.ts'
import {
  findAround,
  getArguments,
  getField,
  getPythonTree,
  getStringValue,
  is,
  isSame,
  type PyNode,
  unwrap,
} from '../../src/python/tree.ts'
import type { SourceFile } from '../../src/source-file.ts'
import type { HelperCall } from './check-call.ts'
import { createEvaluator, type Evaluate, getImportedPath, HELPER_NAMES, isOurs } from './sdk.ts'

/** Everything in a file that has to do with the helpers. */
export interface Uses {
  readonly calls: readonly HelperCall[]
  /** Calls of code that was rewritten for both providers before. */
  readonly cutOverCalls: readonly HelperCall[]
  /** Places where a helper leaves the file or is handed on, so that its calls are elsewhere. */
  readonly values: readonly PyNode[]
  /** Places where a test replaces a helper by its name. */
  readonly stubs: readonly PyNode[]
  /** Calls by a helper's name on something that cannot be followed. */
  readonly unresolved: readonly PyNode[]
}

/** Finds the uses of the helpers in a file. */
export function findUses(file: SourceFile): Uses {
  const evaluate = createEvaluator(file)
  const calls: HelperCall[] = []
  const unresolved: PyNode[] = []
  for (const call of getPythonTree(file).getNodes('call')) {
    const callee = getField(call, 'function')
    if (callee === undefined) continue
    const value = evaluate(callee)
    if (value?.helper !== undefined) calls.push({ call, callee, value, helper: value.helper })
    else if (isUnresolved(file, callee)) unresolved.push(call)
  }
  return {
    calls: calls.filter(({ value }) => !isOurs(value)),
    cutOverCalls: calls.filter(({ value }) => isOurs(value)),
    values: [...findValues(file, evaluate), ...findUnusedImports(file)],
    stubs: findStubs(file),
    unresolved,
  }
}

/** `self.plivo.utils.validate_v3_signature(…)`: the name says what it is, the object does not. */
function isUnresolved(file: SourceFile, callee: PyNode): boolean {
  if (is(callee, 'identifier')) {
    const isKnown = getScopes(file).resolve(callee) !== undefined
    return !isKnown && HELPER_NAMES.has(callee.text()) && /\bfrom\s+plivo[\w.]*\s+import\s*\*/.test(file.text)
  }
  const name = is(callee, 'attribute') ? getField(callee, 'attribute')?.text() : undefined
  if (name === undefined || !HELPER_NAMES.has(name) || !/plivo/i.test(callee.text())) return false
  const root = getRoot(callee)
  if (!is(root, 'identifier')) return true
  const origins = getScopes(file).resolve(root)?.origins ?? []
  return origins.length > 0 && origins.every(({ kind }) => kind === 'parameter' || kind === 'other')
}

function getRoot(node: PyNode): PyNode {
  const inner = unwrap(node)
  const object = is(inner, 'attribute')
    ? getField(inner, 'object')
    : is(inner, 'subscript')
      ? getField(inner, 'value')
      : undefined
  return object === undefined ? inner : getRoot(object)
}

/** A helper that is handed on: to a decorator, a partial, a table, another module. */
function findValues(file: SourceFile, evaluate: Evaluate): readonly PyNode[] {
  const tree = getPythonTree(file)
  return [...tree.getNodes('identifier'), ...tree.getNodes('attribute')].filter((node) => {
    const parent = node.parent()
    if (parent === null || !isValueUse(node, parent)) return false
    const value = evaluate(node)
    return value?.helper !== undefined && !isOurs(value) && isSame(value.member ?? value.use, node)
  })
}

/** `if helper is None`, `if not helper`: only asks whether the import worked. */
export function isTest(node: PyNode): boolean {
  const parent = node.parent()
  if (parent === null) return false
  if (is(parent, 'comparison_operator')) return /\bis\b/.test(parent.text()) && /\bNone\b/.test(parent.text())
  if (is(parent, 'if_statement', 'while_statement', 'conditional_expression'))
    return isSame(getField(parent, 'condition'), node)
  return is(parent, 'not_operator', 'boolean_operator') && !is(parent.parent(), 'assignment', 'argument_list')
}

function isValueUse(node: PyNode, parent: PyNode): boolean {
  if (is(parent, 'call')) return !isSame(getField(parent, 'function'), node)
  if (is(parent, 'attribute', 'dotted_name', 'aliased_import', 'import_from_statement') || isTest(node)) return false
  const left = is(parent, 'assignment') ? getField(parent, 'left') : undefined
  // `check = plivo.utils.validate_v3_signature` is followed to the calls of `check`.
  return left === undefined || (!isSame(left, node) && !is(left, 'identifier'))
}

/** A helper that is imported and not used is there for other files. */
function findUnusedImports(file: SourceFile): readonly PyNode[] {
  const scopes = getScopes(file)
  return getPythonTree(file)
    .getNodes('import_from_statement')
    .flatMap((statement) => statement.fieldChildren('name').map((item) => ({ statement, item })))
    .filter(({ statement, item }) => {
      const name = getField(item, 'name') ?? item
      const binding = scopes.lookup((getField(item, 'alias') ?? name).text(), item)
      const path = getImportedPath(statement, item)
      const isHelper = path !== undefined && isSdkPath(file, path) && HELPER_NAMES.has(name.text())
      return isHelper && binding !== undefined && scopes.getReferences(binding).length === 0
    })
    .map(({ item }) => item)
}

const STUB = new RegExp(`(?:^|\\.)(?:${[...HELPER_NAMES].join('|')})$`)

/** `@patch('plivo.utils.validate_v3_signature')`, `monkeypatch.setattr(plivo.utils, 'validate_v3_signature', …)`. */
function findStubs(file: SourceFile): readonly PyNode[] {
  return getPythonTree(file)
    .getNodes('string')
    .filter((node) => {
      const value = getStringValue(node)
      if (value === undefined || !STUB.test(value)) return false
      const call = findAround(node, 'call')
      const callee = call && getField(call, 'function')?.text()
      if (call === undefined) return false
      const isPatch = callee !== undefined && /(?:^|\.)(?:patch|object|setattr|stub|mock\w*)$/.test(callee)
      return isPatch && (/plivo|v3/i.test(value) || getArguments(call).some((one) => /plivo/i.test(one.value.text())))
    })
}
