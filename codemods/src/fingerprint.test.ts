import { expect, it } from 'vitest'
import { toDetails } from './details.ts'
import { plan } from './run.ts'
import { CHECK, createTree } from './tree.fixture.ts'

const getPrints = async (text: string): Promise<readonly string[]> => {
  const tree = createTree({ 'a.js': text })
  return toDetails(await plan({ paths: [tree.root] })).items.map(({ fingerprint }) => fingerprint)
}

it('are different for every finding, and the same after lines were added above and blanks changed', async () => {
  const before = await getPrints(CHECK)
  expect(new Set(before).size).toBe(before.length)
  expect(await getPrints(`// one\n// two\n${CHECK}`)).toEqual(before)
  expect(await getPrints(CHECK.replace('  plivo.validate', '    plivo.validate'))).toEqual(before)
})
