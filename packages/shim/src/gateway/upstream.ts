import { Agent as HttpAgent } from 'node:http'
import { Agent as HttpsAgent } from 'node:https'
import { ShimError } from '../errors.ts'
import { orBadOption } from '../public-url.ts'

/** Where the application is, and the connections to it. */
export interface Upstream {
  readonly url: URL
  readonly agent: HttpAgent
}

/** Shorter than any common server keeps an idle connection, so that none is used in the moment it closes. */
const IDLE_MS = 1500

/** Reads the address of the application; throws `bad-option` on what is no origin. */
export function createUpstream(address: string): Upstream {
  const url = orBadOption(() => new URL(address))
  const isOrigin = /^https?:$/.test(url.protocol) && url.pathname === '/' && `${url.search}${url.hash}` === ''
  if (!isOrigin || url.username !== '')
    throw new ShimError('bad-option', 'upstream is no origin; expected http://host:port without path')
  const Agent = url.protocol === 'https:' ? HttpsAgent : HttpAgent
  return { url, agent: new Agent({ keepAlive: true, timeout: IDLE_MS }) }
}
