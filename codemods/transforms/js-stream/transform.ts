import { STREAM_EVENT, STREAM_FRAMES } from '@plivo-to-vobiz/mappings'
import { getKeyName, getTree, type NodeOf, type Tree } from '../../src/javascript/tree.ts'
import { oncePerFile } from '../../src/language.ts'
import type { SourceFile } from '../../src/source-file.ts'
import type { Touchpoint } from '../../src/touchpoint.ts'
import type { Transform } from '../../src/transform.ts'
import { findIncoming } from './incoming.ts'
import { planFrame } from './outgoing.ts'
import { isSent, isTold, toFrameTask } from './rows.ts'
import type { StreamSite } from './site.ts'

const name = 'js-stream'
const frames: ReadonlySet<string> = new Set(STREAM_FRAMES.map(({ event }) => event))
/** Frames that an application does not handle unless it streams with one of these two carriers. */
const NEEDS = new RegExp([...frames].join('|'))

const getSites = oncePerFile((file): readonly StreamSite[] => {
  const literals = findNames(getTree(file))
  const kinds = new Set(literals.map(({ value }) => value))
  const isStream = kinds.size > 1 || (kinds.size === 1 && /plivo/i.test(`${file.path} ${file.text}`))
  if (!isStream) return []
  return [...literals.flatMap((literal) => planName(file, literal)), ...findIncoming(file)]
})

/**
 * Frames of audio streams in JavaScript and TypeScript files that name Plivo or use several kinds of frame. Frames the
 * application sends are written as both providers take them; reads of what Vobiz leaves out read something else
 * beside it. The same for both targets: nothing of it stands in Plivo's way.
 */
export const jsStream: Transform = {
  name,
  languages: ['javascript', 'typescript'],
  needs: NEEDS,
  find: (file) => getSites(file).map(({ range }): Touchpoint => ({ transform: name, kind: 'stream', range })),
  rewrite({ range }, file) {
    const site = getSites(file).find((one) => one.range.start === range.start && one.range.end === range.end)
    return site?.rewrite ?? { edits: [], notes: [] }
  },
}

/** Literals that name a frame where something runs. */
function findNames(tree: Tree): readonly NodeOf<'StringLiteral'>[] {
  return tree
    .getNodes('StringLiteral')
    .filter((node) => frames.has(node.value) && tree.getParent(node)?.type !== 'TSLiteralType')
}

/** A frame that is sent, or a name that stands for itself: what is received is found by its reads. */
function planName(file: SourceFile, literal: NodeOf<'StringLiteral'>): readonly StreamSite[] {
  const tree = getTree(file)
  const parent = tree.getParent(literal)
  if (parent?.type === 'SwitchCase' || parent?.type === 'BinaryExpression') return []
  if (parent?.type === 'ObjectProperty' && getKeyName(parent.key, parent.computed) === 'event') {
    const object = tree.getParent(parent)
    if (object?.type === 'ObjectExpression' && isSent(literal.value) && literal.value !== STREAM_EVENT.sendDTMF)
      return planFrame(file, object, literal)
  }
  return isTold(literal.value) ? [toFrameTask(literal, literal.value)] : []
}
