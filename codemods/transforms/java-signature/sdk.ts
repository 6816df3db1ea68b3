import { SIGNATURE_HELPERS, type SignatureArgument, type SignatureHelperRow } from '@plivo-to-vobiz/mappings'
import { getImports } from '../../src/classes/edits.ts'
import { JAVA_NAMES } from '../../src/classes/java.ts'
import { getCode } from '../../src/grammar/code.ts'
import type { Call } from '../../src/grammar/facts.ts'
import { getField, is, type Node } from '../../src/grammar/tree.ts'
import type { HelperCall, Uses } from '../../src/signature-calls/language.ts'
import type { SourceFile } from '../../src/source-file.ts'
import { HELPER } from './placement.ts'

const ROWS: readonly SignatureHelperRow[] = SIGNATURE_HELPERS.filter(({ language }) => language === 'java')

/** Full names of the classes that hold the helpers. */
export const CLASSES: readonly string[] = [...new Set(ROWS.flatMap(({ modules }) => modules))]

const split = (path: string) => ({
  package: path.slice(0, path.lastIndexOf('.')),
  simple: path.slice(path.lastIndexOf('.') + 1),
})

/** Whether a name stands for a class of the SDK in a file: written out, imported, or one of a package it takes whole. */
function isClass(file: SourceFile, written: string, path: string): boolean {
  if (written === path) return true
  const { package: folder, simple } = split(path)
  if (written !== simple || JAVA_NAMES.definesType(file, simple)) return false
  const imports = getImports(file)
  if (imports.some((one) => !one.isWildcard && one.local === simple)) return imports.some((one) => one.path === path)
  const own = file.path.slice(0, file.path.lastIndexOf('/') + 1)
  return imports.some((one) => one.isWildcard && one.path === folder) && file.hasFile?.(`${own}${simple}.java`) !== true
}

function findRow(file: SourceFile, call: Call): SignatureHelperRow | undefined {
  return ROWS.find(({ name, modules }) => {
    if (name !== call.name || call.isNew) return false
    const receiver = call.receiver?.text().replaceAll(/\s/g, '')
    if (receiver !== undefined) return modules.some((path) => isClass(file, receiver, path))
    return modules.some((path) => isStatic(file, path, name)) && JAVA_NAMES.findLocalMethod(file, call) === undefined
  })
}

/** `import static com.plivo.api.util.Utils.validateSignatureV3`, or of every member. */
const isStatic = (file: SourceFile, path: string, name: string): boolean =>
  getImports(file).some((one) => (one.isWildcard ? one.path === path : one.path === `${path}.${name}`))

/** The arguments of a call by what they mean; further ones belong to the last, which takes any number. */
function getRoles(
  { arguments: given }: Call,
  row: SignatureHelperRow,
): ReadonlyMap<SignatureArgument, Node> | undefined {
  const required = row.arguments.filter((role) => role !== 'params').length
  if (given.length < required) return undefined
  return new Map(
    row.arguments.flatMap((role, index) => (given[index] === undefined ? [] : [[role, given[index].value]])),
  )
}

const toUse = (call: Call, row: SignatureHelperRow): HelperCall => ({
  call: call.node,
  helper: row,
  roles: getRoles(call, row),
  refs: [],
})

/** Everything in a file that has to do with the helpers. */
export function findUses(file: SourceFile): Uses {
  const calls: HelperCall[] = []
  const oursCalls: HelperCall[] = []
  for (const call of JAVA_NAMES.getCalls(file)) {
    const row = findRow(file, call)
    if (row !== undefined) calls.push(toUse(call, row))
    const ours =
      call.receiver?.text() === HELPER
        ? ROWS.find(({ name, scheme }) => name === call.name && scheme !== 'v1')
        : undefined
    if (ours !== undefined) oursCalls.push(toUse(call, ours))
  }
  const { tree } = getCode(file)
  const passed = tree.getNodes('method_reference').filter((node) => {
    const [type, name] = [node.namedChildren()[0], node.namedChildren().at(-1)]
    return ROWS.some(
      (row) => row.name === name?.text() && row.modules.some((path) => isClass(file, type?.text() ?? '', path)),
    )
  })
  const stubs = tree
    .getNodes('class_literal')
    .filter(
      (node) =>
        is(node.parent(), 'argument_list') &&
        CLASSES.some((path) => isClass(file, node.text().replace(/\.class$/, ''), path)),
    )
  return { calls, oursCalls, passed, stubs, unresolved: [] }
}

/** What of a call names the helper: `Utils.validateSignatureV3`. */
export function getCallee(call: Node): { readonly start: number; readonly end: number } {
  const [object, name] = [getField(call, 'object'), getField(call, 'name')]
  const range = (node: Node) => node.range()
  const start = range(object ?? name ?? call).start.index
  return { start, end: range(name ?? call).end.index }
}
