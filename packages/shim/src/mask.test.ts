import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { maskDigits, maskNumber, maskPath } from './mask.ts'

describe('a number', () => {
  it.each([
    ['+14155550123', '…123'],
    ['919876543210', '…210'],
    ['+1 (415) 555-0123', '…123'],
    ['12345', '…5'],
    ['100', '…0'],
    ['12', '…'],
    ['sip:alice@phone.example.com', undefined],
    ['alice', undefined],
    ['', undefined],
    [undefined, undefined],
  ])('%s is told as %s', (number, told) => {
    expect(maskNumber(number)).toBe(told)
  })
})

describe('a path', () => {
  it.each([
    ['/voice/answer?To=14155550123', '/voice/answer'],
    ['/voice/14155550123/answer', '/voice/:number/answer'],
    ['/voice/%2B1-415-555-0123', '/voice/:number'],
    ['/calls/550e8400-e29b-41d4-a716-446655440000', '/calls/:id'],
    ['/v2/tenants/77/answer#x', '/v2/tenants/77/answer'],
    ['/%E0%A4%A', '/%E0%A4%A'],
  ])('%s is told as %s', (path, told) => {
    expect(maskPath(path)).toBe(told)
  })

  it('is cut where it is long', () => {
    expect(maskPath(`/${'a'.repeat(5000)}`)).toHaveLength(120)
  })
})

it('no phone number is left in any text', () => {
  const number = fc
    .tuple(fc.constantFrom('', '+'), fc.stringMatching(/^[1-9]\d{7,14}$/))
    .map(([plus, digits]) => [plus + digits, digits] as const)
  fc.assert(
    fc.property(fc.string(), number, fc.string(), (before, [text, digits], after) => {
      expect(maskDigits(`${before}${text}${after}`, '[number]')).not.toContain(digits)
      expect(maskPath(`/${before}${text}${after}`)).not.toContain(digits)
      expect(maskNumber(text)).not.toContain(digits)
    }),
  )
})
