import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { CONTRADICTIONS } from '@plivo-to-vobiz/mappings'
import { expect, it } from 'vitest'
import { ROOT } from './workspace.ts'

/** Numbers in the names of tests, `C2, C3: …`. */
function readNumbers(path: string): ReadonlySet<number> {
  const text = readFileSync(join(ROOT, path), 'utf8')
  const names = [...text.matchAll(/(?:\bit|\bdescribe|\))\(\s*(['"`])(C\d+(?:, C\d+)*):? ?.*?\1/g)]
  return new Set(names.flatMap((match) => [...(match[2] ?? '').matchAll(/\d+/g)].map(Number)))
}

/** Those that concern what codemods write, and no webhook. */
const AT_WRITING = new Set([24])

it('every contradiction of the fact sheet that concerns run time has a test named after it', () => {
  const tested = readNumbers('packages/shim/src/contradictions.test.ts')
  const all = Array.from({ length: 33 }, (_, index) => index + 1)
  expect(all.filter((number) => !tested.has(number) && !AT_WRITING.has(number))).toEqual([])
})

it('those a call shows are tested through the intercept as well', () => {
  const tested = readNumbers('packages/shim/src/gateway/contradictions.test.ts')
  const shown = CONTRADICTIONS.map(({ id }) => Number(id.slice(1)))
  expect(shown.length).toBeGreaterThan(5)
  expect(shown.filter((number) => !tested.has(number))).toEqual([])
})
