import { BlockList, isIP } from 'node:net'
import { SimulatorError } from './simulator-error.ts'

const LOOPBACK = new BlockList()
LOOPBACK.addSubnet('127.0.0.0', 8, 'ipv4')
LOOPBACK.addAddress('::1', 'ipv6')

/** Where the application is reached, and the address the provider believes it has. */
export interface Target {
  /** Loopback address of the application. */
  readonly app: string
  /** Public base URL that webhooks are signed for; the same as `app` when there is none. */
  readonly publicUrl: string
}

/**
 * Checks that the application runs on this machine. A simulator that signs requests must not be usable against
 * anybody else, so there is no switch to turn this off.
 */
export function toTarget(app: string, publicUrl: string = app): Target {
  const local = parseUrl(app, 'app')
  const host = local.hostname.replace(/^\[|\]$/g, '')
  const family = isIP(host)
  const onLoopback = family === 0 ? host === 'localhost' : LOOPBACK.check(host, family === 6 ? 'ipv6' : 'ipv4')
  if (!onLoopback || local.protocol !== 'http:') {
    throw new SimulatorError(
      'target-not-loopback',
      `calls are played on loopback only, and ${local.protocol}//${host} is not. ` +
        'Start the application on this machine and pass http://127.0.0.1:PORT.',
    )
  }
  parseUrl(publicUrl, 'publicUrl')
  return { app: trimSlash(app), publicUrl: trimSlash(publicUrl) }
}

/** A path or URL as the provider was given it, in full. */
export function toPublicUrl(target: Target, url: string): string {
  return url.startsWith('/') ? target.publicUrl + url : url
}

/** The loopback address that stands for a public one; `undefined` when it points somewhere else. */
export function toLocalUrl(target: Target, url: string): string | undefined {
  const rest = url.startsWith(target.publicUrl) ? url.slice(target.publicUrl.length) : undefined
  return rest !== undefined && /^(?:[/?#]|$)/.test(rest) ? target.app + rest : undefined
}

function parseUrl(text: string, option: string): URL {
  try {
    return new URL(text)
  } catch (cause) {
    throw new SimulatorError('bad-option', `${option} is not a URL; expected something like http://127.0.0.1:3000.`, {
      cause,
    })
  }
}

const trimSlash = (url: string): string => url.replace(/\/+$/, '')
