import { STREAM_FRAMES } from '@plivo-to-vobiz/mappings'
import { getRange, getTree } from '../../src/javascript/tree.ts'
import type { Touchpoint } from '../../src/touchpoint.ts'
import type { Transform } from '../../src/transform.ts'

const name = 'js-stream'
const notes: ReadonlyMap<string, string> = new Map(STREAM_FRAMES.map(({ event, note }) => [event, note]))

interface FrameTouchpoint extends Touchpoint {
  readonly event: string
}

/**
 * Frames of audio streams in JavaScript and TypeScript files that name Plivo or use several kinds of frame. It
 * reports and rewrites nothing.
 */
export const jsStream: Transform<FrameTouchpoint> = {
  name,
  languages: ['javascript', 'typescript'],
  needs: new RegExp([...notes.keys()].join('|')),
  find(file) {
    const literals = getTree(file)
      .getNodes('StringLiteral')
      .filter(({ value }) => notes.has(value))
    const isStream = new Set(literals.map(({ value }) => value)).size > 1 || /plivo/i.test(file.path)
    if (!isStream) return []
    return literals.map((node) => ({ transform: name, kind: 'stream', range: getRange(node), event: node.value }))
  },
  rewrite: ({ event }) => ({ task: { code: 'stream-frame', args: { event, note: notes.get(event) ?? '' } } }),
}
