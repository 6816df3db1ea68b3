import { ATTRIBUTE } from '@plivo-to-vobiz/mappings'
import { applyEdits } from '../edits.ts'
import { encodeAttribute } from '../entities.ts'
import type { Pass } from '../pass.ts'
import { findAttribute } from '../tree.ts'
import { ACTION_HOLE, type InputPlan } from './plan.ts'

/** More tries are not played, and fewer where the document would grow beyond this; in UTF-16 units. */
const MOST_TRIES = 20
const MOST_TEXT = 65_536

/**
 * Translates an input element once and writes it as often as the caller may try, one Gather behind the other: where
 * Vobiz goes on to the next element after silence, that is the next try. Each has an action of its own.
 */
export function translateTries(
  pass: Pass,
  plan: InputPlan,
  { isFollowed }: { isFollowed: boolean },
  run: () => void,
): void {
  const { node } = plan
  const mark = pass.edits.length
  pass.input = plan
  run()
  pass.input = undefined
  const own = pass.edits.splice(mark)
  const [front = '', back = ''] = applyEdits(pass.source.slice(0, node.end), own).slice(node.start).split(ACTION_HOLE)
  const tries = Math.max(1, Math.min(plan.tries, MOST_TRIES, Math.floor(MOST_TEXT / (front.length + back.length))))
  if (tries < plan.tries) {
    const at = findAttribute(node, ATTRIBUTE.retries)
    pass.report('gather-retries-capped', node, { ...(at && { at }), detail: `${tries} of ${plan.tries}` })
  }
  let text = ''
  const ends: number[] = []
  for (let index = 0; index < tries; index += 1) {
    const action = pass.options?.emulateInput?.toAction(plan.action, pass.attempts) ?? ''
    pass.attempts += 1
    text += front + encodeAttribute(action) + back
    ends.push(text.length)
  }
  pass.edit(node.start, node.end, text)
  const { validDigits, invalidSound, hasAction, follows } = plan
  pass.inputs.push({ validDigits, invalidSound, hasAction, follows, ends, isFollowed, edit: pass.edits.length - 1 })
}
