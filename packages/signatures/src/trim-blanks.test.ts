import { expect, it } from 'vitest'
import { trimBlanks } from './trim-blanks.ts'

it.each([
  ['a', 'a'],
  ['', ''],
  [' ', ''],
  [' \ta b\t ', 'a b'],
  ['a ', 'a'],
  [' a', 'a'],
  ['\na\r', '\na\r'],
  ['\u00a0a\u00a0', '\u00a0a\u00a0'],
])('%j', (text, trimmed) => {
  expect(trimBlanks(text)).toBe(trimmed)
})
