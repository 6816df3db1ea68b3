import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { convert } from './convert.ts'
import { fillPath } from './path.ts'
import { addPlus, dropPlus, toDigits } from './phone-number.ts'
import { readPath } from './records.ts'

describe('numbers', () => {
  it.each([
    ['14155550123', '14155550123'],
    ['+14155550123', '14155550123'],
    ['+1 (415) 555-0123', '14155550123'],
    [14155550123, '14155550123'],
    ['sip:a@b', undefined],
    ['++1415', undefined],
    ['12', undefined],
    ['1234567890123456', undefined],
    ['', undefined],
    [null, undefined],
  ])('%j has the digits %s', (given, digits) => expect(toDigits(given)).toBe(digits))

  it('gain and lose their plus, whatever they had', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^\+?[1-9]\d{5,13}$/), (number) => {
        expect(addPlus(dropPlus(number))).toBe(addPlus(number))
        expect(dropPlus(addPlus(number))).toBe(dropPlus(number))
      }),
    )
  })

  it('that are none stay as they are', () => {
    expect(addPlus('sip:alice@example.com')).toBe('sip:alice@example.com')
    expect(dropPlus(null)).toBe(null)
  })
})

describe('a path', () => {
  it('keeps any id in its one segment', () => {
    fc.assert(
      fc.property(fc.string({ minLength: 1, unit: 'grapheme' }), (id) => {
        fc.pre(id !== '.' && id !== '..')
        const url = new URL(
          `http://host${fillPath('/Account/{auth_id}/Call/{call_uuid}/', { auth_id: 'MA', call_uuid: id })}`,
        )
        expect(url.pathname.split('/')).toHaveLength(6)
        expect(decodeURIComponent(url.pathname.split('/')[4] ?? '')).toBe(id)
        expect(url.search + url.hash).toBe('')
      }),
    )
  })

  it('encodes the plus of a number once', () => {
    expect(fillPath('/numbers/{+number}', { number: '14155550123' })).toBe('/numbers/%2B14155550123')
    expect(fillPath('/numbers/{+number}', { number: '+14155550123' })).toBe('/numbers/%2B14155550123')
  })

  it.each([undefined, null, '', '.', '..'])('refuses %j', (id) => {
    expect(() => fillPath('/Call/{call_uuid}/', { call_uuid: id })).toThrow(/path needs call_uuid/)
  })
})

describe('conversions', () => {
  it.each([
    [true, 'text', 'true'],
    [30, 'text', '30'],
    ['77', 'number', 77],
    ['12345678901234567', 'number', '12345678901234567'],
    ['007a', 'number', '007a'],
    ['true', 'boolean', true],
    ['false', 'boolean', false],
    [false, 'boolean', false],
    ['maybe', 'boolean', 'maybe'],
    ['2026-11-01 10:00:00', 'date', '2026-11-01'],
    [new Date('2026-11-01T23:00:00Z'), 'date', '2026-11-01'],
    ['soon', 'date', 'soon'],
    [['1', '2'], 'destinations', '1<2'],
    ['1<2', 'destinations', '1<2'],
    ['u', 'list', ['u']],
    [['u'], 'list', ['u']],
    ['Call Fired', 'lower-case', 'call fired'],
    [5, 'lower-case', 5],
    [undefined, 'text', undefined],
    [null, 'text', null],
    ['x', undefined, 'x'],
  ] as const)('%j as %s is %j', (value, as, expected) => expect(convert(value, as)).toEqual(expected))
})

describe('reading a path', () => {
  it('ends quietly', () => {
    expect(readPath({ a: { b: [1, 2] } }, 'a.b.1')).toBe(2)
    expect(readPath({ a: null }, 'a.b')).toBeUndefined()
    expect(readPath({}, 'constructor.name')).toBeUndefined()
    expect(readPath(undefined, 'a')).toBeUndefined()
  })
})
