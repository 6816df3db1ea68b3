import { ATTRIBUTE, ELEMENT } from '@plivo-to-vobiz/mappings'
import type { Draft } from '../draft.ts'
import { findRule } from '../element-rules.ts'
import { findAttribute } from '../tree.ts'

/** What Dial needs beyond its attribute rows: caller IDs of the legs, and what Vobiz does without some attributes. */
export function checkDial(draft: Draft): void {
  for (const name of HOISTED) hoist(draft, name)
  checkCallerId(draft)
  if (!draft.has(ATTRIBUTE.timeout)) draft.report('dial-timeout-default')
  if (!draft.has(ATTRIBUTE.dialMusic)) draft.report('dial-music-default')
  checkAfterBridge(draft)
}

/** What Vobiz does differently from what one expects of a Dial. */
export function lintDial(draft: Draft): void {
  checkCallerId(draft)
  checkAfterBridge(draft)
}

function checkCallerId(draft: Draft): void {
  if (!draft.has(ATTRIBUTE.callerId)) draft.report('dial-callerid-missing')
}

/** Without an action Vobiz may request the answer URL again; with redirect="false" what follows may be skipped. */
function checkAfterBridge(draft: Draft): void {
  const stays = draft.get(ATTRIBUTE.redirect) === 'false' && draft.isFollowed()
  if (!draft.has(ATTRIBUTE.action) || stays) draft.report('dial-after-bridge')
}

const LEGS: readonly string[] = [ELEMENT.Number, ELEMENT.User]

/** Attributes that Plivo reads on a leg and Vobiz on Dial. */
const HOISTED = [...(findRule(ELEMENT.Number)?.attributes.values() ?? [])]
  .filter((row) => row.hoistTo === ELEMENT.Dial)
  .map((row) => row.plivo)

/** Takes an attribute of the legs to Dial when that says the same. */
function hoist(draft: Draft, name: string): void {
  const legs = draft.children.filter((child) => LEGS.includes(child.name))
  const found = legs.flatMap((leg) => findAttribute(leg, name) ?? [])
  const [first] = found
  if (first === undefined) return
  const about = { attribute: name, at: first.start }
  const agree = found.every(({ value }) => value === (draft.get(name) ?? first.value))
  if (!agree || (!draft.has(name) && found.length < legs.length)) {
    draft.report('dial-leg-callerid-conflict', about)
    return
  }
  if (!draft.has(name)) draft.move(name, first)
  draft.report('dial-leg-callerid-hoisted', about)
}
