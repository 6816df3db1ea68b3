import type { Node } from '@babel/types'
import { ELEMENT, findElement } from '@plivo-to-vobiz/mappings'
import { createEvaluator, type Evaluate, isInType } from '../../src/javascript/evaluate.ts'
import { isUse } from '../../src/javascript/scopes.ts'
import { findSdkRole } from '../../src/javascript/sdk-modules.ts'
import { getKeyName, getRange, type NodeOf, type Tree, unwrap } from '../../src/javascript/tree.ts'
import type { Kind, Note, Range } from '../../src/touchpoint.ts'
import { HELPER_NAMES } from '../js-signature/sdk.ts'
import { findLoads, type Load } from './loads.ts'
import { getLegacyNote, getRestNote } from './rest-call.ts'

/** A use of the SDK that is reported, and what is said of it. */
export interface Site {
  readonly kind: Kind
  readonly range: Range
  readonly note: Note
}

type Call = NodeOf<'CallExpression' | 'OptionalCallExpression' | 'NewExpression'>

const CLIENT = 'Client'
const LEGACY_CLIENT = 'RestAPI'
/** The builder is named after the root of what it builds. */
const BUILDER: string = ELEMENT.Response

/** Everything a file does with the SDK except checking signatures, in source order. */
export function findSites(tree: Tree): readonly Site[] {
  const evaluate = createEvaluator(tree, (specifier) => findSdkRole(specifier) !== undefined)
  const loads = findLoads(tree)
  const calls = [
    ...tree.getNodes('CallExpression'),
    ...tree.getNodes('OptionalCallExpression'),
    ...tree.getNodes('NewExpression'),
  ].flatMap((call) => toCallSite(tree, call, evaluate))
  const names = loads.length === 0 ? new Set<string>() : findUsedNames(tree, evaluate)
  const isForSignatures = names.size > 0 && [...names].every((name) => HELPER_NAMES.has(name))
  const imports = loads.filter(({ form }) => form !== 'load' || !isForSignatures).map((load) => toLoadSite(load, names))
  return [...imports, ...calls].sort((a, b) => a.range.start - b.range.start)
}

/** What is taken out of the SDK in a file. */
function findUsedNames(tree: Tree, evaluate: Evaluate): ReadonlySet<string> {
  const names = new Set<string>()
  const nodes: readonly Node[] = [
    ...tree.getNodes('Identifier').filter((node) => isUse(tree, node)),
    ...tree.getNodes('MemberExpression'),
    ...tree.getNodes('OptionalMemberExpression'),
  ]
  for (const node of nodes) {
    const value = evaluate(node)
    if (value?.kind === 'member') names.add(value.name)
    else if (value?.kind === 'module' && !isInType(tree, node) && !isTaken(tree, node)) names.add('*')
  }
  for (const { right } of tree.getNodes('TSQualifiedName')) names.add(right.name)
  return names
}

/** Whether a module object is only there to have a member taken of it. */
function isTaken(tree: Tree, node: Node): boolean {
  const parent = tree.getParent(node)
  if (parent === undefined) return false
  if (/^(?:Optional)?MemberExpression$/.test(parent.type)) return 'object' in parent && parent.object === node
  if (/^(?:TS|Await|Parenthesized|Logical)/.test(parent.type)) return isTaken(tree, parent)
  return parent.type === 'VariableDeclarator' || /^Import/.test(parent.type)
}

const LOAD_CODES: Readonly<Record<Load['form'], string>> = {
  load: 'sdk-import',
  're-export': 'sdk-re-exported',
  types: 'sdk-types',
  mock: 'sdk-mocked',
}

function toLoadSite({ node, literal, role, form }: Load, names: ReadonlySet<string>): Site {
  const range = getRange(node)
  const uses = [...names]
    .filter((name) => !HELPER_NAMES.has(name) && name !== '*')
    .sort()
    .join(', ')
  if (role !== 'sdk')
    return { kind: 'sdk-import', range, note: { code: `sdk-import-${role}`, args: { name: literal.value } } }
  return {
    kind: 'sdk-import',
    range,
    note: { code: LOAD_CODES[form], args: { uses: uses || 'nothing that can be followed' } },
  }
}

function toCallSite(tree: Tree, call: Call, evaluate: Evaluate): readonly Site[] {
  const callee = unwrap(call.callee)
  const value = evaluate(callee)
  const range = getRange(call)
  if (value?.kind === 'member') {
    if (HELPER_NAMES.has(value.name) || /signature/i.test(value.name)) return []
    return [getMadeSite(value.name, call)]
  }
  if (call.type === 'NewExpression') return []
  if (value?.kind === 'made') return getPathSite(value.by, value.path, range)
  return value === undefined ? getGuessedSite(tree, callee, range) : []
}

/** `new plivo.Client()`, `plivo.Response()`. */
function getMadeSite(name: string, call: Call): Site {
  const range = getRange(call)
  switch (name) {
    case CLIENT:
      return {
        kind: 'sdk-client',
        range,
        note: { code: call.arguments.length === 0 ? 'sdk-client-environment' : 'sdk-client' },
      }
    case LEGACY_CLIENT:
      return { kind: 'sdk-client', range, note: { code: 'sdk-client-legacy' } }
    case BUILDER:
      return { kind: 'xml-builder', range, note: { code: 'xml-builder' } }
    default:
      return { kind: 'sdk-import', range, note: { code: 'sdk-other', args: { name } } }
  }
}

/** `client.calls.create(…)`, `api.make_call(…)`, `response.addMessage(…)`. */
function getPathSite(by: string, path: readonly string[], range: Range): readonly Site[] {
  if (by === BUILDER) return getBuilderSite(path, range)
  const note = by === LEGACY_CLIENT ? getLegacyNote(path.join('.')) : getRestNote(path)
  if (note !== undefined) return [{ kind: getKind(note), range, note }]
  if (by !== CLIENT || path.length !== 2) return []
  return [{ kind: 'rest-sdk-call', range, note: { code: 'rest-call-unknown', args: { method: path.join('.') } } }]
}

const getKind = ({ code }: Note): Kind => (code === 'rest-call-lost' ? 'no-equivalent' : 'rest-sdk-call')

/** Only verbs that Vobiz lacks are worth a line of their own; the builder itself is reported where it is made. */
function getBuilderSite(path: readonly string[], range: Range): readonly Site[] {
  const [method = ''] = path
  const verb = /^add([A-Z]\w*)$/.exec(method)?.[1]
  if (path.length !== 1 || verb === undefined || findElement(verb)?.vobiz !== null) return []
  return [{ kind: 'no-equivalent', range, note: { code: 'xml-builder-lost', args: { verb } } }]
}

/** `this.plivoClient.calls.create(…)`: the client comes from elsewhere, and its name says what it is. */
function getGuessedSite(tree: Tree, callee: Node, range: Range): readonly Site[] {
  const path: string[] = []
  let object = callee
  while (path.length < 2 && (object.type === 'MemberExpression' || object.type === 'OptionalMemberExpression')) {
    path.unshift(getKeyName(object.property, object.computed) ?? '')
    object = unwrap(object.object)
  }
  if (path.length < 2 || !isNamedForPlivo(tree, object)) return []
  const note = getRestNote(path)
  return note === undefined ? [] : [{ kind: getKind(note), range, note }]
}

function isNamedForPlivo(tree: Tree, object: Node): boolean {
  const { start, end } = getRange(object)
  return /plivo/i.test(tree.text.slice(start, end).split('(')[0] ?? '')
}
