import type { SignatureArgument } from '@plivo-to-vobiz/mappings'
import { getScopes } from '../../src/python/scopes.ts'
import {
  findAround,
  getArguments,
  getField,
  getNamedChildren,
  getRange,
  is,
  isSame,
  type PyNode,
  unwrap,
  walk,
} from '../../src/python/tree.ts'
import { asksForInputs, type Branching, isCovered } from '../../src/signature-calls/ways-out.ts'
import type { SourceFile } from '../../src/source-file.ts'
import { findFunction } from './trace.ts'
import type { HandWritten } from './understood-check.ts'

/** Functions and methods that only compute. */
const KNOWN =
  /^(?:new|digest|hexdigest|update|b64encode|standard_b64encode|encodebytes|b2a_base64|encode|decode|str|bytes|strip|lstrip|rstrip|split|partition|rpartition|join|format|items|keys|values|get|lists|getlist|multi_items|to_dict|dict|list|tuple|set|sorted|reversed|map|zip|len|any|all|bool|int|isinstance|append|extend|sort|upper|lower|startswith|endswith|replace|urlparse|urlsplit|urlunparse|urlunsplit|geturl|_replace|parse_qs|parse_qsl|unquote|unquote_plus|compare_digest|constant_time_compare|bytearray|chr|copy|update|sha256)$/

const INERT = [
  'yield',
  'await',
  'raise_statement',
  'global_statement',
  'nonlocal_statement',
  'with_statement',
  'while_statement',
  'delete_statement',
  'assert_statement',
  'import_statement',
  'import_from_statement',
]

/** Whether a piece of code only computes: nothing is raised, awaited, set outside, or asked of the rest of the application. */
export function isPure(file: SourceFile, code: PyNode, seen: readonly PyNode[] = []): boolean {
  return [...walk(code)].every((node) => {
    if (is(node, 'assignment', 'augmented_assignment') && !isLocal(file, getField(node, 'left'))) return false
    if (is(node, ...INERT)) return is(node, 'import_statement', 'import_from_statement')
    if (!is(node, 'call')) return true
    const callee = getField(node, 'function')
    if (callee === undefined) return false
    const local = findFunction(file, callee)
    if (local !== undefined)
      return seen.some((one) => isSame(one, local)) || isPure(file, getField(local, 'body') ?? local, [...seen, local])
    const name = is(callee, 'attribute') ? (getField(callee, 'attribute')?.text() ?? '') : callee.text()
    return KNOWN.test(name) && (!CHANGING.test(name) || isLocal(file, getField(callee, 'object')))
  })
}

/** Methods that change what they are called on. */
const CHANGING = /^(?:append|extend|update|sort)$/

/** Whether what is set or changed belongs to the function alone. */
function isLocal(file: SourceFile, target: PyNode | undefined): boolean {
  if (target === undefined) return false
  if (is(target, 'pattern_list', 'tuple_pattern', 'list_pattern'))
    return getNamedChildren(target).every((one) => isLocal(file, one))
  if (is(target, 'subscript')) return isLocal(file, getField(target, 'value'))
  const binding = is(target, 'identifier') ? getScopes(file).lookup(target.text(), target) : undefined
  return (
    binding !== undefined &&
    is(binding.scope, 'function_definition') &&
    binding.origins.every(({ kind }) => kind === 'value' || kind === 'other')
  )
}

const BRANCHING: Branching = {
  branches: ['if_statement', 'elif_clause'],
  negated: [],
  plain: ['block', 'else_clause', 'for_statement', 'try_statement', 'except_clause'],
  absent: /^\(*(?:not ([\w.]+)|([\w.]+) is None|([\w.]+) == (?:''|""|None)|len\(([\w.]+)\) == 0)\)*$/,
  present: /^\(*(?:([\w.]+)|([\w.]+) is not None|([\w.]+) != (?:''|""|None)|len\(([\w.]+)\) > 0)\)*$/,
}

/**
 * The function around a check, when a call of the helper may take the place of all it does: it only computes, accepts
 * by the comparison alone, and refuses by it or for want of an input.
 */
