import { ATTRIBUTE, ELEMENT } from '@plivo-to-vobiz/mappings'
import type { Draft } from '../draft.ts'
import { findFacts } from '../element-facts.ts'
import { isDynamic } from '../template.ts'
import { type AttributeNode, type ElementNode, findAttribute } from '../tree.ts'

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
  const stays = draft.get(ATTRIBUTE.redirect) === 'false' && draft.isFollowed
  if (!draft.has(ATTRIBUTE.action) || stays) draft.report('dial-after-bridge')
}

/** Attributes that Plivo reads on a leg and Vobiz on Dial. */
const HOISTED = [...(findFacts(ELEMENT.Number)?.attributes.values() ?? [])]
  .filter((facts) => facts.isHoisted)
  .map((facts) => facts.plivo)

/** Takes an attribute of the legs to Dial when every leg says the same, and Dial nothing else. */
function hoist(draft: Draft, name: string): void {
  const legs = draft.children.filter(isLeg)
  const first = findFirst(legs, name)
  if (first === undefined) return
  const own = draft.get(name)
  const wanted = own ?? first.value
  const agree = legs.every((leg) => {
    const value = findAttribute(leg, name)?.value
    return value === wanted || (value === undefined && own !== undefined)
  })
  const about = { attribute: name, at: first.start }
  draft.report(agree ? 'dial-leg-callerid-hoisted' : 'dial-leg-callerid-conflict', about)
  if (!agree || own !== undefined) return
  draft.move(name, first)
  if (isDynamic(first.value)) draft.report('dynamic-value-unchecked', about)
}

const isLeg = ({ name }: ElementNode): boolean => name === ELEMENT.Number || name === ELEMENT.User

function findFirst(legs: readonly ElementNode[], name: string): AttributeNode | undefined {
  for (const leg of legs) {
    const attribute = findAttribute(leg, name)
    if (attribute !== undefined) return attribute
  }
  return undefined
}
