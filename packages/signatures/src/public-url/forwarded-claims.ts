import type { HeaderFields } from '../verification.ts'
import { parseForwarded } from './forwarded.ts'
import { readHeader } from './read-header.ts'
import { type CountTrustedHops, toAddress } from './trusted-hops.ts'

/** What the trusted proxies in front of the application say about a request. */
export interface ForwardedClaims {
  readonly host: string | undefined
  readonly proto: string | undefined
  /** First address, from the application outwards, that no trusted proxy has. */
  readonly clientAddress: string | undefined
}

interface Request {
  readonly headers: HeaderFields
  readonly remoteAddress?: string | undefined
}

interface Options {
  readonly family: 'x-forwarded' | 'forwarded'
  readonly countHops: CountTrustedHops
}

/** One list per field, the entry of the hop nearest the application last. */
interface ForwardedLists {
  readonly for: readonly string[]
  readonly host: readonly (string | undefined)[]
  readonly proto: readonly (string | undefined)[]
}

/**
 * Reads the chosen header family. Of each list the entry counts that the outermost trusted hop wrote; what stands to
 * the left of it came in with the request and is ignored. Returns `undefined` when a trusted hop's header is malformed.
 */
export function readForwardedClaims(request: Request, { family, countHops }: Options): ForwardedClaims | undefined {
  const direct = { host: undefined, proto: undefined, clientAddress: normalise(request.remoteAddress) }
  // A connection that no proxy made says all there is to know; most applications have no other.
  if (countHops(request.remoteAddress, []) === 0) return direct
  const lists = family === 'forwarded' ? readRfc7239(request.headers) : readXForwarded(request.headers)
  const hops = countHops(request.remoteAddress, lists?.for ?? [])
  if (lists === undefined) return undefined
  const chain = [request.remoteAddress, ...lists.for.toReversed()]
  return {
    host: pick(lists.host, hops),
    proto: pick(lists.proto, hops),
    clientAddress: normalise(chain[Math.min(hops, chain.length - 1)]),
  }
}

const normalise = (address: string | undefined): string | undefined =>
  address === undefined ? undefined : toAddress(address)

/** The entry of the outermost trusted hop, or of the next one inwards that wrote one. */
function pick(list: readonly (string | undefined)[], hops: number): string | undefined {
  return list.slice(Math.max(0, list.length - hops)).find((entry) => entry !== undefined && entry !== '')
}

function readXForwarded(headers: HeaderFields): ForwardedLists {
  const list = (name: string): string[] => {
    const text = readHeader(headers, name)
    return text === undefined ? [] : text.split(',').map((entry) => entry.trim())
  }
  return { for: list('x-forwarded-for'), host: list('x-forwarded-host'), proto: list('x-forwarded-proto') }
}

function readRfc7239(headers: HeaderFields): ForwardedLists | undefined {
  const text = readHeader(headers, 'forwarded')
  if (text === undefined) return { for: [], host: [], proto: [] }
  const elements = parseForwarded(text)
  return (
    elements && {
      for: elements.map((element) => element.for ?? 'unknown'),
      host: elements.map((element) => element.host),
      proto: elements.map((element) => element.proto),
    }
  )
}
