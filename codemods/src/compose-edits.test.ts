import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { composeEdits, createOrigin } from './compose-edits.ts'
import { clashes, rewriteText } from './rewrite.ts'
import type { Edit } from './touchpoint.ts'

/** Edits of a text that do not clash. */
const editsOf = (text: string): fc.Arbitrary<readonly Edit[]> =>
  fc
    .array(fc.tuple(fc.nat(text.length), fc.nat(text.length), fc.string({ maxLength: 4 })), { maxLength: 5 })
    .map((list) =>
      list
        .map(([a, b, added]): Edit => ({ start: Math.min(a, b), end: Math.max(a, b), text: added }))
        .filter((edit, index, all) => !all.slice(0, index).some((other) => clashes(edit, other))),
    )

const cases = fc.string({ minLength: 1, maxLength: 30 }).chain((text) =>
  editsOf(text).chain((first) =>
    fc.record({
      text: fc.constant(text),
      first: fc.constant(first),
      second: editsOf(rewriteText(text, first)),
    }),
  ),
)

describe('composeEdits', () => {
  it('comes to the same as one after the other', () => {
    fc.assert(
      fc.property(cases, ({ text, first, second }) => {
        const expected = rewriteText(rewriteText(text, first), second)
        expect(rewriteText(text, composeEdits(text, first, second))).toBe(expected)
      }),
    )
  })
})

describe('createOrigin', () => {
  it('finds untouched places again', () => {
    const edits = [
      { start: 2, end: 4, text: 'long' },
      { start: 6, end: 6, text: '!' },
    ]
    const text = rewriteText('abcdefgh', edits)
    expect(text).toBe('ablongef!gh')
    const toOrigin = createOrigin(edits)
    expect([0, 1, 2, 4, 6, 7, 9, 10].map(toOrigin)).toEqual([0, 1, 2, 2, 4, 5, 6, 7])
  })
})
