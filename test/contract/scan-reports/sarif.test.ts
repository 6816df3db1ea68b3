import { readFileSync, rmSync } from 'node:fs'
import { createRequire } from 'node:module'
import { formatSarif, plan, toDetails } from '@plivo-to-vobiz/codemods'
import draft04 from 'ajv-draft-04'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createHostileTree } from './hostile.ts'

const schemaPath = createRequire(import.meta.url).resolve('@microsoft/jest-sarif/lib/schemas/sarif-2.1.0-rtm.5.json')
const validate = new draft04.default({
  strict: false,
  validateFormats: false,
  unicodeRegExp: false,
  allErrors: true,
}).compile(JSON.parse(readFileSync(schemaPath, 'utf8')))

let root = ''
let text = ''
beforeAll(async () => {
  root = createHostileTree()
  text = formatSarif(toDetails(await plan({ paths: [root] })))
})
afterAll(() => rmSync(root, { recursive: true, force: true }))

describe('the SARIF log', () => {
  it('fits the schema of SARIF 2.1.0', () => {
    validate(JSON.parse(text))
    expect(validate.errors ?? []).toEqual([])
  })

  it('is refused by that schema when a result has no message', () => {
    const log = JSON.parse(text)
    delete log.runs[0].results[0].message
    expect(validate(log)).toBe(false)
  })

  it('has a rule for every result, addresses that are relative, and fingerprints that are unique', () => {
    const [run] = JSON.parse(text).runs
    const ids = run.tool.driver.rules.map(({ id }: { id: string }) => id)
    expect(run.results.length).toBeGreaterThan(5)
    for (const { ruleId, ruleIndex, locations } of run.results) {
      expect(ids[ruleIndex]).toBe(ruleId)
      const { uri } = locations[0].physicalLocation.artifactLocation
      const url = new URL(uri, 'https://base.example/')
      expect([url.origin, url.search, url.hash]).toEqual(['https://base.example', '', ''])
    }
    for (const { helpUri } of run.tool.driver.rules) expect(new URL(helpUri).protocol).toBe('https:')
    const prints = run.results.map(({ partialFingerprints }: { partialFingerprints: object }) =>
      JSON.stringify(partialFingerprints),
    )
    expect(new Set(prints).size).toBe(prints.length)
  })

  it('names what was not looked at', () => {
    const [{ toolExecutionNotifications }] = JSON.parse(text).runs[0].invocations
    expect(toolExecutionNotifications[0].message.text).toContain('broken <b>.js was not looked at')
  })

  it('gives no secret away', () => {
    expect(text).not.toContain('very-secret-value')
    expect(text).not.toContain('4f1dd3c9b7e86a52')
    expect(text).not.toContain('MA1234567890ABCDEFGH')
  })
})
