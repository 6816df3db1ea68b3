import { describe, expect, it } from 'vitest'
import { type FileResult, planFile } from '../../codemods/src/plan-file.ts'
import type { Target } from '../../codemods/src/touchpoint.ts'
import { TRANSFORMS } from '../../codemods/src/transforms.ts'
import { type Case, readCases, toSource } from './fixtures.ts'
import { parseElsewhere } from './parse-elsewhere.ts'

/** What a user gets: every transform at once, over the fixtures of all of them. */
const cases = TRANSFORMS.flatMap(({ name }) =>
  readCases(name).map((one) => ({ ...one, title: `${name}: ${one.name}` })),
)

const run = (one: Case, text: string, target: Target): FileResult =>
  planFile(toSource(one, text), TRANSFORMS, { target })

describe.each(cases)('$title', (one) => {
  const both = run(one, one.input, 'both')
  const vobiz = run(one, one.input, 'vobiz')

  it('is left alone by a second run, which finds nothing more to rewrite', () => {
    for (const [result, target] of [
      [both, 'both'],
      [vobiz, 'vobiz'],
    ] as const) {
      const again = run(one, result.newText, target)
      expect(again.newText).toBe(result.newText)
      expect(again.findings.filter(({ action }) => action === 'auto')).toEqual([])
    }
  })

  it('says of no REST call that it is rewritten and that a person has to', () => {
    for (const { findings } of [both, vobiz]) {
      const calls = findings.filter(({ kind }) => kind === 'rest-sdk-call')
      const places = new Set(calls.map(({ line, column }) => `${line}:${column}`))
      expect(places.size).toBe(calls.length)
    }
  })

  it('comes to the same for Vobiz alone, at once or after the cut-over', () => {
    expect(run(one, both.newText, 'vobiz').newText).toBe(vobiz.newText)
  })

  it('parses for another parser', () => {
    for (const { newText } of [both, vobiz]) if (newText !== one.input) parseElsewhere(newText, one.extension)
  })
})
