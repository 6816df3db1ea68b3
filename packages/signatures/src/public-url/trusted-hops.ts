import { BlockList, isIP } from 'node:net'
import { WebhookError } from '../webhook/webhook-error.ts'

/** Which proxies may speak about a request: how many stand in front of the application, or their address ranges. */
export type TrustProxy = number | readonly string[]

/** Counts how many proxies, from the application outwards, are trusted for one request. */
export type CountTrustedHops = (remoteAddress: string | undefined, forwardedFor: readonly string[]) => number

/**
 * Compiles `trustProxy` once. A number trusts that many hops whatever their address; ranges trust hops for as long as
 * each address in turn (the connection first, then what the hop before wrote) lies inside one of them.
 */
export function createHopCounter(trust: TrustProxy): CountTrustedHops {
  if (typeof trust === 'number') {
    if (!Number.isInteger(trust) || trust < 0 || trust > 32) {
      throw new WebhookError('bad-option', `trustProxy is ${trust}; expected a whole number of hops, 0 to 32`)
    }
    return () => trust
  }
  const contains = createAddressMatcher(trust)
  return (remoteAddress, forwardedFor) => {
    const chain = [remoteAddress, ...forwardedFor.toReversed()]
    const outside = chain.findIndex((address) => address === undefined || !contains(address))
    return outside < 0 ? chain.length : outside
  }
}

/** Tells whether an address lies in one of the ranges, written as `10.0.0.0/8`, `fd00::/8` or a single address. */
export function createAddressMatcher(ranges: readonly string[]): (address: string) => boolean {
  const list = new BlockList()
  for (const range of ranges) addRange(list, range)
  return (text) => {
    const address = toAddress(text)
    const family = isIP(address)
    return family !== 0 && list.check(address, family === 6 ? 'ipv6' : 'ipv4')
  }
}

function addRange(list: BlockList, range: string): void {
  const [network = '', length, ...rest] = range.split('/')
  const address = toAddress(network)
  const family = isIP(address)
  const bits = family === 6 ? 128 : 32
  const prefix = length === undefined ? bits : Number(length)
  if (family === 0 || rest.length > 0 || !/^(?:[0-9]{1,3})?$/.test(length ?? '') || length === '' || prefix > bits) {
    throw new WebhookError('bad-option', `'${range}' is no address range; expected one like 10.0.0.0/8 or fd00::/8`)
  }
  list.addSubnet(address, prefix, family === 6 ? 'ipv6' : 'ipv4')
}

/** An address without the port, brackets, zone or IPv4-in-IPv6 prefix that hosts and proxies add. */
export function toAddress(text: string): string {
  const bare = /^\[([^\]]*)\](?::[0-9]{1,5})?$/.exec(text)?.[1] ?? /^([0-9.]+):[0-9]{1,5}$/.exec(text)?.[1] ?? text
  return bare.replace(/%.*$/, '').replace(/^::ffff:(?=[0-9]+\.)/i, '')
}
