import type { IncomingMessage } from 'node:http'
import { toIncoming } from '../adapters/node.ts'
import type { CallProvider } from '../call.ts'
import { detectSender } from '../detect.ts'
import { ShimError } from '../errors.ts'
import type { Guard } from '../guard.ts'
import { createScope } from '../intercept/scope.ts'
import type { GatewayOptions } from './options.ts'
import { signUpgrade } from './sign-upgrade.ts'

/** Rejects with a `ShimError` unless the upgrade may pass; tells whose signature it carries. */
export type CheckUpgrade = (request: IncomingMessage) => Promise<CallProvider | undefined>

/**
 * Prepares that check. An upgrade is also a GET, and the application may answer it as one: below `paths` it needs a
 * signature like any other request, and Vobiz's is verified everywhere. One of Vobiz is signed as Plivo then, in place.
 */
export function createUpgradeCheck(options: GatewayOptions, guard: Guard): CheckUpgrade {
  const isOn = (paths: GatewayOptions['paths'] = []) => createScope({ ...options, paths })
  const [isGuarded, isOpen] = [isOn(options.paths), isOn(options.tunnelPaths)]
  return async (request) => {
    if (request.method !== 'GET' || request.headers.upgrade?.toLowerCase() !== 'websocket')
      throw new ShimError('upgrade-unsupported', request.headers.upgrade?.slice(0, 20))
    const incoming = toIncoming(request, request.url ?? '')
    const bare = { ...incoming, headers: {} }
    const sender = detectSender(incoming.headers)
    if (sender !== 'vobiz' && (sender !== undefined || !isGuarded(bare) || isOpen(bare))) return sender
    const { url, provider, unsigned } = await guard(incoming)
    if (provider === 'vobiz' && !unsigned) signUpgrade(request, url, options)
    return sender
  }
}
