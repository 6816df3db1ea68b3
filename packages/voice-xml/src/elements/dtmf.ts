import { ATTRIBUTE } from '@plivo-to-vobiz/mappings'
import type { Draft } from '../draft.ts'
import { encodeText } from '../entities.ts'
import { textOf } from '../text-of.ts'

/** Digits written as an attribute become the text, unless there is one. Gives the text to write, or nothing. */
export function findDtmfText(draft: Draft): string | undefined {
  const digits = draft.source(ATTRIBUTE.digits)
  if (digits === undefined || textOf(draft.pass.source, draft.node) !== '') return undefined
  return encodeText(digits.value.trim())
}
