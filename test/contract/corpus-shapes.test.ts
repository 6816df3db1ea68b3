import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { planFile } from '../../codemods/src/plan-file.ts'
import { TRANSFORMS } from '../../codemods/src/transforms.ts'
import { type Case, readCases, toSource } from './fixtures.ts'

/** A shape of real code: which fixtures show it, and what has to be in them so that they do. */
interface Shape {
  readonly id: string
  readonly shape: string
  /** `E` an edit is safe, `R` it is reported, `N` nothing has to change. */
  readonly marked: 'E' | 'R' | 'N'
  /** A pattern, tried with the flags i, m and s. */
  readonly shows: string
  /** `<transform>/<case>`. */
  readonly fixtures: readonly string[]
  /** Why nothing is said of a shape that is marked as more than `N`. */
  readonly silent?: string
}

const FILE = join(import.meta.dirname, 'corpus-shapes.json')
const { shapes, otherLanguages }: { shapes: readonly Shape[]; otherLanguages: readonly string[] } = JSON.parse(
  readFileSync(FILE, 'utf8'),
)
/** How many shapes each series of the list has. */
const SERIES = { I: 19, C: 13, S: 21, H: 13, U: 8, X: 20, R: 21, E: 12, M: 8, N: 11 }
const cases: ReadonlyMap<string, Case> = new Map(
  TRANSFORMS.flatMap(({ name }) => readCases(name).map((one) => [`${name}/${one.name}`, one] as const)),
)

/** Whether any transform says something of a case, for either target. */
function isTold(one: Case): boolean {
  return (['both', 'vobiz'] as const).some((target) => {
    const { findings, edits } = planFile(toSource(one, one.input), TRANSFORMS, { target })
    return findings.length + edits.length > 0
  })
}

describe('shapes of real JavaScript and TypeScript', () => {
  it('are all in the table, or of other languages', () => {
    const wanted = Object.entries(SERIES).flatMap(([letter, count]) =>
      Array.from({ length: count }, (_, index) => `${letter}${index + 1}`),
    )
    const listed = [...shapes.map(({ id }) => id), ...otherLanguages]
    expect(new Set(listed).size).toBe(listed.length)
    expect([...listed].sort()).toEqual([...wanted, 'ring_url', 'SIP', 'browser'].sort())
  })

  it.each(shapes)('$id: $shape', ({ marked, shows, fixtures, silent }) => {
    expect(fixtures.length).toBeGreaterThan(0)
    const found = fixtures.map((fixture) => {
      const one = cases.get(fixture)
      if (one === undefined) throw new Error(`There is no fixture ${fixture}.`)
      return one
    })
    for (const { input } of found) expect(input).toMatch(new RegExp(shows, 'ims'))
    if (marked !== 'N') expect(found.some(isTold)).toBe(silent === undefined)
  })
})
