import type { Node } from '@babel/types'
import { ENVIRONMENT, LEGACY_ROUTES } from '@plivo-to-vobiz/mappings'
import { findClientCalls, followClients } from '../../src/javascript/clients.ts'
import { toVobizCredentials } from '../../src/javascript/credentials.ts'
import { findMemberUses, type MemberUse } from '../../src/javascript/member-uses.ts'
import { moveMembers } from '../../src/javascript/move-members.ts'
import { CLIENT, isCovered, REST_CLIENT, toLongerName } from '../../src/javascript/rest-client.ts'
import { getSdkEvaluate } from '../../src/javascript/sdk-evaluate.ts'
import { isRegistryModule } from '../../src/javascript/sdk-modules.ts'
import { getKeyName, getRange, getTree, type NodeOf, type Tree } from '../../src/javascript/tree.ts'
import type { SourceFile } from '../../src/source-file.ts'
import type { Edit, Note, Range } from '../../src/touchpoint.ts'
import { getRestNote } from '../js-sdk/rest-call.ts'
import { findSplitCalls } from './finish.ts'
import type { ClientSite } from './site.ts'

const LEGACY = 'RestAPI'

type Call = NodeOf<'CallExpression' | 'OptionalCallExpression' | 'NewExpression'>

/** Clients of the SDK become clients of our package, all of a file or none. */
export function findMoveSites(file: SourceFile): readonly ClientSite[] {
  const tree = getTree(file)
  const split = findSplitCalls(tree).map(getRange)
  const uses = findMemberUses(file, [CLIENT, LEGACY]).filter(
    ({ node }) => !split.some((range) => isWithin(node, range)),
  )
  const gaps = findGaps(file)
  if (uses.length === 0) return gaps.length > 0 ? [] : findFollowedCalls(file)
  if (gaps.length > 0) {
    const rewrite = { task: { code: 'sdk-client-gaps', args: { methods: gaps.join(', ') } } }
    return uses.flatMap(({ node, call }): readonly ClientSite[] =>
      call === undefined ? [] : [{ kind: 'sdk-client', range: getRange(call ?? node), rewrite }],
    )
  }
  const credentials = new Map(uses.map((use) => [use, getCredentials(tree, use)]))
  const moved = moveMembers(tree, { uses, module: REST_CLIENT, toLonger: toLongerName })
  const isStuck = (use: MemberUse): boolean => !moved.has(use.node) || isRegistryModule(use.origin.module)
  if (uses.some((use) => typeof credentials.get(use) === 'string' || isStuck(use)))
    return uses.flatMap((use): readonly ClientSite[] => {
      const reason = credentials.get(use)
      const code = typeof reason === 'string' ? reason : isStuck(use) ? 'sdk-client-stuck' : 'sdk-client-waits'
      return [{ kind: 'sdk-client', range: getRange(use.call ?? use.node), rewrite: { task: { code } } }]
    })
  const escapes = followClients(file).escapes.filter((use) => use.file === file)
  return [
    ...uses.map((use): ClientSite => {
      const given = credentials.get(use)
      const own = typeof given === 'object' ? given : { edits: [], notes: [] }
      const edits = [...(moved.get(use.node) ?? []), ...own.edits]
      const code = use.call === undefined ? 'sdk-client-type' : 'sdk-client-moved'
      const notes = [{ code }, ...own.notes]
      return {
        kind: 'sdk-client',
        range: getRange(use.call ?? use.node),
        rewrite: { edits, notes, packages: [REST_CLIENT] },
      }
    }),
    ...escapes.map(
      ({ node }): ClientSite => ({
        kind: 'sdk-client',
        range: getRange(node),
        rewrite: { edits: [], notes: [{ code: 'sdk-client-handed-on' }] },
      }),
    ),
    ...findClientCalls(file).flatMap(({ node, method, from }) =>
      from === undefined ? [toCallSite(node, method)] : [],
    ),
    ...findFollowedCalls(file),
  ]
}

