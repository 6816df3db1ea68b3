import type { HeaderFields } from '../verification.ts'
import { WebhookError } from '../webhook/webhook-error.ts'
import { type ForwardedClaims, readForwardedClaims } from './forwarded-claims.ts'
import { isHost, toComparableHost } from './host.ts'
import { readHeader } from './read-header.ts'
import { createHopCounter, type TrustProxy } from './trusted-hops.ts'

export { createAddressMatcher, type TrustProxy } from './trusted-hops.ts'

/** How the URL a sender was given is found again behind proxies. Everything is off by default. */
export interface PublicUrlOptions {
  /**
   * Base URL the platform was given, `https://voice.example.com` or with a path prefix a proxy strips. The path and
   * query of the request are appended; no header can change the rest. The right choice for one public host.
   */
  readonly publicUrl?: string
  /** Proxies whose forwarded headers count: a number of hops, or address ranges. Default 0: forwarded headers are ignored. */
  readonly trustProxy?: TrustProxy
  /**
   * The header family your proxies write: `X-Forwarded-Proto`, `-Host` and `-For` (the default), or RFC 7239's
   * `Forwarded`. Only one is read, since a proxy passes on what the sender wrote in the other.
   */
  readonly forwardedHeader?: 'x-forwarded' | 'forwarded'
  /**
   * Hosts a request may be for, with their port unless it is the default one. Anything else is refused. Default: any
   * well-formed host. Set it whenever `publicUrl` is not set and a proxy passes the sender's host on.
   */
  readonly hosts?: readonly string[]
}

/** A request as the application's own socket saw it. */
export interface EdgeRequest {
  /** Path and query as received, the mount path included: `/voice/answer?x=1`. */
  readonly path: string
  /** True when this very connection is TLS. */
  readonly secure: boolean
  readonly headers: HeaderFields
  /** Host to fall back on when there is no host header, as some web `Request` hosts leave it out. */
  readonly host?: string | undefined
  /** Address at the other end of the connection; needed when `trustProxy` lists ranges. */
  readonly remoteAddress?: string | undefined
}

/** The URL the sender used, or why it cannot be known. `clientAddress` is the first address that is not a trusted proxy. */
export type PublicUrl =
  | {
      readonly ok: true
      readonly url: string
      readonly source: 'configured' | 'forwarded' | 'request'
      readonly clientAddress: string | undefined
    }
  | { readonly ok: false; readonly code: PublicUrlRefusal; readonly message: string }

/** Why a request has no usable public URL. */
export type PublicUrlRefusal = 'invalid-path' | 'missing-host' | 'invalid-host' | 'unknown-host' | 'invalid-forwarded'

const refuse = (code: PublicUrlRefusal, message: string): PublicUrl => ({ ok: false, code, message })

/**
 * Prepares the lookup of a request's public URL. Throws a `WebhookError` on a wrong option; the lookup itself never
 * throws on what a sender can control.
 *
 * @example
 * const resolve = createPublicUrlResolver({ publicUrl: 'https://voice.example.com' })
 * resolve({ path: '/answer?leg=1', secure: false, headers: {} })
 * // { ok: true, url: 'https://voice.example.com/answer?leg=1', source: 'configured', clientAddress: undefined }
 */
export function createPublicUrlResolver(options: PublicUrlOptions = {}): (request: EdgeRequest) => PublicUrl {
  const base = options.publicUrl === undefined ? undefined : parseBase(options.publicUrl)
  const countHops = createHopCounter(options.trustProxy ?? 0)
  const family = options.forwardedHeader ?? 'x-forwarded'
  const allowed = parseHosts(options.hosts)
  return (request) => {
    const path = toPath(request.path)
    if (path === undefined) return refuse('invalid-path', 'the request target is not a path; expected one like /answer')
    const claims = readForwardedClaims(request, { family, countHops })
    if (claims === undefined) return refuse('invalid-forwarded', 'the forwarded header of a trusted proxy is malformed')
    const { clientAddress } = claims
    if (base !== undefined) {
      return { ok: true, url: toScheme(base, request.headers) + path, source: 'configured', clientAddress }
    }
    return fromHeaders({ request, claims, allowed, path })
  }
}

interface Evidence {
  readonly request: EdgeRequest
  readonly claims: ForwardedClaims
  readonly allowed: ReadonlySet<string> | undefined
  readonly path: string
}

function fromHeaders({ request, claims, allowed, path }: Evidence): PublicUrl {
  const { headers, secure } = request
  const host = claims.host ?? readHeader(headers, 'host') ?? readHeader(headers, ':authority') ?? request.host
  if (host === undefined || host === '') return refuse('missing-host', 'the request names no host; set publicUrl')
  if (!isHost(host)) return refuse('invalid-host', 'the host header is no host name with an optional port')
  const scheme = claims.proto?.toLowerCase() ?? (secure ? 'https' : 'http')
  if (!/^(?:https?|wss?)$/.test(scheme)) return refuse('invalid-forwarded', 'the forwarded scheme is not http or https')
  if (allowed !== undefined && !allowed.has(host.toLowerCase()) && !allowed.has(toComparableHost(host, scheme))) {
    return refuse('unknown-host', 'the host is not one of the `hosts` option')
  }
  const source = claims.host === undefined && claims.proto === undefined ? 'request' : 'forwarded'
  const url = toScheme(`${scheme}://${host}`, headers) + path
  return { ok: true, url, source, clientAddress: claims.clientAddress }
}

/** A WebSocket upgrade arrives as HTTP, while its sender was given a `ws` or `wss` URL. */
function toScheme(base: string, headers: HeaderFields): string {
  const upgrade = readHeader(headers, 'upgrade')?.toLowerCase() === 'websocket'
  return upgrade ? base.replace(/^http/i, 'ws') : base.replace(/^ws/i, 'http')
}

/** Path and query of a request target; absolute form loses its authority, which is the sender's word only. */
function toPath(target: string): string | undefined {
  const path = target.replace(/^https?:\/\/[^/?#]*$/i, '/').replace(/^https?:\/\/[^/?#]*/i, '')
  const rooted = path.startsWith('?') ? `/${path}` : path
  // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is refused
  return rooted.startsWith('/') && !/[\x00-\x20\x7f#]/.test(rooted) ? rooted : undefined
}

// Scheme, credentials, host, port, path; a host that is not ASCII stays as it was given.
const BASE = /^https?:\/\/(?:[^/?#\s@]*@)?(?:\[[0-9a-f:.]+\]|[^/?#\s@:[\]]+)(?::[0-9]+)?(?:\/[^?#\s]*)?$/i

function parseBase(text: string): string {
  if (!BASE.test(text) || !URL.canParse(text)) {
    throw new WebhookError(
      'bad-option',
      'publicUrl is not an absolute http or https URL without query and fragment; expected one like https://voice.example.com',
    )
  }
  return text.replace(/\/+$/, '')
}

function parseHosts(hosts: readonly string[] | undefined): ReadonlySet<string> | undefined {
  const wrong = hosts?.find((host) => !isHost(host))
  if (wrong !== undefined) {
    throw new WebhookError('bad-option', `hosts has '${wrong}'; expected a host name with an optional port`)
  }
  return hosts === undefined ? undefined : new Set(hosts.map((host) => host.toLowerCase()))
}
