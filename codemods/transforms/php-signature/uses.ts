import {
  PHP_KEYWORDS,
  SIGNATURE_HELPERS,
  type SignatureArgument,
  type SignatureHelperRow,
} from '@plivo-to-vobiz/mappings'
import { findAround, is, isSame, type Node } from '../../src/grammar/tree.ts'
import { type ClassName, getClassNames, resolveClass } from '../../src/php/classes.ts'
import { definesFunction, getDeclaredTypes, getOrigins } from '../../src/php/names.ts'
import {
  CALLS,
  getArguments,
  getCallName,
  getCallObject,
  getCalls,
  getNamedChildren,
  unwrap,
} from '../../src/php/tree.ts'
import type { HelperCall, Uses } from '../../src/signature-calls/language.ts'
import type { SourceFile } from '../../src/source-file.ts'

/** The class of the helper file. */
export const HELPER = 'VobizSignatures'

const rows: readonly SignatureHelperRow[] = SIGNATURE_HELPERS.filter(({ language }) => language === 'php')
const byName = new Map(rows.map((row) => [row.name.toLowerCase(), row]))
const isOwnName = (name: string): boolean => /v3/i.test(name)

/** The row of a class of the SDK that has a helper. */
const findRow = (path: string): SignatureHelperRow | undefined =>
  rows.find(({ modules }) => modules.some((one) => one.toLowerCase() === path.toLowerCase()))

const isOurs = (path: string): boolean => path.split('\\').at(-1) === HELPER

/** Finds the uses of the helpers in a file. */
export function findUses(file: SourceFile): Uses {
  const calls: HelperCall[] = []
  const oursCalls: HelperCall[] = []
  const unresolved: Node[] = []
  for (const call of getCalls(file)) {
    const row = byName.get(getCallName(call).toLowerCase())
    if (row === undefined) continue
    const owner = findOwner(file, call)
    if (owner === 'unknown') {
      if (isUnresolved(file, call)) unresolved.push(call)
      continue
    }
    const use = toCall(call, row, owner)
    if (owner.every(({ path }) => isOurs(path))) oursCalls.push(use)
    else if (owner.every(({ path }) => findRow(path)?.name === row.name)) calls.push(use)
  }
  calls.sort((a, b) => a.call.range().start.index - b.call.range().start.index)
  const known = [...calls, ...oursCalls].flatMap(({ refs }) => refs)
  return { calls, oursCalls, unresolved, ...findLoose(file, known) }
}

const toCall = (call: Node, helper: SignatureHelperRow, owner: readonly ClassName[]): HelperCall => ({
  call,
  helper,
  roles: getRoles(call, helper),
  refs: owner.map(({ node }) => node),
})

/** The arguments by what they mean. */
function getRoles(call: Node, helper: SignatureHelperRow): ReadonlyMap<SignatureArgument, Node> | undefined {
  const roles = new Map<SignatureArgument, Node>()
  const keywords = getKeywords(helper)
  for (const [index, { name, value, isSpread }] of getArguments(call).entries()) {
    const role = helper.arguments[name === undefined ? index : keywords.indexOf(name)]
    if (isSpread || role === undefined || roles.has(role)) return undefined
    roles.set(role, value)
  }
  return roles
}

function getKeywords({ name }: SignatureHelperRow): readonly string[] {
  if (name === 'validateV3Signature') return PHP_KEYWORDS.validateV3Signature
  return name === 'validateSignature' ? PHP_KEYWORDS.validateSignature : []
}

/** The classes whose method a call calls, by the places that name them. */
function findOwner(file: SourceFile, call: Node): readonly ClassName[] | 'unknown' {
  const object = getCallObject(call)
  if (object === undefined) {
    // The function of SDK 1.x that no class holds.
    const isDefined = definesFunction(file, getCallName(call))
    const legacy = byName.get(getCallName(call).toLowerCase())
    return isDefined || legacy?.scheme !== 'v1' ? 'unknown' : [{ node: call, path: legacy.modules[0] ?? '' }]
  }
  if (is(call, 'scoped_call_expression')) {
    if (!is(object, 'name', 'qualified_name')) return definesFunction(file, getCallName(call)) ? [] : 'unknown'
    return [resolveClass(file, object)]
  }
  return findObjectClass(file, object, new Set())
}

/** The class that an object is made of, through variables, properties, parameters and containers. */
function findObjectClass(file: SourceFile, outer: Node, seen: Set<number>): readonly ClassName[] | 'unknown' {
  const node = unwrap(outer)
  if (seen.has(node.id())) return []
  seen.add(node.id())
  if (is(node, 'object_creation_expression')) {
    const [name] = getNamedChildren(node)
    return name !== undefined && is(name, 'name', 'qualified_name') ? [resolveClass(file, name)] : 'unknown'
  }
  if (is(node, 'null')) return []
  if (is(node, 'binary_expression', 'conditional_expression'))
    return join(getNamedChildren(node).map((one) => findObjectClass(file, one, seen)))
  const named = is(node, ...CALLS) ? findContained(file, node) : undefined
  if (named !== undefined) return [named]
  const declared = getDeclaredTypes(file, node).map((name) => resolveClass(file, name))
  const values = getOrigins(file, node)?.values ?? []
  const found = join([...values.map((value) => findObjectClass(file, value, seen)), declared])
  return found !== 'unknown' && found.length === 0 ? 'unknown' : found
}

/** `app(X::class)`, `$container->get(X::class)`: the container gives an object of the class. */
function findContained(file: SourceFile, call: Node): ClassName | undefined {
  if (!/^(?:app|resolve|make|get|makeWith)$/i.test(getCallName(call))) return undefined
  const [argument, ...more] = getArguments(call)
  const [name, member] =
    argument !== undefined && is(argument.value, 'class_constant_access_expression')
      ? getNamedChildren(argument.value)
      : []
  return name !== undefined && member?.text() === 'class' && more.length === 0 ? resolveClass(file, name) : undefined
}

/** What is unknown in one place is known when another says it, as a declared type does. */
function join(all: readonly (readonly ClassName[] | 'unknown')[]): readonly ClassName[] | 'unknown' {
  const known = all.filter((one): one is readonly ClassName[] => one !== 'unknown').flat()
  if (known.length === 0) return all.includes('unknown') ? 'unknown' : []
  const unique = known.filter((one, index) => known.findIndex((other) => isSame(other.node, one.node)) === index)
  return unique
}

/** The name says what it is, the object does not. */
function isUnresolved(file: SourceFile, call: Node): boolean {
  const name = getCallName(call)
  if (definesFunction(file, name)) return false
  return isOwnName(name) || /plivo/i.test(getCallObject(call)?.text() ?? '')
}

/** Places that name a class of the SDK with a helper and belong to no call: it is handed on, or a test replaces it. */
function findLoose(file: SourceFile, known: readonly Node[]): Pick<Uses, 'passed' | 'stubs'> {
  const passed: Node[] = []
  const stubs: Node[] = []
  for (const { node, path } of getClassNames(file)) {
    const row = findRow(path)
    if (row === undefined || row.scheme === 'v1' || known.some((one) => isSame(one, node))) continue
    const call = findAround(node, ...CALLS)
    const isStub = call !== undefined && /mock|spy|prophesize|stub|fake/i.test(getCallName(call))
    ;(isStub ? stubs : passed).push(node)
  }
  return { passed, stubs }
}
