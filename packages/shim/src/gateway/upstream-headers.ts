import type { IncomingMessage } from 'node:http'
import { OWN_HEADER_PREFIX } from '@plivo-to-vobiz/mappings/callbacks'
import type { Reshaped } from '../intercept/reshape.ts'
import { isVobizHeader } from '../intercept/scope.ts'

/** Headers of a connection, headers of the body that was replaced, and what would compress or withhold the reply. */
const DROPPED: ReadonlySet<string> = new Set([
  'accept-encoding',
  'connection',
  'content-length',
  'content-type',
  'expect',
  'host',
  'if-modified-since',
  'if-none-match',
  'keep-alive',
  'te',
  'transfer-encoding',
  'upgrade',
  'x-forwarded-proto',
])

const PLIVO_PREFIX = OWN_HEADER_PREFIX.plivo.toLowerCase()

/** Names as they were written, each with its values, in the order they came. */
export type RawHeaders = ReadonlyMap<string, readonly [name: string, values: readonly string[]]>

/** Groups `rawHeaders` by lower-case name. */
export function groupHeaders({ rawHeaders }: Pick<IncomingMessage, 'rawHeaders'>): RawHeaders {
  const groups = new Map<string, [string, string[]]>()
  for (let index = 0; index + 1 < rawHeaders.length; index += 2) {
    const [name = '', value = ''] = rawHeaders.slice(index, index + 2)
    const group = groups.get(name.toLowerCase())
    if (group === undefined) groups.set(name.toLowerCase(), [name, [value]])
    else group[1].push(value)
  }
  return groups
}

/** Headers as they came, names and values in turn, but for those of the connection; those of the body's framing too if asked. */
export function withoutConnection(rawHeaders: readonly string[], framing = false): string[] {
  const kept: string[] = []
  for (let index = 0; index + 1 < rawHeaders.length; index += 2) {
    const [name = '', value = ''] = [rawHeaders[index], rawHeaders[index + 1]]
    // Told by length first: most names need no lower case then.
    const isOfConnection =
      (name.length === 10 && /^(?:connection|keep-alive)$/i.test(name)) ||
      (framing && name.length === 17 && /^transfer-encoding$/i.test(name))
    if (!isOfConnection) kept.push(name, value)
  }
  return kept
}

/** Headers of a WebSocket handshake as they came, but for those that each connection makes anew. */
export function withoutHandshake(rawHeaders: readonly string[]): Record<string, string | string[]> {
  const made: Record<string, string | string[]> = {}
  for (const [lower, [name, values]] of groupHeaders({ rawHeaders: [...rawHeaders] })) {
    if (lower.startsWith('sec-websocket-') || OF_UPGRADE.has(lower)) continue
    made[name] = [...values]
  }
  return made
}

const OF_UPGRADE: ReadonlySet<string> = new Set(['connection', 'upgrade', 'keep-alive', 'transfer-encoding'])

/**
 * Headers of a reshaped webhook, names and values in turn. Frameworks build the URL they check out of `Host` and the
 * forwarded headers, so these name the URL it was signed for.
 */
export function toUpstreamHeaders(
  request: Pick<IncomingMessage, 'rawHeaders'>,
  { url, headers }: Reshaped,
): readonly string[] {
  const { host, protocol } = new URL(url)
  const made = ['Host', host, 'X-Forwarded-Proto', protocol.slice(0, -1)]
  for (const [lower, [name, values]] of groupHeaders(request)) {
    if (DROPPED.has(lower) || isVobizHeader(lower) || lower.startsWith(PLIVO_PREFIX)) continue
    if (lower === 'x-forwarded-host') made.push(name, host)
    else for (const value of values) made.push(name, value)
  }
  return [...made, ...Object.entries(headers).flat()]
}
