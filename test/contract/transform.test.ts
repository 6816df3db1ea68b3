import { describe, expect, it } from 'vitest'
import { type FileResult, planFile } from '../../codemods/src/plan-file.ts'
import type { Target } from '../../codemods/src/touchpoint.ts'
import { TRANSFORMS } from '../../codemods/src/transforms.ts'
import { type Case, readCases, toSource } from './fixtures.ts'
import { parseElsewhere } from './parse-elsewhere.ts'

/** Findings as fixtures list them: the code, the line, and the action where it is not a rewrite without a remark. */
function toLines(result: FileResult): readonly string[] {
  return result.findings
    .map(({ line, code, action }) => ({ line, text: `${line} ${action} ${code}` }))
    .sort((a, b) => a.line - b.line || (a.text < b.text ? -1 : 1))
    .map(({ text }) => text)
}

describe.each(TRANSFORMS.map((transform) => ({ transform, name: transform.name })))('$name', ({ transform, name }) => {
  const cases = readCases(name)

  it('shows the cases every transform needs', () => {
    const names = cases.map((one) => one.name).join('\n')
    for (const word of ['plain', 'aliased', 'required', 're-exported', 'already-migrated', 'look-alike', 'real-life'])
      expect(names).toContain(word)
  })

  describe.each(cases)('$name', (one: Case) => {
    const { input, expected, extension, target } = one
    const rewrite = (text: string, aim: Target): FileResult =>
      planFile(toSource(one, text), [transform], { target: aim })

    it('becomes what is expected, with the findings that are expected', () => {
      const result = rewrite(input, target)
      expect(result.newText).toBe(expected)
      expect(toLines(result)).toEqual(one.findings)
    })

    it('is left alone by a second run, which has nothing more to rewrite', () => {
      const again = rewrite(expected, target)
      expect(again.newText).toBe(expected)
      expect(again.findings.filter(({ action }) => action === 'auto')).toEqual([])
    })

    it('comes to the same for Vobiz alone, at once or after the cut-over', () => {
      const both = rewrite(input, 'both').newText
      expect(rewrite(both, 'vobiz').newText).toBe(rewrite(input, 'vobiz').newText)
    })

    it('parses for another parser', () => {
      parseElsewhere(expected, extension)
      parseElsewhere(rewrite(input, 'vobiz').newText, extension)
    })

    it('keeps line endings, and findings move with the lines above them', () => {
      const windows = (text: string): string => text.replace(/\r?\n/g, '\r\n')
      expect(rewrite(windows(input), target).newText).toBe(windows(expected))
      if (input.startsWith('#!')) return
      const shift = (line: string): string => line.replace(/^\d+/, (number) => String(Number(number) + 2))
      expect(toLines(rewrite(`\n\n${input}`, target))).toEqual(toLines(rewrite(input, target)).map(shift))
    })
  })
})
