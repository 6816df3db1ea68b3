import { ATTRIBUTE, ELEMENT, getAttributes } from '@plivo-to-vobiz/mappings'
import type { Draft } from '../draft.ts'
import { getRange } from '../element-facts.ts'
import { ACTION_HOLE } from '../input/plan.ts'
import { isDynamic } from '../template.ts'
import { set, type Verdict } from '../value.ts'

/** An action is required: by Vobiz always, by Plivo on GetInput. */
export function checkAction(draft: Draft): void {
  if (!draft.has(ATTRIBUTE.action)) draft.report('gather-action-missing')
}

/** What changes when GetDigits or GetInput becomes Gather. */
export function checkGather(draft: Draft): void {
  if (draft.input === undefined) checkAction(draft)
  else if (!draft.has(ATTRIBUTE.action)) draft.add(ATTRIBUTE.action, ACTION_HOLE)
  if (draft.node.name === ELEMENT.GetDigits) checkDigits(draft)
  else if (!draft.has(ATTRIBUTE.inputType)) draft.report('gather-input-type-missing')
  draft.report(draft.input === undefined ? 'gather-timeout-post' : 'gather-emulated')
}

function checkDigits(draft: Draft): void {
  if (!draft.has(ATTRIBUTE.numDigits)) draft.report('gather-num-digits-default')
  if (draft.get(ATTRIBUTE.numDigits)?.trim() === '1') return
  const wanted = findWholeEntry(draft)
  const widened = draft.pass.options?.gatherTimeout === 'whole-entry'
  if (wanted === undefined) draft.report('gather-window-total')
  else if (!widened) draft.report('gather-window-total', { detail: `${Math.min(LONGEST, wanted)} s would cover it` })
  else if (wanted > LONGEST)
    draft.report('gather-window-total', { detail: `${wanted} s wanted, ${LONGEST} s possible` })
}

const { min: SHORTEST, max: LONGEST } = getRange(ELEMENT.GetDigits, ATTRIBUTE.timeout)
const { max: MOST_DIGITS } = getRange(ELEMENT.GetDigits, ATTRIBUTE.numDigits)

/** Seconds that cover the whole entry on Plivo, or nothing when a part of the sum is not a number yet. */
function findWholeEntry(draft: Draft): number | undefined {
  const digits = Math.min(toNumber(draft, ATTRIBUTE.numDigits), MOST_DIGITS)
  const total = toNumber(draft, ATTRIBUTE.timeout) + toNumber(draft, ATTRIBUTE.digitTimeout) * (digits - 1)
  return Number.isNaN(total) ? undefined : total
}

function toNumber(draft: Draft, name: string): number {
  const value = draft.source(name)?.value ?? getAttributes(ELEMENT.GetDigits).get(name)?.plivoDefault ?? ''
  return value === '' || isDynamic(value) ? Number.NaN : Number(value)
}

/** timeout, widened where that was asked for and more than one digit is expected. */
export function convertTimeout(draft: Draft): Verdict | undefined {
  if (draft.pass.options?.gatherTimeout !== 'whole-entry') return undefined
  const value = draft.source(ATTRIBUTE.numDigits)?.value.trim() === '1' ? undefined : toWindow(draft)
  return value === undefined ? undefined : set(value)
}

/** The window that covers the whole entry, inside Vobiz's range; nothing when it cannot be told. */
export function toWindow(draft: Draft): string | undefined {
  const wanted = findWholeEntry(draft)
  return wanted === undefined ? undefined : String(Math.min(LONGEST, Math.max(SHORTEST, wanted)))
}
