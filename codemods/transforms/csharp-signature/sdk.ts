import {
  CSHARP_KEYWORDS,
  SIGNATURE_HELPERS,
  type SignatureArgument,
  type SignatureHelperRow,
} from '@plivo-to-vobiz/mappings'
import { CSHARP_NAMES } from '../../src/classes/csharp.ts'
import { getImports } from '../../src/classes/edits.ts'
import { getCode } from '../../src/grammar/code.ts'
import type { Call } from '../../src/grammar/facts.ts'
import { getField, is, isSame, type Node } from '../../src/grammar/tree.ts'
import type { HelperCall, Uses } from '../../src/signature-calls/language.ts'
import type { SourceFile } from '../../src/source-file.ts'
import { findGlobalImports } from './global-imports.ts'
import { HELPER } from './placement.ts'

const ROWS: readonly SignatureHelperRow[] = SIGNATURE_HELPERS.filter(({ language }) => language === 'dotnet')

const getSimple = (path: string): string => path.slice(path.lastIndexOf('.') + 1)
const getNamespace = (path: string): string => path.slice(0, path.lastIndexOf('.'))

/** Classes of the helpers that are rewritten, which no other package has. */
const CLASSES: ReadonlySet<string> = new Set(
  ROWS.filter(({ scheme }) => scheme !== 'v1').flatMap(({ modules }) => modules.map(getSimple)),
)

/** Namespaces, classes and aliases that a file can name, its own and those of the whole project. */
function getOpened(file: SourceFile): readonly { readonly path: string; readonly local?: string }[] {
  return [...getImports(file), ...findGlobalImports(file)]
}

/** Full name of what is written, aliases taken apart. */
function expand(file: SourceFile, written: string): string {
  const plain = written.replaceAll(/\s/g, '').replace(/^global::/, '')
  const [first = '', ...rest] = plain.split('.')
  const alias = getOpened(file).find(({ local }) => local === first)
  return alias === undefined ? plain : [alias.path, ...rest].join('.')
}

/** Whether a name stands for a class of the SDK: written out, by an alias, or in a namespace that is used whole. */
function isClass(file: SourceFile, written: string, path: string): boolean {
  const full = expand(file, written)
  if (full === path) return true
  const simple = getSimple(path)
  if (full !== simple || CSHARP_NAMES.definesType(file, simple)) return false
  const own = file.path.slice(0, file.path.lastIndexOf('/') + 1)
  const opened = getOpened(file).some(({ local, path: one }) => local === undefined && one === getNamespace(path))
  return opened && file.hasFile?.(`${own}${simple}.cs`) !== true
}

/** Whether the members of a class are used without its name: `using static Plivo.Utilities.XPlivoSignatureV3`. */
const isStatic = (file: SourceFile, path: string): boolean =>
  getOpened(file).some((one) => one.local === undefined && one.path === path)

function findRow(file: SourceFile, call: Call): SignatureHelperRow | undefined {
  if (call.isNew) return undefined
  const named = ROWS.filter(({ name }) => name === call.name)
  const receiver = call.receiver?.text()
  if (receiver !== undefined) return named.find(({ modules }) => modules.some((path) => isClass(file, receiver, path)))
  if (CSHARP_NAMES.findLocalMethod(file, call) !== undefined) return undefined
  const found = named.filter(({ modules }) => modules.some((path) => isStatic(file, path)))
  // Two classes have a member of that name; what they are given tells which is meant.
  return found.find(
    (row) => countRequired(row) <= call.arguments.length && call.arguments.length <= row.arguments.length,
  )
}

const countRequired = (row: SignatureHelperRow): number => row.arguments.filter((role) => role !== 'params').length

/** Names of the parameters, as the class that holds the helper declares them. */
const KEYWORDS: ReadonlyMap<string, unknown> = new Map(Object.entries(CSHARP_KEYWORDS))

function getKeywords({ modules }: SignatureHelperRow): readonly unknown[] {
  const names = KEYWORDS.get(getSimple(modules[0] ?? ''))
  return Array.isArray(names) ? names : []
}

/** The arguments of a call by what they mean, in whatever order they are named. */
function getRoles(
  { arguments: given }: Call,
  row: SignatureHelperRow,
): ReadonlyMap<SignatureArgument, Node> | undefined {
  const keywords = getKeywords(row)
  const roles = new Map<SignatureArgument, Node>()
  for (const [index, { name, value }] of given.entries()) {
    const role = row.arguments[name === undefined ? index : keywords.indexOf(name)]
    if (role === undefined) return undefined
    roles.set(role, value)
  }
  return roles.size < countRequired(row) ? undefined : roles
}

const toUse = (call: Call, row: SignatureHelperRow): HelperCall => ({
  call: call.node,
  helper: row,
  roles: getRoles(call, row),
  refs: [],
})

/** Name of the helper file's method that takes the place of one of the SDK's. */
export const getMethod = ({ scheme }: Pick<SignatureHelperRow, 'scheme'>): string =>
  `VerifySignature${scheme.toUpperCase()}`

/** Everything in a file that has to do with the helpers. */
export function findUses(file: SourceFile): Uses {
  const calls: HelperCall[] = []
  const oursCalls: HelperCall[] = []
  const unresolved: Node[] = []
  for (const call of CSHARP_NAMES.getCalls(file)) {
    const row = findRow(file, call)
    const receiver = call.receiver?.text() ?? ''
    if (row !== undefined) calls.push(toUse(call, row))
    else if (CLASSES.has(getSimple(receiver)) && !isOfFile(file, receiver)) unresolved.push(call.node)
    const ours =
      receiver === HELPER ? ROWS.find((one) => one.scheme !== 'v1' && getMethod(one) === call.name) : undefined
    if (ours !== undefined) oursCalls.push(toUse(call, ours))
  }
  const passed = getCode(file)
    .tree.getNodes('member_access_expression')
    .filter((node) => !isSame(getField(node.parent() ?? node, 'function'), node) && isHelper(file, node))
  return { calls, oursCalls, passed, stubs: [], unresolved }
}

const isOfFile = (file: SourceFile, receiver: string): boolean => CSHARP_NAMES.definesType(file, getSimple(receiver))

/** `XPlivoSignatureV3.VerifySignature` without a call. */
function isHelper(file: SourceFile, node: Node): boolean {
  const [object, name] = [getField(node, 'expression'), getField(node, 'name')]
  if (object === undefined || name === undefined || is(node.parent(), 'invocation_expression')) return false
  return ROWS.some((row) => row.name === name.text() && row.modules.some((path) => isClass(file, object.text(), path)))
}
