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

/**
 * Headers of a reshaped webhook. Frameworks build the URL they check out of `Host` and the forwarded headers, so these
 * name the URL it was signed for.
 */
export function toUpstreamHeaders(
  request: Pick<IncomingMessage, 'rawHeaders'>,
  { url, headers }: Reshaped,
): Record<string, string | string[]> {
  const { host, protocol } = new URL(url)
  const made: Record<string, string | string[]> = { Host: host, 'X-Forwarded-Proto': protocol.slice(0, -1) }
  for (const [lower, [name, values]] of groupHeaders(request)) {
    if (DROPPED.has(lower) || isVobizHeader(lower) || lower.startsWith(PLIVO_PREFIX)) continue
    made[name] = lower === 'x-forwarded-host' ? host : [...values]
  }
  for (const [name, value] of Object.entries(headers)) made[name] = value
  return made
}
