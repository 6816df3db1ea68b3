import type { Node } from '@babel/types'
import { CALL_STATUSES, ELEMENT, EVENT, PARAM } from '@plivo-to-vobiz/mappings'
import { chooseName } from '../../src/javascript/names.ts'
import { takesAnyKey } from '../../src/javascript/open-types.ts'
import { getScopes } from '../../src/javascript/scopes.ts'
import {
  findAround,
  getQuote,
  getRange,
  getStringValue,
  getText,
  getTree,
  type NodeOf,
  type Tree,
} from '../../src/javascript/tree.ts'
import type { SourceFile } from '../../src/source-file.ts'
import type { Edit } from '../../src/touchpoint.ts'
import type { Handler } from './handlers.ts'
import type { ParamRead } from './reads.ts'
import { getPlainProperty, readLike } from './same-read.ts'
import { type ParamSite, toKept } from './site.ts'

const RINGING = CALL_STATUSES.find(({ value }) => value === 'ringing')?.value
const EMPTY = new RegExp(`<${ELEMENT.Response}\\s*/>|<${ELEMENT.Response}>\\s*</${ELEMENT.Response}>`, 'g')
const REPLY = new RegExp(`<${ELEMENT.Response}\\b|\\.toXML\\s*\\(`)
const TODO = `Tell a ring by ${PARAM.Event} === ${EVENT.Ring}: an inbound answer is ringing as well.`

/** Whether a handler looks at `Event` where it matters. */
export const knowsEvents = (text: string): boolean =>
  new RegExp(`["'\`](?:${EVENT.Ring}|${EVENT.StartApp})["'\`]`).test(text)

/**
 * `CallStatus === 'ringing'` in a handler that replies. A branch that does not reply takes it for a ring: it looks at
 * `Event` instead. One that replies takes it for an inbound answer: it leaves rings out.
 */
export function findRingSites(file: SourceFile, { reads, text, replies }: Handler): readonly ParamSite[] {
  if (!replies || knowsEvents(text)) return []
  const tree = getTree(file)
  return reads.flatMap((read) => {
    const test = read.name === PARAM.CallStatus ? getTest(tree, read) : undefined
    const branch = test && findAround(tree, test, ['IfStatement'])
    if (test === undefined || branch === undefined || !isInside(branch.test, test)) return []
    const answers = REPLY.test(getText(tree, branch.consequent).replace(EMPTY, ''))
    const leaves = branch.alternate != null || /\breturn\b/.test(getText(tree, branch.consequent))
    return answers || leaves ? [planTest(file, { read, test, answers })] : []
  })
}

function getTest(tree: Tree, { node }: ParamRead): NodeOf<'BinaryExpression'> | undefined {
  const test = tree.getParent(node)
  if (test?.type !== 'BinaryExpression' || !/^===?$/.test(test.operator)) return undefined
  return getStringValue(test.left === node ? test.right : test.left) === RINGING ? test : undefined
}

const isInside = (outer: Node, inner: Node): boolean =>
  getRange(outer).start <= getRange(inner).start && getRange(inner).end <= getRange(outer).end

function planTest(
  file: SourceFile,
  { read, test, answers }: { read: ParamRead; test: NodeOf<'BinaryExpression'>; answers: boolean },
): ParamSite {
  const tree = getTree(file)
  const range = getRange(test)
  const isOpen =
    read.object === undefined
      ? file.language !== 'typescript'
      : read.node.type === 'CallExpression' || takesAnyKey(file, read.object)
  const event = isOpen ? planEvent(tree, read, { isOnly: !answers }) : undefined
  if (event === undefined)
    return toKept(range, { param: PARAM.CallStatus, reason: `${PARAM.Event} cannot be read beside it`, todo: TODO })
  const quote = getQuote(tree)
  const ring = `${quote}${EVENT.Ring}${quote}`
  const parent = tree.getParent(test)
  const needsParens = parent?.type === 'LogicalExpression' && parent.operator !== '&&'
  const guarded = `${getText(tree, test)} && ${event.text} !== ${ring}`
  const text = answers ? (needsParens ? `(${guarded})` : guarded) : `${event.text} === ${ring}`
  const note = { code: answers ? 'event-param-inbound' : 'event-param-ring' }
  return { range, rewrite: () => ({ edits: [...event.edits, { ...range, text }], notes: [note] }) }
}

/** How `Event` is read where `CallStatus` is, and what has to be added for it. */
function planEvent(
  tree: Tree,
  read: ParamRead,
  { isOnly }: { isOnly: boolean },
): { readonly text: string; readonly edits: readonly Edit[] } | undefined {
  const text = readLike(tree, read, PARAM.Event)
  if (text !== undefined) return { text, edits: [] }
  const property = getPlainProperty(read)
  const { binding } = read
  const pattern = property && tree.getParent(property)
  if (binding === undefined || property === undefined || pattern?.type !== 'ObjectPattern') return undefined
  const known = pattern.properties.find(
    (one) => one.type === 'ObjectProperty' && one.key.type === 'Identifier' && one.key.name === PARAM.Event,
  )
  if (known?.type === 'ObjectProperty')
    return known.value.type === 'Identifier' ? { text: known.value.name, edits: [] } : undefined
  const name = chooseName(tree, PARAM.Event, { isTaken: false, toLonger: () => 'callEvent' })
  const added = name === PARAM.Event ? name : `${PARAM.Event}: ${name}`
  const range = getRange(property)
  if (isOnly && getScopes(tree).getReferences(binding).length === 1)
    return { text: name, edits: [{ ...range, text: added }] }
  return { text: name, edits: [{ start: range.end, end: range.end, text: `, ${added}` }] }
}
