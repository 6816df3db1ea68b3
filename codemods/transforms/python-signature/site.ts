import type { HeaderRow } from '@plivo-to-vobiz/mappings'
import { getRange, type PyNode } from '../../src/python/tree.ts'
import type { Kind, Note, Range } from '../../src/touchpoint.ts'
import type { Rewrite } from '../../src/transform.ts'
import type { HelperCall } from './check-call.ts'

/** A place found, and what becomes of it for one target. */
export interface Site {
  readonly kind: Kind
  readonly range: Range
  readonly rewrite: Rewrite
}

/** A place only a person can rewrite. */
export const toTask = (node: PyNode, code: string, kind: Kind = 'signature-validate'): Site => ({
  kind,
  range: getRange(node),
  rewrite: { task: { code } },
})

/** V2 never covered the body: nothing is lost. */
export const toCallNote = ({ helper }: HelperCall): Note => ({
  code: helper.scheme === 'v2' ? 'signature-rewritten' : 'signature-body-unsigned',
})

/** What is said about one header read that now serves Vobiz. */
export const toReadNote = (node: PyNode, row: HeaderRow): Note => ({
  code: row.account === 'main' ? 'signature-main-account' : 'signature-header-renamed',
  range: getRange(node),
})
