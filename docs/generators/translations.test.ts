import { expect, it } from 'vitest'
import { fillTranslations } from './translations.ts'

const PAGE = '# A\n\n```xml plivo\n<Redirect>https://a.example/x</Redirect>\n```\n\n```xml vobiz\nold\n```\n\nend\n'

it('writes the translation and what it found, and only there', () => {
  const filled = fillTranslations(PAGE)
  expect(filled).toContain(
    '```xml vobiz\n<Redirect>https://a.example/x</Redirect>\n```\n\n<!-- found: nothing -->\n\nend',
  )
  expect(fillTranslations(filled)).toBe(filled)
})

it('fails on a document that cannot be read', () => {
  expect(() => fillTranslations(PAGE.replace('</Redirect>', ''))).toThrow()
})

it('leaves other blocks alone', () => {
  const page = '```xml\n<Response/>\n```\n\n```xml vobiz\nx\n```\n'
  expect(fillTranslations(page)).toBe(page)
})