export function findWhole(file: SourceFile, check: HandWritten): PyNode | undefined {
  const fn = findAround(check.comparison.node, 'function_definition', 'lambda')
  if (fn === undefined || !is(fn, 'function_definition')) return undefined
  const body = getField(fn, 'body')
  const inputs = new Map<SignatureArgument, PyNode>()
  for (const [role, text] of [
    ['url', check.url],
    ['nonce', check.nonce],
    ['signature', check.signature],
    ['token', check.token],
  ] as const) {
    const node = body && [...walk(body)].find((one) => one.text() === text)
    if (node === undefined) return undefined
    inputs.set(role, node)
  }
  const own = [...inputs.values(), ...(check.params === undefined ? [] : [check.params])]
  const names = getParameterNames(fn)
  const isInput = own.every((one) => isOf(typeof one === 'string' ? one : one.text(), names))
  if (body === undefined || !isInput || !getStatements(fn).every((one) => isPure(file, one, [fn]))) return undefined
  if ([...walk(body)].some((node) => is(node, 'function_definition', 'class_definition'))) return undefined
  const returns = [...walk(body)].filter((node) => is(node, 'return_statement'))
  return returns.length > 0 && returns.every((one) => isSound(one, { check, fn, inputs })) ? fn : undefined
}

/** Inputs that are known before the first statement runs: parameters, members of one, and names of the module. */
const isOf = (text: string, names: ReadonlySet<string>): boolean => {
  const [root = ''] = text.split('.')
  return (
    names.has(root) || /^[A-Z][A-Z0-9_]*$/.test(root) || /^(?:self|cls|os|settings|config|app|current_app)\b/.test(text)
  )
}

function getParameterNames(fn: PyNode): ReadonlySet<string> {
  const list = getField(fn, 'parameters')
  const names = (list === undefined ? [] : getNamedChildren(list)).map((one) =>
    (getField(one, 'name') ?? [...walk(one)].find((node) => is(node, 'identifier')))?.text(),
  )
  return new Set(names.filter((name) => name !== undefined))
}

interface Sound {
  readonly check: HandWritten
  readonly fn: PyNode
  readonly inputs: ReadonlyMap<SignatureArgument, PyNode>
}

function isSound(statement: PyNode, { check, fn, inputs }: Sound): boolean {
  const compares = (node: PyNode): boolean => isComparison(node, check, inputs)
  const ways = { branching: BRANCHING, fn, roles: inputs, compares }
  const [value] = getNamedChildren(statement)
  if (value === undefined || is(value, 'false', 'none')) return isCovered(statement, 'refuses', ways)
  if (is(value, 'true')) return isCovered(statement, 'accepts', ways)
  return compares(value) && isCovered(statement, 'compares', ways)
}

/** Whether a value is the outcome of the comparison, or of it and of inputs that are there. */
function isComparison(outer: PyNode, check: HandWritten, inputs: Sound['inputs']): boolean {
  const node = unwrap(outer)
  const { comparison } = check
  if (isSame(node, comparison.node)) return !comparison.isNegated
  if (is(node, 'not_operator')) {
    const [inner] = getNamedChildren(node)
    return inner !== undefined && comparison.isNegated && isSame(unwrap(inner), comparison.node)
  }
  if (is(node, 'call') && getField(node, 'function')?.text() === 'bool') {
    const [first] = getArguments(node)
    return first !== undefined && isComparison(first.value, check, inputs)
  }
  if (!is(node, 'boolean_operator') || getField(node, 'operator')?.text() !== 'and') return false
  const sides = [getField(node, 'left'), getField(node, 'right')].filter((side) => side !== undefined)
  const isCompared = sides.map((side) => isComparison(side, check, inputs))
  return (
    isCompared.includes(true) &&
    sides.every((side, index) => isCompared[index] === true || asksForInputs(side.text(), BRANCHING.present, inputs))
  )
}

/** Where the statements of a function stand, its documentation left out. */
export function getStatementsRange(fn: PyNode): { readonly start: number; readonly end: number } {
  const statements = getStatements(fn)
  const [first, last] = [statements[0] ?? fn, statements.at(-1) ?? fn]
  return { start: getRange(first).start, end: getRange(last).end }
}

/** The statements of a function below its documentation. */
function getStatements(fn: PyNode): readonly PyNode[] {
  const body = getField(fn, 'body')
  const all = body === undefined ? [] : getNamedChildren(body)
  const [first] = all
  const isDocstring = is(first, 'expression_statement') && first?.namedChildren().every((one) => is(one, 'string'))
  return isDocstring ? all.slice(1) : all
}
