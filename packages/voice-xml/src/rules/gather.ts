import { ATTRIBUTE, ELEMENT, getAttributes } from '@plivo-to-vobiz/mappings'
import type { Draft } from '../draft.ts'
import { isDynamic } from '../template.ts'

/** What GetDigits and GetInput need beyond their attribute rows. */
export function checkGather(draft: Draft): void {
  if (!draft.has(ATTRIBUTE.action)) draft.report('gather-action-missing')
  if (draft.node.name === ELEMENT.GetDigits) checkDigits(draft)
  else if (!draft.has(ATTRIBUTE.inputType)) draft.report('gather-input-type-missing')
  draft.report('gather-timeout-post')
}

function checkDigits(draft: Draft): void {
  if (!draft.has(ATTRIBUTE.numDigits)) draft.report('gather-num-digits-default')
  if (draft.get(ATTRIBUTE.numDigits)?.trim() === '1') return
  const wanted = findWholeEntry(draft)
  const widened = draft.pass.options.gatherTimeout === 'whole-entry'
  if (wanted === undefined) draft.report('gather-window-total')
  else if (!widened) draft.report('gather-window-total', { detail: `${Math.min(LONGEST, wanted)} s would cover it` })
  else if (wanted > LONGEST)
    draft.report('gather-window-total', { detail: `${wanted} s wanted, ${LONGEST} s possible` })
}

const LONGEST = 60
const MOST_DIGITS = 32

/** Seconds that cover the whole entry on Plivo, or nothing when a part of the sum is known at run time only. */
export function findWholeEntry(draft: Draft): number | undefined {
  const rows = getAttributes(ELEMENT.GetDigits)
  const [first, between, digits] = [ATTRIBUTE.timeout, ATTRIBUTE.digitTimeout, ATTRIBUTE.numDigits].map((name) => {
    const value = draft.source(name)?.value ?? rows.get(name)?.plivoDefault ?? ''
    return isDynamic(value) ? Number.NaN : Number(value)
  })
  if (first === undefined || between === undefined || digits === undefined) return undefined
  const total = first + between * (Math.min(digits, MOST_DIGITS) - 1)
  return Number.isNaN(total) ? undefined : total
}
