import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { decodeText, encodeText } from './encoding.ts'

const write = (bytes: Buffer): Buffer | undefined => {
  const decoded = decodeText(bytes)
  return decoded && encodeText(decoded)
}

describe('decodeText and encodeText', () => {
  it('give back the same bytes, whatever they are, or none', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 64 }), (raw) => {
        const bytes = Buffer.from(raw)
        const written = write(bytes)
        expect(written === undefined || written.equals(bytes)).toBe(true)
      }),
      { numRuns: 2000 },
    )
  })

  it.each([
    ['utf-8', 'é = "naïve 電話"'],
    ['utf-16le', 'é = "naïve 電話"'],
    ['utf-16be', 'é = "naïve 電話"'],
    ['latin1', 'é = "naïve"'],
  ] as const)('read %s, with its mark where it has one', (encoding, text) => {
    const bom = encoding.startsWith('utf-16')
    const bytes = encodeText({ text, encoding, bom })
    expect(bytes && decodeText(bytes)).toEqual({ text, encoding, bom })
  })

  it('keep the mark of UTF-8', () => {
    const bytes = Buffer.from('\uFEFFx')
    expect(decodeText(bytes)).toEqual({ text: 'x', encoding: 'utf-8', bom: true })
    expect(write(bytes)).toEqual(bytes)
  })

  it('take no binary data for text', () => {
    expect(decodeText(Buffer.from('plivo\0plivo'))).toBeUndefined()
  })

  it('leave text alone in which a byte only looks like a backslash', () => {
    // 表 in Shift JIS ends in the byte of a backslash.
    const bytes = Buffer.concat([Buffer.from('x = "'), Buffer.from([0x95, 0x5c]), Buffer.from('"')])
    expect(decodeText(bytes)).toBeUndefined()
  })

  it('write no character that the encoding lacks', () => {
    expect(encodeText({ text: '“', encoding: 'latin1', bom: false })).toBeUndefined()
  })
})
