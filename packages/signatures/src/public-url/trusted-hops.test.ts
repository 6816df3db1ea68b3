import { describe, expect, it } from 'vitest'
import { createAddressMatcher, createHopCounter, toAddress } from './trusted-hops.ts'

describe('an address', () => {
  it.each([
    ['192.0.2.1', '192.0.2.1'],
    ['192.0.2.1:8080', '192.0.2.1'],
    ['192.0.2.123:65535', '192.0.2.123'],
    ['[2001:db8::1]', '2001:db8::1'],
    ['[2001:db8::1]:443', '2001:db8::1'],
    ['::ffff:192.0.2.1', '192.0.2.1'],
    ['::FFFF:10.0.0.1', '10.0.0.1'],
    ['[::ffff:10.0.0.1]:80', '10.0.0.1'],
    ['fe80::1%eth0', 'fe80::1'],
    ['::ffff:1', '::ffff:1'],
    ['1::ffff:10.0.0.1', '1::ffff:10.0.0.1'],
    ['unknown', 'unknown'],
    ['x192.0.2.1:80', 'x192.0.2.1:80'],
    ['192.0.2.1:80x', '192.0.2.1:80x'],
    ['[::1]x', '[::1]x'],
    ['x[::1]', 'x[::1]'],
    ['', ''],
  ])('%j is %j', (text, expected) => {
    expect(toAddress(text)).toBe(expected)
  })
})

describe('a list of ranges', () => {
  const contains = createAddressMatcher(['10.0.0.0/8', '192.0.2.7', 'fd00::/8', '::1', '198.51.100.0/25', '0.0.0.1/32'])

  it.each([
    '10.0.0.0',
    '10.255.255.255',
    '192.0.2.7',
    'fd12::1',
    '::1',
    '198.51.100.127',
    '[fd00::1]:443',
    '10.1.1.1:80',
  ])('contains %s', (address) => expect(contains(address)).toBe(true))

  it.each([
    '11.0.0.0',
    '9.255.255.255',
    '192.0.2.8',
    'fe00::1',
    '::2',
    '198.51.100.128',
    '',
    'unknown',
    '10.0.0',
    '10.0.0.0/8',
  ])('does not contain %j', (address) => expect(contains(address)).toBe(false))

  it.each([
    '',
    '10.0.0.0/33',
    '10.0.0.0/-1',
    '10.0.0.0/',
    '10.0.0.0/8/8',
    '10.0.0.0/8a',
    'fd00::/129',
    'localhost',
    '10.0.0.0/1000',
  ])('refuses %j, and shows what it expects', (range) =>
    expect(() => createAddressMatcher([range])).toThrow(`'${range}' is no address range; expected one like 10.0.0.0/8`),
  )

  it.each(['0.0.0.0/0', '::/0', '10.0.0.0/32', 'fd00::/128'])('takes %s', (range) => {
    expect(() => createAddressMatcher([range])).not.toThrow()
  })
})

describe('counting hops', () => {
  it.each([0, 1, 32])('trusts %i, whatever the addresses', (hops) => {
    const count = createHopCounter(hops)
    expect(count(undefined, [])).toBe(hops)
    expect(count('203.0.113.1', ['10.0.0.1', '10.0.0.2'])).toBe(hops)
  })

  it.each([-1, 33, 0.5, Number.NaN])('refuses %d, and shows what it expects', (hops) => {
    expect(() => createHopCounter(hops)).toThrow(`trustProxy is ${hops}; expected a whole number of hops, 0 to 32`)
  })

  it.each<[string | undefined, readonly string[], number]>([
    [undefined, [], 0],
    [undefined, ['10.0.0.1'], 0],
    ['203.0.113.1', ['10.0.0.1'], 0],
    ['10.0.0.1', [], 1],
    ['10.0.0.1', ['203.0.113.1'], 1],
    ['10.0.0.1', ['203.0.113.1', '10.0.0.2'], 2],
    ['10.0.0.1', ['10.0.0.3', '203.0.113.1', '10.0.0.2'], 2],
    ['10.0.0.1', ['10.0.0.3', '10.0.0.2'], 3],
  ])('of ranges: %s after %j are %i', (remote, list, expected) => {
    expect(createHopCounter(['10.0.0.0/8'])(remote, list)).toBe(expected)
  })
})
