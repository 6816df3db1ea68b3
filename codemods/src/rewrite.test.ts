import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { clashes, rewriteText } from './rewrite.ts'
import type { Edit } from './touchpoint.ts'

/** Cuts of a text, every second piece replaced. */
const edits = (text: string): fc.Arbitrary<readonly Edit[]> =>
  fc
    .tuple(fc.uniqueArray(fc.nat(text.length), { maxLength: 8 }), fc.array(fc.string(), { maxLength: 4 }))
    .map(([cuts, texts]) => {
      const sorted = cuts.sort((a, b) => a - b)
      return texts.flatMap((replacement, index) => {
        const [start, end] = [sorted[2 * index], sorted[2 * index + 1]]
        return start === undefined || end === undefined ? [] : [{ start, end, text: replacement }]
      })
    })

describe('rewriteText', () => {
  it('keeps every character outside the ranges, whatever the order of the edits', () => {
    const texts = fc.string({ unit: 'grapheme', maxLength: 60 })
    fc.assert(
      fc.property(
        texts.chain((text) => fc.tuple(fc.constant(text), edits(text))),
        ([text, list]) => {
          let expected = text
          for (const { start, end, text: replacement } of [...list].reverse())
            expected = expected.slice(0, start) + replacement + expected.slice(end)
          expect(rewriteText(text, list)).toBe(expected)
          expect(rewriteText(text, [...list].reverse())).toBe(expected)
        },
      ),
    )
  })

  it('refuses edits that clash or lie outside', () => {
    const edit = (start: number, end: number): Edit => ({ start, end, text: 'x' })
    expect(() => rewriteText('abcdef', [edit(0, 3), edit(2, 4)])).toThrow(/clash at 2/)
    expect(() => rewriteText('abc', [edit(2, 4)])).toThrow(/2 to 4 of a text of 3/)
    expect(() => rewriteText('abc', [edit(2, 1)])).toThrow(RangeError)
  })

  it('lets ranges touch, and two insertions at one place clash', () => {
    expect(clashes({ start: 0, end: 2 }, { start: 2, end: 3 })).toBe(false)
    expect(clashes({ start: 2, end: 2 }, { start: 2, end: 4 })).toBe(false)
    expect(clashes({ start: 2, end: 2 }, { start: 2, end: 2 })).toBe(true)
    expect(clashes({ start: 3, end: 3 }, { start: 2, end: 4 })).toBe(true)
  })
})
