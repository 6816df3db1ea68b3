import { STREAM_FRAMES } from '@plivo-to-vobiz/mappings'
import { getCodeTexts, TEXT_LANGUAGES } from '../../src/text/code-text.ts'
import type { Touchpoint } from '../../src/touchpoint.ts'
import type { Transform } from '../../src/transform.ts'

const name = 'code-stream'
const notes: ReadonlyMap<string, string> = new Map(STREAM_FRAMES.map(({ event, note }) => [event, note]))

interface FrameTouchpoint extends Touchpoint {
  readonly event: string
}

/**
 * Frames of audio streams in languages that ast-grep reads, in files that name Plivo or use several kinds of frame. It
 * reports and rewrites nothing.
 */
export const codeStream: Transform<FrameTouchpoint> = {
  name,
  languages: TEXT_LANGUAGES,
  needs: new RegExp([...notes.keys()].join('|')),
  find(file) {
    const texts = getCodeTexts(file).filter(({ text }) => notes.has(text))
    const isStream = new Set(texts.map(({ text }) => text)).size > 1 || /plivo/i.test(file.path)
    if (!isStream) return []
    return texts.map(({ range, text }) => ({ transform: name, kind: 'stream', range, event: text }))
  },
  rewrite: ({ event }) => ({ task: { code: 'stream-frame', args: { event, note: notes.get(event) ?? '' } } }),
}
