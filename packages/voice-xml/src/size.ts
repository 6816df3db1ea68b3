import { DOCUMENT_LIMITS } from '@plivo-to-vobiz/mappings'
import { applyEdits } from './edits.ts'
import type { Pass } from './pass.ts'
import type { ElementNode } from './tree.ts'

/** No UTF-16 unit takes more bytes than this in UTF-8. */
const MOST_BYTES_A_UNIT = 3

/** Reports a document, as it will be sent, that is larger than the providers read. */
export function reportSize(pass: Pass, roots: readonly ElementNode[]): void {
  const [root] = roots
  const grown = pass.edits.reduce((sum, { start, end, text }) => sum + text.length - (end - start), 0)
  const most = (pass.source.length + grown) * MOST_BYTES_A_UNIT
  if (root === undefined || most <= DOCUMENT_LIMITS.maxBytes) return
  const bytes = new TextEncoder().encode(applyEdits(pass.source, pass.edits)).length
  if (bytes > DOCUMENT_LIMITS.maxBytes) pass.report('doc-too-large', root, { detail: `${bytes} bytes` })
}
