import { ATTRIBUTE, ELEMENT, type EmitCondition } from '@plivo-to-vobiz/mappings'
import type { Draft } from './draft.ts'
import { findWholeEntry } from './rules/gather.ts'
import { isBackground } from './rules/record.ts'

const CONDITIONS: Readonly<Record<EmitCondition, (draft: Draft) => boolean>> = {
  always: () => true,
  'action-present': (draft) => draft.has(ATTRIBUTE.action),
  'confirm-sound-present': (draft) => draft.has(ATTRIBUTE.confirmSound),
  'foreground-recording': (draft) => isBackground(draft) === false,
}

/** Writes what the Vobiz element always needs, then every Plivo default that differs on Vobiz, in the order of the rows. */
export function writeDefaults(draft: Draft): void {
  for (const { name, value } of draft.rule.row.add ?? []) if (!draft.has(name)) draft.add(name, value)
  for (const { name, value, when } of draft.rule.emits) {
    if (draft.has(name) || !CONDITIONS[when](draft)) continue
    draft.add(name, chooseDefault(draft, name, value))
    draft.report('default-made-explicit', { attribute: name })
  }
}

function chooseDefault(draft: Draft, name: string, value: string): string {
  const { gatherTimeout, recordFinishOnKey } = draft.pass.options
  if (name === ATTRIBUTE.executionTimeout && gatherTimeout === 'whole-entry') return toWindow(draft) ?? value
  if (name === ATTRIBUTE.finishOnKey && draft.node.name === ELEMENT.Record) return recordFinishOnKey ?? value
  return value
}

const toWindow = (draft: Draft): string | undefined => {
  const wanted = findWholeEntry(draft)
  return wanted === undefined ? undefined : String(Math.min(60, Math.max(5, wanted)))
}
