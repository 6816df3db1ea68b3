import { ATTRIBUTE, ELEMENT, HOSTS } from '@plivo-to-vobiz/mappings'
import type { Draft } from '../draft.ts'
import { isDynamic } from '../template.ts'
import { textOf } from '../text-of.ts'

const SEND_DIGITS = /^[0-9*#w]*$/

/** What Number and User need beyond their attribute rows. */
export function checkLeg(draft: Draft): void {
  const digits = draft.get(ATTRIBUTE.sendDigits)
  if (digits !== undefined && !isDynamic(digits) && !SEND_DIGITS.test(digits)) draft.report('send-digits-chars')
  if (draft.node.name !== ELEMENT.User) return
  const address = textOf(draft.pass.source, draft.node).toLowerCase()
  if (HOSTS.plivoSip.some((host) => address.includes(host) && toHost(address) === host)) draft.report('sip-host-plivo')
}

const toHost = (address: string): string | undefined => address.split('@').at(-1)?.split(/[:;?]/)[0]
