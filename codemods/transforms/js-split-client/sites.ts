import type { Node } from '@babel/types'
import {
  type ClientUse,
  findClientCalls,
  findClientTypes,
  findClientValues,
  findMakers,
  followClients,
  getTypeOrigin,
} from '../../src/javascript/clients.ts'
import { chooseName } from '../../src/javascript/names.ts'
import { REST_CLIENT, SPLIT, SPLIT_METHODS, SPLIT_TYPE, toLongerName } from '../../src/javascript/rest-client.ts'
import { getScopes } from '../../src/javascript/scopes.ts'
import type { Origin } from '../../src/javascript/sdk-values.ts'
import { getRange, getTree, type Tree } from '../../src/javascript/tree.ts'
import type { SourceFile } from '../../src/source-file.ts'
import type { Edit, Kind, Note, Range } from '../../src/touchpoint.ts'
import { getRestNote } from '../js-sdk/rest-call.ts'
import { findLoad, importBeside, type LoadPlace } from './loads.ts'
import { wrapClient } from './wrap.ts'

/** A place that changes when the clients of a file are split. */
export interface SplitSite {
  readonly kind: Kind
  readonly range: Range
  readonly edits: readonly Edit[]
  readonly notes: readonly Note[]
  readonly packages: readonly string[]
}

/** What is made of every client of a file, or nothing: a file never has one client that is split and one that is not. */
export function findSplitSites(file: SourceFile): readonly SplitSite[] {
  if (findMakers(file).length === 0) return findFollowedCalls(file)
  return isSplittable(file) ? splitAll(file) : []
}

/** Whether every client of a file can be split: nothing goes out of sight, and the split client has every method. */
export function isSplittable(file: SourceFile): boolean {
  const makers = findMakers(file)
  const tree = getTree(file)
  const { calls, escapes, typedElsewhere } = followClients(file)
  const isFollowed = makers.length > 0 && escapes.length === 0 && typedElsewhere.length === 0
  if (!isFollowed || calls.size === 0 || getScopes(tree).isDeclared(SPLIT)) return false
  if ([...calls.keys()].some((method) => !SPLIT_METHODS.has(method))) return false
  const callees = new Set<Node>(makers.map(({ node }) => node.callee))
  const isLoaded = (origin: Origin | undefined): boolean => origin !== undefined && findLoad(tree, origin) !== undefined
  return (
    findClientValues(file).every((node) => callees.has(node)) &&
    makers.every((maker) => isLoaded(maker.origin) && wrapClient(tree, maker, '') !== undefined) &&
    findClientTypes(file).every((node) => isLoaded(getTypeOrigin(file, node)))
  )
}

function splitAll(file: SourceFile): readonly SplitSite[] {
  const tree = getTree(file)
  const local = chooseName(tree, 'Client', { isTaken: false, toLonger: toLongerName })
  const makers = findMakers(file)
  const types = findClientTypes(file)
  const needed = new Map<Node, { load: LoadPlace; names: Set<string> }>()
  const need = (origin: Origin | undefined, names: readonly string[]): void => {
    const load = origin && findLoad(tree, origin)
    if (load === undefined) return
    const known = needed.get(load.statement) ?? { load, names: new Set() }
    needed.set(load.statement, known)
    for (const name of names) known.names.add(name)
  }
  for (const { origin } of makers) need(origin, [local === 'Client' ? local : `Client as ${local}`, SPLIT])
  for (const node of types) need(getTypeOrigin(file, node), [`type ${SPLIT_TYPE}`])
  const imports = [...needed.values()].map(({ load, names }) => importBeside(tree, load, [...names]))
  const packages = [REST_CLIENT]
  return [
    ...makers.flatMap((maker): readonly SplitSite[] => {
      const wrapped = wrapClient(tree, maker, local)
      if (wrapped === undefined) return []
      const notes = [{ code: 'sdk-client-split' }, ...wrapped.notes]
      const range = getRange(maker.node)
      return [{ kind: 'sdk-client', range, edits: [{ ...range, text: wrapped.text }, ...imports], notes, packages }]
    }),
    ...types.map((node): SplitSite => {
      const edits = [{ ...getRange(node), text: SPLIT_TYPE }, ...imports]
      return { kind: 'sdk-client', range: getRange(node), edits, notes: [{ code: 'sdk-client-type' }], packages }
    }),
    ...[...followClients(file).calls].flatMap(([method, uses]) =>
      uses.filter((use) => use.file === file).map((use) => toCallSite(tree, method, use)),
    ),
  ]
}

const toCallSite = (tree: Tree, method: string, { node }: ClientUse): SplitSite => {
  const note = getRestNote(method.split('.'))
  const call = tree.getParent(node) ?? node
  const notes =
    note?.code === 'rest-call-partial'
      ? [{ ...note, action: 'review' as const }]
      : [{ code: 'rest-call-split', args: { method } }]
  return { kind: 'rest-sdk-call', range: getRange(call), edits: [], notes, packages: [] }
}

/** Calls of a client that another file makes: they change there. */
function findFollowedCalls(file: SourceFile): readonly SplitSite[] {
  return findClientCalls(file).flatMap(({ node, method, from }): readonly SplitSite[] => {
    if (from === undefined || !isSplittable(from)) return []
    const notes = [{ code: 'rest-call-followed', args: { method, file: from.path } }]
    return [{ kind: 'rest-sdk-call', range: getRange(node), edits: [], notes, packages: [] }]
  })
}
