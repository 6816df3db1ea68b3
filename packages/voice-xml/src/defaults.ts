import { ATTRIBUTE, type EmitCondition } from '@plivo-to-vobiz/mappings'
import type { Draft } from './draft.ts'
import { toWindow } from './elements/gather.ts'
import { isBackground } from './elements/record.ts'

const CONDITIONS: Readonly<Record<EmitCondition, (draft: Draft) => boolean>> = {
  always: () => true,
  'action-present': (draft) => draft.has(ATTRIBUTE.action),
  'confirm-sound-present': (draft) => draft.has(ATTRIBUTE.confirmSound),
  'foreground-recording': (draft) => isBackground(draft) === false,
}

/** Writes what the Vobiz element always needs, then every Plivo default that differs on Vobiz, in the order of the rows. */
export function writeDefaults(draft: Draft): void {
  for (const { name, value } of draft.facts.additions) if (!draft.has(name)) draft.add(name, value)
  for (const { name, value, when } of draft.facts.emits) {
    if (draft.has(name) || !CONDITIONS[when](draft)) continue
    const written = chooseDefault(draft, name, value)
    draft.add(name, written)
    draft.report('default-made-explicit', { attribute: name, detail: `${name}="${written}"` })
  }
}

/** Plivo's default, or what the options say instead. */
function chooseDefault(draft: Draft, name: string, value: string): string {
  const { gatherTimeout, recordFinishOnKey } = draft.pass.options ?? {}
  if (name === ATTRIBUTE.executionTimeout && gatherTimeout === 'whole-entry') return toWindow(draft) ?? value
  if (name === ATTRIBUTE.finishOnKey) return recordFinishOnKey ?? value
  return value
}
