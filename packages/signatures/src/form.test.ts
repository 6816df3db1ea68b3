import { describe, expect, it } from 'vitest'
import { parseForm, readForm, toText } from './form.ts'

const request = { method: 'POST', url: 'https://h/p', headers: {} }

describe('parseForm', () => {
  it.each([
    ['a=1&b=2', { a: '1', b: '2' }],
    ['a=1&a=2&a=1', { a: ['1', '2', '1'] }],
    ['a', { a: '' }],
    ['a=', { a: '' }],
    ['a=b=c', { a: 'b=c' }],
    ['a=+%20%2B', { a: '  +' }],
    ['a=%zz', { a: '%zz' }],
    ['a=%C3%A9', { a: 'é' }],
    ['a;b=1', { 'a;b': '1' }],
    ['', {}],
  ])('%s', (text, fields) => {
    expect({ ...parseForm(text) }).toEqual(fields)
  })

  it('loses no pair, whatever their number', () => {
    const text = Array.from({ length: 5000 }, (_, index) => `k${index}=v`).join('&')
    expect(Object.keys(parseForm(text))).toHaveLength(5000)
  })

  it('gives names of an object’s parts as plain fields', () => {
    const fields = parseForm('__proto__=a&constructor=b')
    expect(Object.entries(fields)).toEqual([
      ['__proto__', 'a'],
      ['constructor', 'b'],
    ])
    expect(Object.getPrototypeOf(fields)).toBeNull()
  })
})

describe('readForm', () => {
  it('prefers parameters to the body', () => {
    expect(readForm({ ...request, params: { a: '1' }, rawBody: 'b=2' })).toEqual({ a: '1' })
    expect(readForm({ ...request, params: {}, rawBody: 'b=2' })).toEqual({})
  })

  it.each([
    ['text', 'a=%C3%A9'],
    ['bytes', new TextEncoder().encode('a=%C3%A9')],
    ['a view of bytes', new TextEncoder().encode('xa=%C3%A9y').subarray(1, 9)],
  ])('decodes a body of %s', (_, rawBody) => {
    expect({ ...readForm({ ...request, rawBody }) }).toEqual({ a: 'é' })
  })

  it('is empty without body', () => {
    expect({ ...readForm(request) }).toEqual({})
    expect({ ...readForm({ ...request, rawBody: new Uint8Array() }) }).toEqual({})
  })
})

describe('toText', () => {
  it('keeps a byte order mark and replaces what is no UTF-8', () => {
    expect(toText(new Uint8Array([0xef, 0xbb, 0xbf, 0x61, 0xff]))).toBe('\ufeffa\ufffd')
    expect(toText(undefined)).toBe('')
  })
})
