import plivo from 'plivo'
import { describe, expect, it } from 'vitest'
import { Response } from './builder.ts'
import { fromBuilder } from './from-builder.ts'

describe('fromBuilder', () => {
  it('takes text and bytes as they are', () => {
    expect(fromBuilder('<Response/>')).toBe('<Response/>')
    expect(fromBuilder(new TextEncoder().encode('\uFEFF<Response>é</Response>'))).toBe('\uFEFF<Response>é</Response>')
  })

  it('takes the builder of Plivo, and gives the PlivoXML of ours', () => {
    const [theirs, ours] = [plivo.Response(), Response()]
    for (const response of [theirs, ours]) response.addGetDigits({ numDigits: 1 })
    expect(fromBuilder(theirs)).toBe('<Response><GetDigits numDigits="1"/></Response>')
    expect(fromBuilder(ours)).toBe(fromBuilder(theirs))
  })

  it.each([
    [undefined, 'undefined'],
    [null, 'null'],
    [42, 'number'],
    [{}, 'Object'],
    [Object.create(null), 'an object'],
    [{ toXML: 'x' }, 'Object'],
    [{ toXML: () => 1 }, 'Object'],
  ])('refuses %s', (reply, seen) => {
    expect(() => fromBuilder(reply)).toThrow(
      `Neither a string of XML nor a response builder at line 1, column 1: ${seen}.`,
    )
  })

  it.each([[[0xff]], [[0xc3]], [[0xed, 0xa0, 0x80]], [[0xc0, 0x80]]])(
    'refuses the bytes %s, which are no UTF-8',
    (bytes) => {
      expect(() => fromBuilder(Uint8Array.from(bytes))).toThrow(expect.objectContaining({ code: 'bad-encoding' }))
    },
  )
})
