import type { Node } from '@babel/types'
import { ATTRIBUTE, STREAM_EVENT } from '@plivo-to-vobiz/mappings'
import { getScopes } from '../../src/javascript/scopes.ts'
import {
  findAround,
  getKeyName,
  getRange,
  getStringValue,
  getText,
  getTree,
  type NodeOf,
  type Tree,
  unwrap,
} from '../../src/javascript/tree.ts'
import type { SourceFile } from '../../src/source-file.ts'
import type { Edit, Note } from '../../src/touchpoint.ts'
import { toFieldNote, toFieldTask } from './rows.ts'
import type { StreamSite } from './site.ts'
import { findStreamId, STREAM_ID } from './stream-id.ts'

type ObjectNode = NodeOf<'ObjectExpression'>
type Change = { readonly edits: readonly Edit[]; readonly notes: readonly Note[] }

const RATE = 'sampleRate'
const FORMAT = /^(audio\/x-(?:l16|mulaw))(?:\s*;\s*rate=(\d+))?$/i
const nothing: Change = { edits: [], notes: [] }

/** The sites of a frame that is sent: where its stream is named, and what is inside of audio. */
export function planFrame(
  file: SourceFile,
  frame: ObjectNode,
  literal: NodeOf<'StringLiteral'>,
): readonly StreamSite[] {
  const event = literal.value
  const tree = getTree(file)
  const media = event === STREAM_EVENT.playAudio ? getObject(tree, getProperty(frame, 'media')?.value) : undefined
  const changes = [addStreamId(file, frame, literal), ...(media ? [fixRate(tree, media), fixFormat(tree, media)] : [])]
  const edits = changes.flatMap((change) => change.edits)
  const notes = changes.flatMap((change) => change.notes)
  const isFixed = changes.slice(1).some((change) => change.edits.length > 0)
  const done = isFixed ? [{ code: 'stream-frame-rewritten', args: { event } }] : []
  const site = { range: getRange(literal), rewrite: { edits, notes: [...done, ...notes] } }
  const isHidden = event === STREAM_EVENT.playAudio && media === undefined && getProperty(frame, 'media') !== undefined
  const unseen = isHidden ? [toFieldTask(frame, event, `media.${RATE}`)] : []
  return [...(edits.length + notes.length > 0 ? [site] : []), ...unseen, ...(media ? findForeignFormat(media) : [])]
}

function getProperty(object: ObjectNode, key: string): NodeOf<'ObjectProperty'> | undefined {
  return object.properties.find(
    (one): one is NodeOf<'ObjectProperty'> =>
      one.type === 'ObjectProperty' && getKeyName(one.key, one.computed) === key,
  )
}

const isSpread = (object: ObjectNode): boolean => object.properties.some(({ type }) => type === 'SpreadElement')

/** An object written in place or as the value of a constant. */
function getObject(tree: Tree, value: Node | undefined): ObjectNode | undefined {
  const node = value && unwrap(value)
  if (node?.type === 'ObjectExpression') return node
  const init = node && getInit(tree, node)
  return init?.type === 'ObjectExpression' ? init : undefined
}

/** What a constant is set to. */
function getInit(tree: Tree, node: Node): Node | undefined {
  const binding = node.type === 'Identifier' ? getScopes(tree).resolve(node) : undefined
  if (binding?.origin.kind !== 'variable' || binding.path.length > 0 || binding.opaque) return undefined
  if (getScopes(tree).getAssignments(binding).length > 0) return undefined
  const { init } = binding.origin.declarator
  return init ? unwrap(init) : undefined
}

function addStreamId(file: SourceFile, frame: ObjectNode, literal: NodeOf<'StringLiteral'>): Change {
  if (getProperty(frame, STREAM_ID) !== undefined || isSpread(frame)) return nothing
  const tree = getTree(file)
  const { value: event } = literal
  const id = takesMore(file, frame) ? findStreamId(tree, frame) : undefined
  if (id === undefined) return { edits: [], notes: [{ code: 'stream-id-missing', args: { event } }] }
  const { end } = getRange(tree.getParent(literal) ?? literal)
  const text = id === STREAM_ID ? `, ${id}` : `, ${STREAM_ID}: ${id}`
  return {
    edits: [{ start: end, end, text: onItsLine(tree, frame, text) }],
    notes: [{ code: 'stream-id-added', args: { event } }],
  }
}

/** One property a line where the object is written so. */
function onItsLine(tree: Tree, frame: ObjectNode, text: string): string {
  const [first] = frame.properties
  const before = first ? tree.text.slice(getRange(frame).start + 1, getRange(first).start) : ''
  return before.includes('\n') ? text.replace(' ', before) : text
}

