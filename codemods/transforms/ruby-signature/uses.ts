import { SIGNATURE_HELPERS, type SignatureArgument, type SignatureHelperRow } from '@plivo-to-vobiz/mappings'
import { findAround, getField, is, type Node } from '../../src/grammar/tree.ts'
import { getMethods, getOrigins } from '../../src/ruby/names.ts'
import { getArguments, getConstantPath, getMethodName, getRubyTree } from '../../src/ruby/tree.ts'
import type { HelperCall, Uses } from '../../src/signature-calls/language.ts'
import type { SourceFile } from '../../src/source-file.ts'
import { HELPER } from './placement.ts'

const rows: readonly SignatureHelperRow[] = SIGNATURE_HELPERS.filter(({ language }) => language === 'ruby')
const names: ReadonlySet<string> = new Set(rows.flatMap(({ name, scheme }) => (scheme === 'v1' ? [] : [name])))
/** Names that no other library has. */
const OWN_NAMES = new Set([...names].filter((name) => /v3/i.test(name)))

/** Finds the uses of the helpers in a file. */
export function findUses(file: SourceFile): Uses {
  const calls: HelperCall[] = []
  const oursCalls: HelperCall[] = []
  const unresolved: Node[] = []
  for (const call of getRubyTree(file).getNodes('call')) {
    const name = getMethodName(call) ?? ''
    if (!names.has(name) && name !== 'new') continue
    const owner = findOwner(file, call)
    const helper = rows.find((row) => isHelper(row, name) && owner !== undefined && row.modules.includes(owner))
    if (owner === HELPER) {
      const row = rows.find((one) => one.name === name)
      if (row !== undefined) oursCalls.push(toCall(call, row))
    } else if (helper !== undefined) calls.push(toCall(call, helper))
    else if (isUnresolved(file, call, name)) unresolved.push(call)
  }
  return { calls, oursCalls, unresolved, ...findNamed(file) }
}

/** The V1 check is an object that is made of what it checks. */
const isHelper = (row: SignatureHelperRow, name: string): boolean =>
  row.scheme === 'v1' ? name === 'new' : row.name === name

const toCall = (call: Node, helper: SignatureHelperRow): HelperCall => ({
  call,
  helper,
  roles: getRoles(call, helper),
  refs: [getField(call, 'receiver') ?? call],
})

/** The arguments by what they mean. The fields of the form may be given as keywords, which Ruby makes a hash of. */
function getRoles(call: Node, helper: SignatureHelperRow): ReadonlyMap<SignatureArgument, Node> | undefined {
  const roles = new Map<SignatureArgument, Node>()
  for (const [index, node] of getArguments(call).entries()) {
    const isPair = is(node, 'pair', 'hash_splat_argument')
    const role = helper.arguments[isPair ? helper.arguments.indexOf('params') : index]
    if (role === undefined || is(node, 'splat_argument')) return undefined
    if (!roles.has(role)) roles.set(role, node)
  }
  return roles
}

/** The module whose function a call calls, by its full path. */
function findOwner(file: SourceFile, call: Node): string | undefined {
  const receiver = getField(call, 'receiver')
  if (receiver !== undefined) return findModule(file, receiver)
  if (getMethods(file).has(getMethodName(call) ?? '')) return undefined
  return getIncluded(file).find((path) => rows.some(({ modules }) => modules.includes(path)))
}

/** What a constant stands for: a module of the SDK, ours, or `undefined`. */
function findModule(file: SourceFile, node: Node): string | undefined {
  const path = getConstantPath(node)
  if (path === undefined) return undefined
  if (path === HELPER || path.endsWith(`::${HELPER}`)) return HELPER
  const [value, ...more] = getOrigins(file, node)?.values ?? []
  if (value !== undefined)
    return more.length === 0 && getConstantPath(value) !== path ? findModule(file, value) : undefined
  if (definesPlivo(file)) return undefined
  const known = rows.flatMap(({ modules }) => modules)
  const candidates = [path, ...getIncluded(file).map((one) => `${one}::${path}`)]
  return candidates.find((one) => known.includes(one))
}

/** A module of the application that is called like the SDK's hides it. */
const definesPlivo = (file: SourceFile): boolean =>
  ['module', 'class'].some((kind) =>
    getRubyTree(file)
      .getNodes(kind)
      .some((node) => /(?:^|::)Plivo$/.test(getField(node, 'name')?.text() ?? '')),
  )

/** Modules whose names or functions are used without a prefix. */
function getIncluded(file: SourceFile): readonly string[] {
  if (definesPlivo(file)) return []
  const paths = getRubyTree(file)
    .getNodes('call')
    .filter(
      (call) => /^(?:include|extend)$/.test(getMethodName(call) ?? '') && getField(call, 'receiver') === undefined,
    )
    .flatMap((call) => getArguments(call).flatMap((node) => getConstantPath(node) ?? []))
  return paths.includes('Plivo') ? paths.flatMap((path) => [path, `Plivo::${path}`]) : paths
}

/** The name says what it is, the object does not. */
function isUnresolved(file: SourceFile, call: Node, name: string): boolean {
  if (name === 'new' || getMethods(file).has(name) || definesPlivo(file)) return false
  const receiver = getField(call, 'receiver')?.text() ?? ''
  return OWN_NAMES.has(name) || (/plivo/i.test(receiver) && !/^[A-Z]/.test(receiver))
}

/** `receive(:name)`, `stubs(:name)`: a test replaces a helper; `method(:name)`, `send(:name, …)`: it is handed on. */
function findNamed(file: SourceFile): Pick<Uses, 'passed' | 'stubs'> {
  const stubs: Node[] = []
  const passed: Node[] = []
  for (const node of getRubyTree(file).getNodes('simple_symbol')) {
    const name = node.text().slice(1)
    const call = names.has(name) ? findAround(node, 'call') : undefined
    const statement = call && (findStatement(call) ?? call)
    if (call === undefined || !(OWN_NAMES.has(name) || /plivo/i.test(statement?.text() ?? ''))) continue
    const method = getMethodName(call) ?? ''
    if (/^(?:receive\w*|stubs?|stub_\w+|expects?|unstub|any_instance)$/.test(method)) stubs.push(node)
    else if (/^(?:method|instance_method|send|public_send|__send__|respond_to\?)$/.test(method)) passed.push(node)
  }
  return { stubs, passed }
}

function findStatement(node: Node): Node | undefined {
  const around = findAround(node, 'call')
  return around === undefined ? undefined : (findStatement(around) ?? around)
}
