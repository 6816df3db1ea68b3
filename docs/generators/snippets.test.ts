import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { fillSnippets } from './snippets.ts'

const SOURCE = 'import x\n// #region one\nfirst()\n// #endregion\n// #region two\nsecond()\n// #endregion\n'
const read = (path: string): string => (path === 'a.mjs' ? SOURCE : '')

it('writes the region between the markers, whatever stood there, and only there', () => {
  const page = 'Before\n<!-- snippet a.mjs#two -->\nold\n<!-- /snippet -->\nafter'
  const filled = 'Before\n<!-- snippet a.mjs#two -->\n```js\nsecond()\n```\n<!-- /snippet -->\nafter'
  expect(fillSnippets(page, read)).toBe(filled)
  expect(fillSnippets(filled, read)).toBe(filled)
})

it('keeps pairs of markers apart', () => {
  const page = '<!-- snippet a.mjs#one -->\n<!-- /snippet -->\ntext\n<!-- snippet a.mjs#two -->\n<!-- /snippet -->'
  expect(fillSnippets(page, read)).toMatch(/first\(\)[\s\S]*text[\s\S]*second\(\)/)
})

it.each(['three', 'on'])('fails on the region %s, which is not there', (region) => {
  expect(() => fillSnippets(`<!-- snippet a.mjs#${region} -->\n<!-- /snippet -->`, read)).toThrow(
    /a\.mjs has no region/,
  )
})

it('leaves a page without markers alone', () => {
  expect(fillSnippets('# Page\n```js\nx\n```', read)).toBe('# Page\n```js\nx\n```')
})

describe('every guide shows its examples as they run', () => {
  const docs = join(import.meta.dirname, '..')
  const readDocs = (path: string): string => readFileSync(join(docs, path), 'utf8')
  const guides = readdirSync(join(docs, 'guides'), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.md'))
    .map((name) => join('guides', name))

  it.each(guides)('%s', (guide) => {
    expect(readDocs(guide), 'run npm run docs:generate').toBe(fillSnippets(readDocs(guide), readDocs))
  })
})
