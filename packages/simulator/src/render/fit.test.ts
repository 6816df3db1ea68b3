import { describe, expect, it } from 'vitest'
import { cut, wrap, wrapBehind } from './fit.ts'

describe('cut', () => {
  it('leaves a text that fits, and marks one that does not', () => {
    expect(cut('abcde', 5)).toBe('abcde')
    expect(cut('abcdef', 5)).toBe('abcd…')
  })
})

describe('wrap', () => {
  it('breaks between words and never inside one', () => {
    expect(wrap('one two three', 7)).toEqual(['one two', 'three'])
    expect(wrap('a verylongword b', 5)).toEqual(['a', 'verylongword', 'b'])
    expect(wrap('', 5)).toEqual([''])
  })

  it('indents what follows the first line', () => {
    expect(wrapBehind('-> ', 'aaaaaaaaaa bbbbbbbbbb cccccccccc', 25)).toEqual([
      '-> aaaaaaaaaa',
      '     bbbbbbbbbb',
      '     cccccccccc',
    ])
  })
})
