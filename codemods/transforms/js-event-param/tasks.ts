import type { Node } from '@babel/types'
import {
  CALL_STATUSES,
  type CallStatusRow,
  EVENT,
  FOREIGN_PARAMS,
  type ForeignParamRow,
  PARAM,
  PARAMS,
} from '@plivo-to-vobiz/mappings'
import { getRange, getStringValue, type Tree } from '../../src/javascript/tree.ts'
import type { Note } from '../../src/touchpoint.ts'
import type { Handler } from './handlers.ts'
import type { ParamRead } from './reads.ts'
import { knowsEvents } from './ring.ts'
import type { ParamSite } from './site.ts'

const lost: ReadonlySet<string> = new Set(PARAMS.flatMap(({ plivo, vobiz }) => (vobiz === null ? [plivo] : [])))
const foreign: ReadonlyMap<string, ForeignParamRow> = new Map(FOREIGN_PARAMS.map((row) => [row.name, row]))
const statuses: readonly CallStatusRow[] = CALL_STATUSES
const aliases: ReadonlyMap<string, string> = new Map(
  statuses.flatMap(({ value, aliases = [] }) => aliases.map((alias) => [alias, value] as const)),
)
/** How a call that nobody took ends. */
const UNANSWERED: ReadonlySet<string | undefined> = new Set(
  statuses.flatMap(({ value, final }) => (final && value !== 'completed' ? [value] : [])),
)
const NUMBERS: readonly string[] = ['From', 'To', PARAM.DialBLegFrom, PARAM.DialBLegTo]
/** Parameters of actions: their URLs get no rings and no hangups. */
const OF_ACTIONS = /^(?:Digits|Speech|InputType|Dial.*|Record.*|Conference.*|Machine)$/

const toTask = (node: Node, note: Note): ParamSite => ({
  range: getRange(node),
  rewrite: () =>
    note.action === 'review'
      ? { edits: [], notes: [note] }
      : { task: { code: note.code, ...(note.args && { args: note.args }) } },
})

/** What a person has to look at in one handler. */
export function findTaskSites(tree: Tree, handler: Handler): readonly ParamSite[] {
  const { reads, text } = handler
  return [
    ...findAnswer(tree, handler),
    ...firstOf(reads, ({ name }) => lost.has(name)).map((read) =>
      toTask(read.node, { code: 'event-param-lost', action: 'review', args: { name: read.name } }),
    ),
    ...firstOf(reads, ({ name }) => isForeign(name, text)).map((read) => toForeign(read)),
    ...reads.flatMap((read) => findAlias(tree, read, text)),
    ...findOutcome(tree, handler),
    ...reads.flatMap((read) => findNumber(tree, read)),
  ]
}

/** The first read of each name. */
function firstOf(reads: readonly ParamRead[], isWanted: (read: ParamRead) => boolean): readonly ParamRead[] {
  const wanted = reads.filter(isWanted)
  return wanted.filter((read, index) => wanted.findIndex(({ name }) => name === read.name) === index)
}

/** A handler of an answer URL that replies to whatever arrives there. */
function findAnswer(tree: Tree, { node, text, label, replies, reads }: Handler): readonly ParamSite[] {
  const isAnswer = /(?:^|[^a-z])(?:answer|incoming|inbound)/i.test(label) || /Answer|Incoming|Inbound/.test(label)
  if (!replies || !isAnswer || knowsEvents(text) || /@plivo-to-vobiz\/shim/.test(tree.text)) return []
  if (reads.some(({ name }) => OF_ACTIONS.test(name))) return []
  const [first] = reads
  if (first === undefined || /fallback/i.test(label)) return []
  const events = new RegExp(`["'\`]${EVENT.Hangup}["'\`]`).test(text) ? EVENT.Ring : `${EVENT.Ring} and ${EVENT.Hangup}`
  const body = 'body' in node && node.body && !Array.isArray(node.body) ? node.body : undefined
  const { start } = getRange(node)
  const end = body ? getRange(body).start : start
  const task = { code: 'event-param-answer', args: { events } }
  return [{ range: { start, end: Math.max(start, end) }, rewrite: () => ({ task }) }]
}

