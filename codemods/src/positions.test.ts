import { expect, it } from 'vitest'
import { createPositions, getLineEnding } from './positions.ts'

it('counts lines and columns from 1 over every kind of line ending', () => {
  const at = createPositions('ab\r\nc\rd\n\nétat')
  expect([0, 2, 4, 6, 8, 9, 11].map((offset) => Object.values(at(offset)).join(':'))).toEqual([
    '1:1',
    '1:3',
    '2:1',
    '3:1',
    '4:1',
    '5:1',
    '5:3',
  ])
})

it('tells the line ending of a file by its first line', () => {
  expect(getLineEnding('a\r\nb\n')).toBe('\r\n')
  expect(getLineEnding('a')).toBe('\n')
})
