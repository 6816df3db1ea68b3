import { expect, it } from 'vitest'
import { toReport } from '../report.ts'
import { plan } from '../run.ts'
import { CHECK, createTree } from '../tree.fixture.ts'
import { formatJson } from './json.ts'
import { formatText } from './text.ts'

const MANIFEST = '{ "dependencies": { "plivo": "4", "@plivo-to-vobiz/signatures": "0" } }'

const getReport = async () =>
  toReport(await plan({ paths: [createTree({ 'a.js': CHECK, 'bad.js': 'plivo (', 'package.json': MANIFEST }).root] }))

it('prints one JSON object', async () => {
  const report = await getReport()
  expect(JSON.parse(formatJson(report))).toEqual(report)
})

it('prints findings by file, what was skipped, and totals', async () => {
  const text = formatText(await getReport())
  expect(text).toMatch(/^a\.js\n {2}1:23 +auto +sdk-import {2}/)
  expect(text).toContain('Skipped:\n  bad.js  It does not parse: line ')
  expect(text).toMatch(/3 files, 2 parsed, 1 skipped\.\n\d+ lines name Plivo: .*\n\d+ findings: /)
})

it('paints with what it is given', async () => {
  const text = formatText(await getReport(), (what, words) => `<${what}>${words}</${what}>`)
  expect(text).toContain('<file>a.js</file>')
  expect(text).toContain('<review>review</review>')
})
