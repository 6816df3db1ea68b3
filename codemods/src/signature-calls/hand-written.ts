import type { SignatureArgument } from '@plivo-to-vobiz/mappings'
import type { Node } from '../grammar/tree.ts'

/** What authors call the inputs of a check; one that calls them otherwise is left to a person. */
const NAMES: readonly (readonly [SignatureArgument, RegExp])[] = [
  ['nonce', /nonce/i],
  ['signature', /sig(?:nature)?s?$|^sig|signature|hmac|digest/i],
  ['token', /token|secret|^key$|auth_?key/i],
  ['url', /ur[il]$|^ur[il]|href|address/i],
  ['method', /^(?:\w+_)?(?:method|verb)$|[a-z]Method$/i],
  ['params', /param|form|body|post|fields|data/i],
]

/**
 * Tells the parameters of a check apart by their names. `undefined` unless each has a meaning of its own, and a URL, a
 * nonce and a signature are among them.
 */
export function assignRoles(
  parameters: readonly { readonly name: string; readonly node: Node }[],
): Map<SignatureArgument, Node> | undefined {
  const roles = new Map<SignatureArgument, Node>()
  for (const { name, node } of parameters) {
    const role = NAMES.find(([, pattern]) => pattern.test(name))?.[0]
    if (role === undefined || roles.has(role)) return undefined
    roles.set(role, node)
  }
  return roles.has('url') && roles.has('nonce') && roles.has('signature') ? roles : undefined
}

/** Other senders whose signatures are checked in the same way. */
export const OTHER_SENDERS = /twilio|signalwire|telnyx|vonage|nexmo|exotel|stripe|slack|svix|github|shopify|mailgun/i
