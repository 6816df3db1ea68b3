import { expect, it } from 'vitest'
import { planFile } from './plan-file.ts'
import type { SourceFile } from './source-file.ts'
import type { Transform } from './transform.ts'

/** A transform that keeps the texts it is asked about, and makes one edit where it finds `a`. */
function createTransform(options: Pick<Transform, 'needs' | 'stage'> = {}) {
  const asked: SourceFile[] = []
  const transform: Transform = {
    name: 'probe',
    languages: ['javascript'],
    ...options,
    find(file) {
      asked.push(file)
      const start = file.text.indexOf('aa')
      return start < 0 ? [] : [{ transform: 'probe', kind: 'other', range: { start, end: start + 2 } }]
    },
    rewrite: ({ range }) => ({ edits: [{ ...range, text: 'bb' }], notes: [{ code: 'sdk-import' }] }),
  }
  return { asked, transform }
}

const toFile = (text: string): SourceFile => ({ path: 'a.js', text, language: 'javascript' })

it.each([
  ['names Plivo', undefined, 'PLIVO()', 1],
  ['does not name it', undefined, 'other()', 0],
  ['holds what the transform needs', /other/, 'other()', 1],
  ['names Plivo but lacks what the transform needs', /other/, 'plivo()', 0],
])('asks about a file that %s', (_, needs, text, times) => {
  const { asked, transform } = createTransform(needs && { needs })
  planFile(toFile(text), [transform], { target: 'both' })
  expect(asked).toHaveLength(times)
})

it('hands the file that a stage edited to the next one, as one object with one tree', () => {
  const [first, second, third] = [
    createTransform({ stage: 0 }),
    createTransform({ stage: 1 }),
    createTransform({ stage: 2 }),
  ]
  const file = toFile('plivo(aa)')
  const { newText } = planFile(file, [first.transform, second.transform, third.transform], { target: 'both' })
  expect(newText).toBe('plivo(bb)')
  expect(first.asked).toEqual([file])
  expect(second.asked[0]?.text).toBe('plivo(bb)')
  expect(third.asked[0]).toBe(second.asked[0])
})
