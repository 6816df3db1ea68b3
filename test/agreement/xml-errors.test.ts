import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { VOICE_XML_ERRORS } from '@plivo-to-vobiz/voice-xml'
import { expect, it } from 'vitest'
import { listSources, ROOT, readSource } from './workspace.ts'

const codes = Object.keys(VOICE_XML_ERRORS)

it('lists every error of the XML package on its page, both ways', () => {
  const page = readFileSync(join(ROOT, 'docs/reference/xml-errors.md'), 'utf8')
  expect([...page.matchAll(/^\| `([a-z-]+)` \|/gm)].map((match) => match[1])).toEqual(codes)
})

it('has a test for every error, by its code or its words', () => {
  const tests = listSources('packages/voice-xml', { tests: true }).filter((file) => file.endsWith('.test.ts'))
  const text = tests.map(readSource).join('\n')
  const untested = Object.entries(VOICE_XML_ERRORS).filter(
    ([code, { text: words }]) => !text.includes(code) && !text.includes(words),
  )
  expect(untested.map(([code]) => code)).toEqual([])
})

it('keeps the table sorted', () => {
  expect(codes).toEqual([...codes].sort())
})