/** Whether another key in an object is no error of the type checker: nothing declares what it has to be. */
function takesMore(file: SourceFile, frame: ObjectNode): boolean {
  if (file.language !== 'typescript') return true
  const parent = getTree(file).getParent(frame)
  if (parent?.type === 'VariableDeclarator') return parent.id.type === 'Identifier' && !parent.id.typeAnnotation
  if (parent?.type !== 'CallExpression') return false
  const { callee } = parent
  return callee.type === 'MemberExpression' && getKeyName(callee.property, callee.computed) === 'stringify'
}

function fixRate(tree: Tree, media: ObjectNode): Change {
  const rate = getProperty(media, RATE)
  if (rate === undefined) return isSpread(media) ? nothing : addRate(tree, media)
  const node = unwrap(rate.value)
  const text = toNumber(tree, node)
  if (text === undefined) return nothing
  if (isDeclared(tree, media)) return { edits: [], notes: [toFieldNote(STREAM_EVENT.playAudio, `media.${RATE}`)] }
  const range = rate.shorthand ? getRange(rate) : getRange(rate.value)
  return { edits: [{ ...range, text: rate.shorthand ? `${RATE}: ${text}` : text }], notes: [] }
}

/** The number that a rate written as text is; `undefined` when it is one already, or may be. */
function toNumber(tree: Tree, node: Node): string | undefined {
  const written = getStringValue(node)
  if (written !== undefined) return /^\d+$/.test(written) ? written : undefined
  if (node.type === 'TemplateLiteral') {
    const [only, ...more] = node.expressions
    const isWhole = node.quasis.every(({ value }) => value.raw === '')
    return only && more.length === 0 && isWhole ? `Number(${getText(tree, only)})` : undefined
  }
  if (node.type === 'CallExpression') {
    const { callee } = node
    const [argument] = node.arguments
    if (callee.type === 'Identifier' && callee.name === 'String' && argument)
      return `Number(${getText(tree, argument)})`
    if (callee.type !== 'MemberExpression' || getKeyName(callee.property, callee.computed) !== 'toString')
      return undefined
    return `Number(${getText(tree, callee.object)})`
  }
  const init = getInit(tree, node)
  const value = init && getStringValue(init)
  return value !== undefined && /^\d+$/.test(value) ? `Number(${getText(tree, node)})` : undefined
}

/** A rate that the format alone names. */
function addRate(tree: Tree, media: ObjectNode): Change {
  const format = getProperty(media, ATTRIBUTE.contentType)
  const [, , rate] = FORMAT.exec(getStringValue(format?.value) ?? '') ?? []
  if (format === undefined || rate === undefined || isDeclared(tree, media)) return nothing
  const { end } = getRange(format)
  return { edits: [{ start: end, end, text: onItsLine(tree, media, `, ${RATE}: ${rate}`) }], notes: [] }
}

/** The format without the rate behind it, which neither page of `playAudio` has. */
function fixFormat(tree: Tree, media: ObjectNode): Change {
  const format = getProperty(media, ATTRIBUTE.contentType)
  const node = format && unwrap(format.value)
  const [, plain, rate] = FORMAT.exec(getStringValue(node) ?? '') ?? []
  if (node?.type !== 'StringLiteral' || plain === undefined || rate === undefined || isDeclared(tree, media))
    return nothing
  const quote = tree.text.charAt(getRange(node).start)
  return { edits: [{ ...getRange(node), text: `${quote}${plain}${quote}` }], notes: [] }
}

function findForeignFormat(media: ObjectNode): readonly StreamSite[] {
  const format = getProperty(media, ATTRIBUTE.contentType)
  const written = getStringValue(format?.value)
  if (format === undefined || written === undefined || FORMAT.test(written)) return []
  return [toFieldTask(format, STREAM_EVENT.playAudio, `media.${ATTRIBUTE.contentType}`)]
}

/** Whether a type says what the object has to be, so that a rate of another type would be an error. */
function isDeclared(tree: Tree, media: ObjectNode): boolean {
  const around = findAround(tree, media, [
    'VariableDeclarator',
    'TSAsExpression',
    'TSSatisfiesExpression',
    'ReturnStatement',
  ])
  if (around?.type === 'VariableDeclarator') return around.id.type === 'Identifier' && around.id.typeAnnotation != null
  return around?.type === 'TSAsExpression' || around?.type === 'TSSatisfiesExpression'
}