function isForeign(name: string, text: string): boolean {
  const row = foreign.get(name)
  return row !== undefined && !new RegExp(`\\b${row.plivo}\\b`).test(text)
}

function toForeign({ name, node }: ParamRead): ParamSite {
  const row = foreign.get(name)
  return toTask(node, {
    code: 'event-param-foreign',
    args: { param: name, plivo: row?.plivo ?? '', note: row?.note ?? '' },
  })
}

/** `canceled`, which neither provider writes. */
function findAlias(tree: Tree, { name, node }: ParamRead, text: string): readonly ParamSite[] {
  if (name !== PARAM.CallStatus) return []
  return getCompared(tree, node).flatMap((literal) => {
    const written = getStringValue(literal) ?? ''
    const value = aliases.get(written)
    if (value === undefined || new RegExp(`["'\`]${value}["'\`]`).test(text)) return []
    return [toTask(literal, { code: 'event-param-alias', action: 'review', args: { written, value } })]
  })
}

/** Strings a value is compared with: by an operator, by a case, in a list. */
function getCompared(tree: Tree, node: Node): readonly Node[] {
  const parent = tree.getParent(node)
  if (parent?.type === 'BinaryExpression' && /^[!=]==?$/.test(parent.operator))
    return [parent.left === node ? parent.right : parent.left]
  if (parent?.type === 'SwitchStatement' && parent.discriminant === node)
    return parent.cases.flatMap(({ test }) => (test ? [test] : []))
  if (parent?.type !== 'CallExpression' || parent.arguments[0] !== node || parent.callee.type !== 'MemberExpression')
    return []
  const { object } = parent.callee
  return object.type === 'ArrayExpression' ? object.elements.flatMap((one) => (one ? [one] : [])) : []
}

/** Outcomes told by `CallStatus` alone. */
function findOutcome(tree: Tree, { reads, text }: Handler): readonly ParamSite[] {
  if (text.includes(PARAM.HangupCause)) return []
  const told = reads
    .filter(({ name }) => name === PARAM.CallStatus)
    .flatMap(({ node }) => getCompared(tree, node))
    .find((literal) => UNANSWERED.has(getStringValue(literal)))
  return told === undefined ? [] : [toTask(told, { code: 'event-param-outcome', action: 'review' })]
}

/** A number compared as text: `To === process.env.NUMBER`, `names[From]`. */
function findNumber(tree: Tree, { name, node }: ParamRead): readonly ParamSite[] {
  if (!NUMBERS.includes(name)) return []
  const parent = tree.getParent(node)
  const isKey = parent?.type === 'MemberExpression' && parent.computed && parent.property === node
  const [other] = parent?.type === 'BinaryExpression' ? getCompared(tree, node) : []
  const isCompared = other !== undefined && !/^(?:NullLiteral|UnaryExpression|NumericLiteral)$/.test(other.type)
  const isNothing = other?.type === 'Identifier' && other.name === 'undefined'
  const isEmpty = getStringValue(other) === ''
  if (!isKey && (!isCompared || isNothing || isEmpty)) return []
  return [toTask(node, { code: 'event-param-number', args: { param: name } })]
}

/** Handlers that wait for a stream to stop, anywhere in a file. */
export function findStreamEnds(tree: Tree): readonly ParamSite[] {
  if (!tree.text.includes(EVENT.StopStream) || tree.text.includes(EVENT.DroppedStream)) return []
  return tree.getNodes('StringLiteral').flatMap((node) => {
    const parent = tree.getParent(node)
    const isCompared = parent?.type === 'SwitchCase' || parent?.type === 'BinaryExpression'
    return node.value === EVENT.StopStream && isCompared ? [toTask(node, { code: 'event-param-stream-end' })] : []
  })
}
