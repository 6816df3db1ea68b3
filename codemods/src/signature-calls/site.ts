import { getRange, type Node } from '../grammar/tree.ts'
import type { Kind, Note, Range, Target } from '../touchpoint.ts'
import type { Rewrite } from '../transform.ts'
import type { HeaderRead } from './language.ts'

/** A place found, and what becomes of it for one target. */
export interface Site {
  readonly kind: Kind
  readonly range: Range
  readonly rewrite: Rewrite
}

/** A place only a person can rewrite. */
export const toTask = (node: Node, code: string, kind: Kind = 'signature-validate'): Site => ({
  kind,
  range: getRange(node),
  rewrite: { task: { code } },
})

/** What is said about one header read that now serves Vobiz. */
export function toReadNotes({ node, literal, injected }: HeaderRead, target: Target): readonly Note[] {
  const range = getRange(node)
  const code = literal.name.row.account === 'main' ? 'signature-main-account' : 'signature-header-renamed'
  const isJoined = injected !== undefined && target === 'both'
  return [{ code, range }, ...(isJoined ? [{ code: 'signature-header-parameter', range }] : [])]
}

/** A place that stays as it is and that a person should look at. */
export const toNote = (range: Range, code: string): Site => ({
  kind: 'signature-validate',
  range,
  rewrite: { edits: [], notes: [{ code }] },
})
