import { createPublicUrlResolver } from '@plivo-to-vobiz/signatures/public-url'
import fc from 'fast-check'
import parseForwarded from 'forwarded-parse'
import proxyaddr from 'proxy-addr'
import { describe, expect, it } from 'vitest'

const RUNS = { numRuns: 2000 }

describe('the client address, against proxy-addr', () => {
  const address = fc.oneof(
    fc.constantFrom('10.0.0.1', '10.0.0.2', '10.255.0.1', '192.168.1.1', '127.0.0.1', '::1', 'fd00::1', '2001:db8::9'),
    fc.ipV4(),
    fc.ipV6(),
  )
  const range = fc.constantFrom(
    '10.0.0.0/8',
    '10.0.0.1',
    '192.168.0.0/16',
    '127.0.0.0/8',
    '::1/128',
    'fd00::/8',
    '2001:db8::/32',
  )
  const request = (remoteAddress: string, list: readonly string[]) => {
    const headers = list.length === 0 ? {} : { 'x-forwarded-for': list.join(', ') }
    return { path: '/', secure: false, headers: { host: 'h', ...headers }, remoteAddress }
  }
  const theirs = (remoteAddress: string, list: readonly string[], trust: Parameters<typeof proxyaddr>[1]): string => {
    const headers = list.length === 0 ? {} : { 'x-forwarded-for': list.join(', ') }
    // The three properties proxy-addr reads of a request.
    const incoming = { headers, socket: { remoteAddress }, connection: { remoteAddress } }
    return proxyaddr(incoming as unknown as Parameters<typeof proxyaddr>[0], trust)
  }
  const ours = (remoteAddress: string, list: readonly string[], trustProxy: number | readonly string[]) => {
    const result = createPublicUrlResolver({ trustProxy })(request(remoteAddress, list))
    return result.ok ? result.clientAddress : result.code
  }

  it('agrees on address ranges', () => {
    fc.assert(
      fc.property(
        address,
        fc.array(address, { maxLength: 5 }),
        fc.array(range, { maxLength: 3 }),
        (remote, list, ranges) => {
          expect(ours(remote, list, ranges)).toBe(theirs(remote, list, proxyaddr.compile(ranges)))
        },
      ),
      RUNS,
    )
  })

  it('agrees on a number of hops', () => {
    fc.assert(
      fc.property(
        address,
        fc.array(address, { maxLength: 5 }),
        fc.integer({ min: 0, max: 6 }),
        (remote, list, hops) => {
          expect(ours(remote, list, hops)).toBe(theirs(remote, list, (_, index) => index < hops))
        },
      ),
      RUNS,
    )
  })
})

describe('RFC 7239, against forwarded-parse', () => {
  const name = fc.constantFrom('for', 'by', 'host', 'proto', 'secret', 'Host', 'PROTO')
  const value = fc.oneof(
    fc.stringMatching(/^[A-Za-z0-9._~-]{1,12}$/),
    fc.stringMatching(/^[ -~]{0,12}$/).map((text) => `"${text.replace(/["\\]/g, String.raw`\$&`)}"`),
  )
  const blank = fc.constantFrom('', ' ')
  // A name that comes twice in one element is against the RFC; the other parser lets some through.
  const element = fc
    .uniqueArray(fc.tuple(name, value, blank, blank), { minLength: 1, selector: ([key]) => key.toLowerCase() })
    .map((pairs) => pairs.map(([key, text, before, after]) => `${before}${key}=${text}${after}`).join(';'))
  const header = fc.array(element, { minLength: 1, maxLength: 3 }).map((elements) => elements.join(',').trim()) // HTTP takes blanks off both ends

  /** Host and scheme of the element of the only trusted hop, as the other parser reads it. */
  function theirs(forwarded: string): { host: string | undefined; proto: string | undefined } | undefined {
    try {
      const last = parseForwarded(forwarded).at(-1)
      return { host: last?.host, proto: last?.proto }
    } catch {
      return undefined
    }
  }

  it('agrees on what the last hop wrote, or that it is malformed', () => {
    let compared = 0
    fc.assert(
      fc.property(header, (forwarded) => {
        const result = createPublicUrlResolver({ trustProxy: 1, forwardedHeader: 'forwarded' })({
          path: '/',
          secure: false,
          headers: { host: 'fallback', forwarded },
        })
        const expected = theirs(forwarded)
        if (expected === undefined) {
          expect(result).toMatchObject({ ok: false, code: 'invalid-forwarded' })
          return
        }
        const { proto = '' } = expected
        if (!/^((http|ws)s?)?$/i.test(proto)) {
          expect(result).toMatchObject({ ok: false })
          return
        }
        if (!result.ok) {
          expect(result.code).toBe('invalid-host')
          return
        }
        compared += 1
        expect(result.url).toBe(
          `${proto.toLowerCase().replace('ws', 'http') || 'http'}://${expected.host || 'fallback'}/`,
        )
      }),
      RUNS,
    )
    expect(compared).toBeGreaterThan(100)
  })
})
