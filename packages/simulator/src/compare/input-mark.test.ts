import { INPUT_MARK } from '@plivo-to-vobiz/mappings'
import { expect, it } from 'vitest'
import { joinTries, withoutMarks } from './input-mark.ts'

it.each([
  [`/menu?${INPUT_MARK}=a.0.b.c`, '/menu'],
  [`/menu?a=1&${INPUT_MARK}=a.0.b.c`, '/menu?a=1'],
  [`/menu?${INPUT_MARK}=a.0.b.c&a=1`, '/menu?a=1'],
  [`/menu?a=1&${INPUT_MARK}=x&b=2#rc=3`, '/menu?a=1&b=2#rc=3'],
  ['/menu?a=1', '/menu?a=1'],
])('%s without marks is %s', (url, bare) => {
  expect(withoutMarks(url)).toBe(bare)
})

it('takes marked elements in a row for the tries of one, and no others', () => {
  const element = { name: 'Gather', attributes: { numDigits: '1' } }
  const other = { name: 'Gather', attributes: { numDigits: '2' } }
  expect(
    joinTries([
      [element, true],
      [element, true],
      [other, true],
      [other, false],
      [other, false],
    ]),
  ).toEqual([{ name: 'Gather', attributes: { numDigits: '1', retries: '2' } }, other, other, other])
})
