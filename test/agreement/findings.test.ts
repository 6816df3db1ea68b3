import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { FINDINGS as SCAN_FINDINGS } from '@plivo-to-vobiz/codemods'
import { ATTRIBUTES } from '@plivo-to-vobiz/mappings'
import { lint, translate, FINDINGS as XML_FINDINGS } from '@plivo-to-vobiz/voice-xml'
import { describe, expect, it } from 'vitest'
import { ROOT } from './workspace.ts'

const read = (path: string): string => readFileSync(join(ROOT, path), 'utf8')

/** The codes a reference page lists, one row each. */
const listCodes = (page: string): readonly string[] =>
  [...read(page).matchAll(/^\| `([a-z0-9-]+)` \|/gm)].map((match) => match[1] ?? '')

describe('findings of the XML translator', () => {
  const fixtures = join(ROOT, 'packages/voice-xml/fixtures')
  const shown = new Set(
    readdirSync(fixtures).flatMap((name) =>
      JSON.parse(readFileSync(join(fixtures, name, 'findings.json'), 'utf8')).map(
        (line: string) => line.split(' ')[0] ?? '',
      ),
    ),
  )
  // Too large for a file in the repository.
  const large = `<Response><Speak>${'word '.repeat(21_000)}</Speak></Response>`
  for (const { code } of [...translate(large).findings, ...lint(large, 'plivo')]) shown.add(code)

  // Only where somebody answers the actions; the tests of packages/voice-xml/src/input say when.
  const many = '<Response><GetDigits retries="1000"/></Response>'
  const emulateInput = { takes: () => true, toAction: () => 'https://voice.example.com/menu' }
  for (const { code } of translate(many, { emulateInput }).findings) shown.add(code)

  it('are each shown by a fixture, and fixtures show no other', () => {
    expect([...shown].sort()).toEqual(Object.keys(XML_FINDINGS).sort())
  })

  it('are the codes the attribute rows name', () => {
    const named = new Set(ATTRIBUTES.flatMap((row) => ('findings' in row ? row.findings : [])))
    expect([...named].filter((code) => !Object.hasOwn(XML_FINDINGS, code))).toEqual([])
  })

  it('are listed on their page, both ways', () => {
    expect([...listCodes('docs/reference/xml-findings.md')].sort()).toEqual(Object.keys(XML_FINDINGS).sort())
  })
})

describe('findings of the scanner', () => {
  it('are listed on their page, both ways', () => {
    expect([...listCodes('docs/reference/findings.md')].sort()).toEqual(Object.keys(SCAN_FINDINGS).sort())
  })

  it('point at pages that exist', () => {
    const missing = Object.values(SCAN_FINDINGS).filter(({ docs }) => !existsSync(join(ROOT, 'docs', `${docs}.md`)))
    expect(missing).toEqual([])
  })
})
