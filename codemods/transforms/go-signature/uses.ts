import { SIGNATURE_HELPERS, type SignatureArgument, type SignatureHelperRow } from '@plivo-to-vobiz/mappings'
import type { Call } from '../../src/grammar/facts.ts'
import { GO } from '../../src/grammar/go.ts'
import { getSdkNames } from '../../src/grammar/sdk.ts'
import { findAround, getField, is, isSame, type Node } from '../../src/grammar/tree.ts'
import type { HelperCall, Uses } from '../../src/signature-calls/language.ts'
import type { SourceFile } from '../../src/source-file.ts'
import { findLocalFunction } from './names.ts'
import { HELPER } from './placement.ts'
import { getCalls, getGoTree } from './tree.ts'

const rows: readonly SignatureHelperRow[] = SIGNATURE_HELPERS.filter(({ language }) => language === 'go')
const byName = new Map(rows.map((row) => [row.name, row]))
const ROOT = rows[0]?.modules[0] ?? ''

/** Finds the uses of the helpers in a file. */
export function findUses(file: SourceFile): Uses {
  const calls: HelperCall[] = []
  const oursCalls: HelperCall[] = []
  const unresolved: Node[] = []
  for (const call of getCalls(file)) {
    const row = byName.get(call.name)
    if (row === undefined) continue
    const owner = getOwner(file, call)
    if (owner === 'sdk') calls.push(toCall(call, row))
    else if (owner === 'ours') oursCalls.push(toCall(call, row))
    else if (owner === 'unknown' && row.scheme !== 'v1') unresolved.push(call.node)
  }
  return { calls, oursCalls, unresolved, passed: findPassed(file), stubs: [] }
}

/** Whose function a call calls. */
function getOwner(file: SourceFile, { node, receiver }: Call): 'sdk' | 'ours' | 'unknown' | 'other' {
  if (receiver === undefined) {
    const isTaken = findLocalFunction(file, node) !== undefined
    return !isTaken && getSdkNames(file).imports.some(({ isWildcard }) => isWildcard) ? 'unknown' : 'other'
  }
  if (getSdkNames(file).resolve(receiver).includes(ROOT)) return 'sdk'
  const imported = GO.getImports(getGoTree(file)).find(
    ({ path, local }) => (local ?? path.split('/').at(-1)) === receiver.text(),
  )
  if (imported !== undefined) return imported.path.split('/').at(-1) === HELPER ? 'ours' : 'other'
  return findLocalFunction(file, node) === undefined ? 'unknown' : 'other'
}

const toCall = ({ node, receiver, arguments: given }: Call, helper: SignatureHelperRow): HelperCall => {
  const roles = new Map<SignatureArgument, Node>()
  for (const [index, { value, isSpread }] of given.entries()) {
    const role = helper.arguments[Math.min(index, helper.arguments.length - 1)]
    if (role !== undefined && !roles.has(role) && (!isSpread || role === 'params')) roles.set(role, value)
  }
  return { call: node, helper, roles, refs: receiver === undefined ? [] : [receiver] }
}

/** A helper that is handed on as a value. */
function findPassed(file: SourceFile): readonly Node[] {
  const sdk = getSdkNames(file)
  return getGoTree(file)
    .getNodes('selector_expression')
    .filter((node) => {
      const [operand, field] = [getField(node, 'operand'), getField(node, 'field')]
      const row = byName.get(field?.text() ?? '')
      const call = findAround(node, 'call_expression')
      const isCallee = call !== undefined && isSame(getField(call, 'function'), node)
      return row !== undefined && row.scheme !== 'v1' && !isCallee && !!operand && sdk.resolve(operand).includes(ROOT)
    })
}

/** Every place of a file that names a package. */
export function findPackageNames(file: SourceFile, local: string): readonly Node[] {
  const tree = getGoTree(file)
  return [...tree.getNodes('identifier'), ...tree.getNodes('package_identifier')].filter(
    (node) => node.text() === local && !is(node.parent(), 'import_spec', 'package_clause'),
  )
}
