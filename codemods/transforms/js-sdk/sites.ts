import type { Node } from '@babel/types'
import { ELEMENT } from '@plivo-to-vobiz/mappings'
import { createEvaluator, type Evaluate, isInType } from '../../src/javascript/evaluate.ts'
import { REST_CLIENT } from '../../src/javascript/rest-client.ts'
import { isUse } from '../../src/javascript/scopes.ts'
import { getSdkEvaluate } from '../../src/javascript/sdk-evaluate.ts'
import type { MadeValue } from '../../src/javascript/sdk-values.ts'
import { getKeyName, getRange, getTree, type NodeOf, type Tree, unwrap } from '../../src/javascript/tree.ts'
import type { SourceFile } from '../../src/source-file.ts'
import type { Kind, Note, Range } from '../../src/touchpoint.ts'
import { findSplitCalls } from '../js-client/finish.ts'
import { HELPER_NAMES } from '../js-signature/sdk.ts'
import { isSplittable } from '../js-split-client/sites.ts'
import { findLoads, type Load } from './loads.ts'
import { getLegacyNote, getRestNote } from './rest-call.ts'

/** A use of the SDK that is reported, and what is said of it. */
export interface Site {
  readonly kind: Kind
  readonly range: Range
  readonly note: Note
  /** The file that makes the client, when it is another one. */
  readonly from?: SourceFile
}

type Call = NodeOf<'CallExpression' | 'OptionalCallExpression' | 'NewExpression'>

const CLIENT = 'Client'
const LEGACY_CLIENT = 'RestAPI'
/** The builder is named after the root of what it builds. */
const BUILDER: string = ELEMENT.Response

/** Everything a file does with the SDK except checking signatures, in source order. */
export function findSites(file: SourceFile): readonly Site[] {
  const tree = getTree(file)
  const evaluate = getSdkEvaluate(file)
  const isSplit = createSplitTest(tree)
  const isOurs = createOursTest(tree)
  const loads = findLoads(tree)
  const calls = [
    ...tree.getNodes('CallExpression'),
    ...tree.getNodes('OptionalCallExpression'),
    ...tree.getNodes('NewExpression'),
  ]
    .filter((call) => !isSplit(call) && !isOurs(call))
    .flatMap((call) => toCallSite(tree, call, evaluate))
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
    return value.name === BUILDER ? [] : [getMadeSite(value.name, call)]
  }
  if (call.type === 'NewExpression') return []
  if (value?.kind === 'made')
    return isTold(value)
      ? []
      : getPathSite(value.by, value.path, range).map((site) => (value.from ? { ...site, from: value.from } : site))
  return value === undefined ? getGuessedSite(tree, callee, range) : []
}

/** Calls of a client that another file makes and that changes there are told of by the transform that changes it. */
const isTold = ({ from }: MadeValue): boolean => from !== undefined && isSplittable(from)

/** Whether a call stands in a client of both providers: Plivo's half is as it should be. */
function createSplitTest(tree: Tree): (call: Call) => boolean {
  const split = findSplitCalls(tree).map(getRange)
  return (call) => {
    const { start, end } = getRange(call)
    return split.some((range) => range.start < start && end <= range.end)
  }
}

/** Whether a call is of a client of ours, whatever the application calls it. */
function createOursTest(tree: Tree): (call: Call) => boolean {
  if (!tree.text.includes(REST_CLIENT)) return () => false
  const evaluate = createEvaluator(tree, (specifier) => specifier === REST_CLIENT)
  return ({ callee }) => evaluate(callee)?.kind === 'made'
}

/** `new plivo.Client()`, `RestAPI()`. */
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
    default:
      return { kind: 'sdk-import', range, note: { code: 'sdk-other', args: { name } } }
  }
}

/** `client.calls.create(…)`, `api.make_call(…)`, `response.addMessage(…)`. */
function getPathSite(by: string, path: readonly string[], range: Range): readonly Site[] {
  if (by === BUILDER) return []
  const note = by === LEGACY_CLIENT ? getLegacyNote(path.join('.')) : getRestNote(path)
  if (note !== undefined) return [{ kind: getKind(note), range, note }]
  if (by !== CLIENT || path.length !== 2) return []
  return [{ kind: 'rest-sdk-call', range, note: { code: 'rest-call-unknown', args: { method: path.join('.') } } }]
}

const getKind = ({ code }: Note): Kind => (code === 'rest-call-lost' ? 'no-equivalent' : 'rest-sdk-call')

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
