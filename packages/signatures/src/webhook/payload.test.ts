import { describe, expect, it } from 'vitest'
import { readFields, readJson } from './payload.ts'

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text)

describe('form fields', () => {
  it.each([
    ['application/x-www-form-urlencoded', 'a=1&a=2&b=+%2B%C3%A9', { a: ['1', '2'], b: ' +é' }],
    ['Application/X-WWW-Form-URLEncoded; charset=UTF-8', 'a', { a: '' }],
    ['application/x-www-form-urlencoded', 'a[b]=1&c=%zz', { 'a[b]': '1', c: '%zz' }],
  ])('of %s %s', (type, body, expected) => {
    expect({ ...readFields({ 'content-type': type }, bytes(body)) }).toEqual(expected)
  })

  it.each([
    ['application/json', '{"a":1}'],
    ['multipart/form-data; boundary=x', 'a=1'],
    ['application/x-www-form-urlencoded2', 'a=1'],
    ['text/plain; application/x-www-form-urlencoded', 'a=1'],
    ['application/x-www-form-urlencoded', ''],
    ['', 'a=1'],
  ])('there are none of %j %j', (type, body) => {
    expect(readFields({ 'content-type': type }, bytes(body))).toBeUndefined()
  })

  it('a field cannot reach the prototype', () => {
    const fields = readFields(
      { 'content-type': 'application/x-www-form-urlencoded' },
      bytes('__proto__=x&constructor=y'),
    )
    expect(Object.getPrototypeOf({})).toBe(Object.prototype)
    expect(Object.entries(fields ?? {})).toEqual([
      ['__proto__', 'x'],
      ['constructor', 'y'],
    ])
  })
})

describe('JSON', () => {
  it.each([
    ['{"a":1}', { a: 1 }],
    ['null', null],
    ['\ufeff{"a":"é"}', { a: 'é' }],
    [' [] \n', []],
  ])('of %j', (text, expected) => {
    expect(readJson(bytes(text))).toEqual(expected)
  })

  it.each(['', 'a=1', '{"a":', "{'a':1}", '\u0000'])('there is none of %j', (text) => {
    expect(readJson(bytes(text))).toBeUndefined()
  })
})
