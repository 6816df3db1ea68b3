import type { Node } from '@babel/types'
import { STREAM_EVENT, STREAM_FIELDS } from '@plivo-to-vobiz/mappings'
import { takesAnyKey } from '../../src/javascript/open-types.ts'
import { isRepeatable, replaceJoined } from '../../src/javascript/stands-alone.ts'
import {
  getKeyName,
  getRange,
  getStringValue,
  getText,
  getTree,
  type NodeOf,
  type Tree,
  unwrap,
  walk,
} from '../../src/javascript/tree.ts'
import type { SourceFile } from '../../src/source-file.ts'
import { toFieldTask, toFrameTask } from './rows.ts'
import type { StreamSite } from './site.ts'
import { findStreamId, STREAM_ID } from './stream-id.ts'

type Member = NodeOf<'MemberExpression' | 'OptionalMemberExpression'>

const START: string = STREAM_EVENT.start
const IDS = [STREAM_ID, 'callId']
const CONFIRMATIONS: readonly string[] = [STREAM_EVENT.playedStream, STREAM_EVENT.clearedAudio]
/** Reads whose value is another one on Vobiz, by the row that says so. */
const OTHER_VALUES = STREAM_FIELDS.flatMap(({ event, field, from }) =>
  from === 'provider' && (field === 'extra_headers' || event === START) && field !== START ? [{ event, field }] : [],
)

/** What a file does with frames it receives. */
export function findIncoming(file: SourceFile): readonly StreamSite[] {
  const tree = getTree(file)
  return [...findBranches(tree).flatMap((branch) => planBranch(file, branch)), ...findReads(file)]
}

/** Code that runs for one kind of frame. */
interface Branch {
  readonly event: string
  readonly label: Node
  readonly body: readonly Node[]
}

/** `case 'stop':` and `if (message.event === 'stop')`. */
function findBranches(tree: Tree): readonly Branch[] {
  const cases = tree.getNodes('SwitchCase').flatMap((one): readonly Branch[] => {
    const event = getStringValue(one.test)
    return event === undefined || !one.test || !isOfEvent(tree, one)
      ? []
      : [{ event, label: one.test, body: one.consequent }]
  })
  const ifs = tree.getNodes('BinaryExpression').flatMap((test): readonly Branch[] => {
    const event = getStringValue(test.right)
    const statement = tree.getParent(test)
    if (event === undefined || !/^===?$/.test(test.operator) || !isEventName(test.left)) return []
    return statement?.type === 'IfStatement' && statement.test === test
      ? [{ event, label: test.right, body: [statement.consequent] }]
      : []
  })
  return [...cases, ...ifs]
}

function isOfEvent(tree: Tree, one: NodeOf<'SwitchCase'>): boolean {
  const statement = tree.getParent(one)
  return statement?.type === 'SwitchStatement' && isEventName(statement.discriminant)
}

function isEventName(outer: Node): boolean {
  const node = unwrap(outer)
  if (node.type === 'Identifier') return /^(?:event|eventType|type)$/.test(node.name)
  return isMember(node) && getKeyName(node.property, node.computed) === 'event'
}

const isMember = (node: Node): node is Member =>
  node.type === 'MemberExpression' || node.type === 'OptionalMemberExpression'

function planBranch(file: SourceFile, { event, label, body }: Branch): readonly StreamSite[] {
  const tree = getTree(file)
  if (CONFIRMATIONS.includes(event)) return body.flatMap((node) => planConfirmation(tree, node, event))
  if (event === STREAM_EVENT.dtmf) return [toFieldTask(label, event, 'dtmf.digit')]
  const isLost = event === STREAM_EVENT.stop && body.some((node) => doesSomething(node)) && !isDoneOnClose(tree, body)
  return isLost ? [toFieldTask(label, event, 'stop')] : []
}

/** What Vobiz leaves out of a confirmation is read from where the application keeps it, or is a task. */
function planConfirmation(tree: Tree, body: Node, event: string): readonly StreamSite[] {
  return [...walk(body)].flatMap((node): readonly StreamSite[] => {
    if (!isMember(node)) return []
    const key = getKeyName(node.property, node.computed)
    if (key === 'sequenceNumber') return [toFrameTask(node, event)]
    if (key !== STREAM_ID || unwrap(node.object).type === 'ThisExpression' || event !== STREAM_EVENT.playedStream)
      return []
    const parent = tree.getParent(node)
    if (parent?.type === 'LogicalExpression' && parent.left === node) return []
    const id = findStreamId(tree, node)
    if (id === undefined || id === getText(tree, node)) return [toFrameTask(node, event)]
    const edit = replaceJoined(tree, node, { operator: '??', text: `${getText(tree, node)} ?? ${id}` })
    return [{ range: getRange(node), rewrite: { edits: [edit], notes: [{ code: 'stream-id-read', args: { event } }] } }]
  })
}

