import type { Node } from '@babel/types'
import { STREAM_FIELDS, STREAM_FRAMES } from '@plivo-to-vobiz/mappings'
import { getRange } from '../../src/javascript/tree.ts'
import type { Task } from '../../src/touchpoint.ts'
import type { StreamSite } from './site.ts'

const frames: ReadonlyMap<string, (typeof STREAM_FRAMES)[number]> = new Map(
  STREAM_FRAMES.map((row) => [row.event, row]),
)

/** Whether a frame differs so that a place which names it has to be looked at. */
export const isTold = (event: string): boolean => frames.get(event)?.status !== 'same'

/** Whether the application sends a frame; an object of one that it receives is a value of its own, or a test's. */
export const isSent = (event: string): boolean => frames.get(event)?.from === 'application'

/** A task about a frame, with what its row says. */
export const toFrameTask = (node: Node, event: string): StreamSite => ({
  range: getRange(node),
  rewrite: { task: { code: 'stream-frame', args: { event, note: frames.get(event)?.note ?? '' } } },
})

/** A task about a field of a frame, with what its row says. */
export const toFieldTask = (node: Node, event: string, field: string): StreamSite => ({
  range: getRange(node),
  rewrite: { task: toFieldNote(event, field) },
})

/** The same for a frame that is rewritten otherwise. */
export function toFieldNote(event: string, field: string): Task {
  const row = STREAM_FIELDS.find((one) => one.event === event && one.field === field)
  const args = { field, plivo: row?.plivo ?? '', vobiz: row?.vobiz ?? '', note: row?.note ?? '' }
  return { code: 'stream-field', args }
}
