import crypto from 'node:crypto'
import fc from 'fast-check'
import { describe, expect, it, vi } from 'vitest'
import { computeDigest, matchesDigest } from './hmac.ts'

const compared = vi.hoisted(() => [] as (readonly [number, number])[])
vi.mock('node:crypto', async (load) => {
  const real = await load<typeof import('node:crypto')>()
  return {
    ...real,
    timingSafeEqual: (left: Uint8Array, right: Uint8Array) => {
      compared.push([left.length, right.length])
      return real.timingSafeEqual(left, right)
    },
  }
})

const SHA256 = { algorithm: 'sha256', encoding: 'base64' } as const
const SHA1 = { algorithm: 'sha1', encoding: 'hex' } as const
const digest = computeDigest(SHA256, 'secret', 'text')

describe('computeDigest', () => {
  const bytes = fc.uint8Array({ maxLength: 200 })

  it('is the HMAC of the text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', minLength: 1 }), fc.string({ unit: 'binary' }), (secret, text) => {
        const expected = crypto.createHmac('sha256', Buffer.from(secret)).update(Buffer.from(text)).digest('base64')
        expect(computeDigest(SHA256, secret, text)).toBe(expected)
      }),
    )
  })

  it('hashes bytes after the text as they are', () => {
    fc.assert(
      fc.property(fc.string(), bytes, (text, rest) => {
        const whole = Buffer.concat([Buffer.from(text), rest])
        expect(computeDigest(SHA1, 'secret', [text, rest])).toBe(
          crypto.createHmac('sha1', 'secret').update(whole).digest('hex'),
        )
      }),
    )
  })

  it('tells hundreds of secrets apart, first and second time', () => {
    const secrets = Array.from({ length: 600 }, (_, index) => `secret-${index}`)
    const expected = secrets.map((secret) => crypto.createHmac('sha256', secret).update('text').digest('base64'))
    expect(secrets.map((secret) => computeDigest(SHA256, secret, 'text'))).toEqual(expected)
    expect(secrets.map((secret) => computeDigest(SHA256, secret, 'text'))).toEqual(expected)
  })
})

describe('matchesDigest', () => {
  it('accepts the digest and nothing else', () => {
    expect(matchesDigest(digest, digest)).toBe(true)
    fc.assert(fc.property(fc.string({ unit: 'binary', maxLength: 60 }), (text) => !matchesDigest(text, digest)))
  })

  it.each([
    ['one character less', digest.slice(0, -1)],
    ['one character more', `${digest}=`],
    ['nothing', ''],
    ['another first character', `${digest.startsWith('A') ? 'B' : 'A'}${digest.slice(1)}`],
    ['another last character', `${digest.slice(0, -1)}.`],
    ['another case', digest.toUpperCase()],
    ['a blank before it', ` ${digest.slice(1)}`],
  ])('refuses %s', (_, received) => {
    expect(matchesDigest(received, digest)).toBe(false)
  })

  it('refuses characters whose low byte fits', () => {
    for (let index = 0; index < digest.length; index += 1) {
      const twin = String.fromCharCode(digest.charCodeAt(index) + 256)
      expect(matchesDigest(digest.slice(0, index) + twin + digest.slice(index + 1), digest)).toBe(false)
    }
  })

  it('refuses a beginning right after the whole was accepted', () => {
    expect(matchesDigest(digest, digest)).toBe(true)
    for (let length = 0; length < digest.length; length += 1)
      expect(matchesDigest(digest.slice(0, length), digest)).toBe(false)
  })

  it('keeps digests of several lengths apart', () => {
    const others = [computeDigest(SHA1, 'secret', 'text'), `sha256=${'0'.repeat(64)}`, digest]
    for (const one of [...others, ...others])
      expect(others.map((other) => matchesDigest(other, one))).toEqual(others.map((other) => other === one))
  })

  it('never leaves early: one comparison of as many bytes, whatever was received', () => {
    const received = ['', 'x', digest, digest.slice(0, -1), `${digest}x`, 'é'.repeat(44), '\u{1f600}'.repeat(22)]
    for (const text of [...received, 'x'.repeat(10_000_000)]) {
      compared.length = 0
      matchesDigest(text, digest)
      expect(compared).toEqual([[digest.length, digest.length]])
    }
  })
})