/** Whether a branch does more than leave, log or close the socket. */
function doesSomething(node: Node): boolean {
  return [...walk(node)].some(
    (inner) => inner.type === 'AssignmentExpression' || (inner.type === 'CallExpression' && !isIdle(inner.callee)),
  )
}

function isIdle(callee: Node): boolean {
  if (callee.type !== 'MemberExpression') return false
  const object = callee.object.type === 'Identifier' ? callee.object.name : ''
  return /^(?:console|log|logger)$/.test(object) || getKeyName(callee.property, callee.computed) === 'close'
}

/** Whether the handler of the closed socket does the same calls. */
function isDoneOnClose(tree: Tree, body: readonly Node[]): boolean {
  const wanted = body.flatMap((node) =>
    [...walk(node)].flatMap((inner) =>
      inner.type === 'CallExpression' && !isIdle(inner.callee) ? [getText(tree, inner.callee)] : [],
    ),
  )
  const handlers = tree.getNodes('CallExpression').flatMap((call) => {
    const [first, handler] = call.arguments
    return getStringValue(first) === 'close' && handler ? [getText(tree, handler)] : []
  })
  return wanted.length > 0 && handlers.some((text) => wanted.every((callee) => text.includes(callee)))
}

/** Reads of the start of a stream, whose ids stand at the top level on older pages of Vobiz, and of what differs. */
function findReads(file: SourceFile): readonly StreamSite[] {
  const tree = getTree(file)
  const members: readonly Member[] = [
    ...tree.getNodes('MemberExpression'),
    ...tree.getNodes('OptionalMemberExpression'),
  ]
  return members.flatMap((node): readonly StreamSite[] => {
    const key = getKeyName(node.property, node.computed)
    const other = OTHER_VALUES.find(({ field }) => field.split('.').at(-1) === key)
    if (other !== undefined) return isOfFrame(node, key) ? [toFieldTask(node, other.event, other.field)] : []
    return key === START && readsIds(tree, node) ? planStart(file, node) : []
  })
}

/** `accountId` says nothing alone: only that of the start of a stream counts. */
function isOfFrame(node: Member, key: string | undefined): boolean {
  const object = unwrap(node.object)
  if (key === 'extra_headers') return true
  return object.type === 'Identifier'
    ? object.name === START
    : isMember(object) && getKeyName(object.property, object.computed) === START
}

/** Whether ids are taken from `message.start`, at once or by names. */
function readsIds(tree: Tree, start: Member): boolean {
  let node: Node = start
  let parent = tree.getParent(start)
  while (parent?.type === 'TSNonNullExpression' || parent?.type === 'TSAsExpression') {
    node = parent
    parent = tree.getParent(parent)
  }
  if (parent === undefined) return false
  if (isMember(parent) && parent.object === node)
    return IDS.includes(getKeyName(parent.property, parent.computed) ?? '') && !hasFallback(tree, parent)
  return (
    parent.type === 'VariableDeclarator' &&
    parent.init === node &&
    parent.id.type === 'ObjectPattern' &&
    parent.id.properties.some(
      (one) => one.type === 'ObjectProperty' && IDS.includes(getKeyName(one.key, one.computed) ?? ''),
    )
  )
}

/** `message.start?.streamId ?? message.streamId`, and reads that only ask whether it is there. */
function hasFallback(tree: Tree, read: Member): boolean {
  const around = tree.getParent(read)
  const key = getKeyName(read.property, read.computed) ?? ''
  if (around?.type === 'IfStatement' || around?.type === 'ConditionalExpression') return around.test === read
  if (around?.type === 'UnaryExpression') return around.operator === '!'
  if (around?.type !== 'LogicalExpression') return false
  return (
    around.operator === '&&' ||
    (around.left === read && getText(tree, around.right).endsWith(`.${key}`)) ||
    around.right === read
  )
}

function planStart(file: SourceFile, node: Member): readonly StreamSite[] {
  const tree = getTree(file)
  const frame = getText(tree, node.object)
  if (!isRepeatable(node.object)) return []
  const range = getRange(node)
  const parent = tree.getParent(node)
  if (parent?.type === 'TSNonNullExpression' || parent?.type === 'TSAsExpression' || !takesAnyKey(file, node.object))
    return [toFieldTask(node, START, START)]
  const edit = replaceJoined(tree, node, { operator: '??', text: `${getText(tree, node)} ?? ${frame}` })
  return [{ range, rewrite: { edits: [edit], notes: [{ code: 'stream-start-read' }] } }]
}