const isWithin = (node: Node, { start, end }: Range): boolean =>
  getRange(node).start >= start && getRange(node).end <= end

/** Methods that the clients of a file are asked for, here or where they go, and that Vobiz lacks. */
export function findGaps(file: SourceFile): readonly string[] {
  const methods = [
    ...followClients(file).calls.keys(),
    ...findClientCalls(file).flatMap((call) => (call.from ? [] : call.method)),
  ]
  const legacy = findLegacyCalls(file).filter((name) => !isLegacyCovered(name))
  return [...new Set([...methods.filter((method) => !isCovered(method)), ...legacy])].sort()
}

/** Whether a method of the callback client does what it did; one the SDK does not have stays as it is. */
function isLegacyCovered(name: string): boolean {
  const row = LEGACY_ROUTES.find((one) => one.name === name)
  return row === undefined || (row.modern !== null && isCovered(row.modern))
}

function findLegacyCalls(file: SourceFile): readonly string[] {
  const evaluate = getSdkEvaluate(file)
  return getTree(file)
    .getNodes('CallExpression')
    .flatMap(({ callee }) => {
      const value = evaluate(callee)
      return value?.kind === 'made' && value.by === LEGACY && value.path.length === 1 ? [value.path[0] ?? ''] : []
    })
}

interface Given {
  readonly edits: readonly Edit[]
  readonly notes: readonly Note[]
}

/** The edits of a client's credentials, or the code of the task where they cannot be carried over. */
function getCredentials(tree: Tree, { name, call }: MemberUse): Given | string {
  if (call === undefined) return { edits: [], notes: [] }
  const nodes = name === LEGACY ? getLegacyCredentials(call) : getModernCredentials(call)
  if (typeof nodes === 'string') return nodes
  const credentials = toVobizCredentials(tree, nodes)
  if (credentials === 'unknown') return 'sdk-client-credentials'
  const { texts, from } = credentials
  return {
    edits: nodes.map((node, index) => ({ ...getRange(node), text: texts[index] ?? '' })),
    notes: from === 'given' ? [] : [{ code: `sdk-client-credentials-${from}` }],
  }
}

function getModernCredentials({ arguments: given }: Call): readonly Node[] | string {
  if (given.some(({ type }) => type === 'SpreadElement')) return 'sdk-client-credentials'
  return given.length > 2 ? 'sdk-client-options' : given
}

/** `RestAPI({ authId, authToken })`. */
function getLegacyCredentials({ arguments: given }: Call): readonly Node[] | string {
  const [argument] = given
  if (argument?.type !== 'ObjectExpression') return 'sdk-client-credentials'
  const nodes = ENVIRONMENT.map((_, index) =>
    argument.properties.find(
      (property) =>
        property.type === 'ObjectProperty' &&
        getKeyName(property.key, property.computed) === ['authId', 'authToken'][index],
    ),
  )
  const values = nodes.flatMap((node) => (node?.type === 'ObjectProperty' && !node.shorthand ? [node.value] : []))
  return values.length === nodes.length && argument.properties.length === nodes.length
    ? values
    : 'sdk-client-credentials'
}

function toCallSite(node: Node, method: string): ClientSite {
  const note = getRestNote(method.split('.'))
  const isPartial = note?.code === 'rest-call-partial'
  const own: Note = isPartial ? { ...note, action: 'review' } : { code: 'rest-call-moved', args: { method } }
  return { kind: 'rest-sdk-call', range: getRange(node), rewrite: { edits: [], notes: [own] } }
}

/** Calls of a client that another file makes: it moves there. */
function findFollowedCalls(file: SourceFile): readonly ClientSite[] {
  return findClientCalls(file).flatMap(({ node, method, from }): readonly ClientSite[] => {
    if (from === undefined || findGaps(from).length > 0) return []
    const note = { code: 'rest-call-followed', args: { method, file: from.path } }
    return [{ kind: 'rest-sdk-call', range: getRange(node), rewrite: { edits: [], notes: [note] } }]
  })
}
