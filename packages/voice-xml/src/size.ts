import { DOCUMENT_LIMITS } from '@plivo-to-vobiz/mappings'
import { applyEdits } from './edits.ts'
import type { Pass } from './pass.ts'
import type { ElementNode } from './tree.ts'

/** No UTF-16 unit takes more bytes than this in UTF-8. */
const MOST_BYTES_A_UNIT = 3

/** Reports a document, as it will be sent, that is larger than the providers read. */
export function reportSize(pass: Pass, roots: readonly ElementNode[]): void {
  const [root] = roots
  if (root === undefined) return
  const { source, edits } = pass
  let units = source.length
  for (const { start, end, text } of edits) units += text.length - (end - start)
  const { maxBytes } = DOCUMENT_LIMITS
  if (units * MOST_BYTES_A_UNIT <= maxBytes) return
  // What edits add comes from the rows, which are ASCII, or from the source.
  const mayExceed = units + 2 * (countBytes(source) - source.length) > maxBytes
  const bytes = mayExceed ? countBytes(applyEdits(source, edits)) : 0
  if (bytes > maxBytes) pass.report('doc-too-large', root, { detail: `${bytes} bytes` })
}

/** Bytes of a text in UTF-8. */
const countBytes = (text: string): number => new TextEncoder().encode(text).length
