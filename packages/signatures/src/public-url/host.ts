import { isIPv6 } from 'node:net'

const NAME = /^[A-Za-z0-9](?:[A-Za-z0-9._-]*[A-Za-z0-9])?\.?$/
const AUTHORITY = /^(\[[0-9A-Fa-f:.]{2,45}\]|[^:[\]]{1,253})(?::([0-9]{1,5}))?$/

/** True for a host name, IPv4 address or bracketed IPv6 address, with or without a port, and nothing else. */
export function isHost(text: string): boolean {
  const [, name, port] = AUTHORITY.exec(text) ?? []
  if (name === undefined) return false
  if (port !== undefined && (Number(port) < 1 || Number(port) > 65_535)) return false
  return name.startsWith('[') ? isIPv6(name.slice(1, -1)) : NAME.test(name) && !name.includes('..')
}

const DEFAULT_PORT: Readonly<Record<string, string>> = { http: ':80', https: ':443', ws: ':80', wss: ':443' }

/** Lower case and without the port its scheme implies, for comparing two hosts. */
export function toComparableHost(host: string, scheme: string): string {
  const port = DEFAULT_PORT[scheme]
  const lower = host.toLowerCase()
  return port !== undefined && lower.endsWith(port) ? lower.slice(0, -port.length) : lower
}
