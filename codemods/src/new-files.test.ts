import { expect, it } from 'vitest'
import { planNewFiles } from './new-files.ts'
import { createTree } from './tree.fixture.ts'

const FILE = { path: 'app/helper.py', text: '# made by us\nnew\n', marker: 'made by us' }

it('plans a file that is not there', () => {
  const { changes, findings } = planNewFiles([FILE, FILE], createTree())
  expect(changes).toMatchObject([{ file: 'app/helper.py', oldText: '', newText: FILE.text }])
  expect(findings.map(({ code }) => code)).toEqual(['file-added'])
})

it('replaces one of ours, leaves an equal one, and never touches another', () => {
  expect(planNewFiles([FILE], createTree({ 'app/helper.py': FILE.text }))).toEqual({ changes: [], findings: [] })
  const ours = planNewFiles([FILE], createTree({ 'app/helper.py': '# made by us\nold\n' }))
  expect(ours.changes).toMatchObject([{ oldText: '# made by us\nold\n', newText: FILE.text }])
  for (const content of ['print("theirs")\n', Buffer.from([0, 1])]) {
    const theirs = planNewFiles([FILE], createTree({ 'app/helper.py': content }))
    expect(theirs.changes).toEqual([])
    expect(theirs.findings.map(({ code }) => code)).toEqual(['file-taken'])
  }
})
