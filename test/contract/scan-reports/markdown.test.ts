import { rmSync } from 'node:fs'
import { formatMarkdown, plan, toDetails } from '@plivo-to-vobiz/codemods'
import { afterEach, describe, expect, it } from 'vitest'
import { createHostileTree, createLargeTree } from './hostile.ts'

let root = ''
afterEach(() => rmSync(root, { recursive: true, force: true }))

const format = async (): Promise<string> => formatMarkdown(toDetails(await plan({ paths: [root] })))

describe('the Markdown report', () => {
  it('keeps hostile names inside code spans, and gives no secret away', async () => {
    root = createHostileTree()
    const text = await format()
    expect(text).toMatch(/^## Plivo to Vobiz\n\n\*\*\d+ places\*\* touch Plivo in 5 files: /)
    for (const line of text.split('\n').filter((one) => one.includes('here |x|')))
      expect(line).toMatch(/^- `` apps\/`tick` @here \|x\|\.js:\d+ `` /)
    expect(text).not.toMatch(/very-secret-value|4f1dd3c9b7e8/)
    expect(text.match(/<details/g)?.length).toBe(text.match(/<\/details>/g)?.length)
  })

  it('fits into a comment, and counts what it leaves out', async () => {
    root = createLargeTree(2000)
    const text = await format()
    expect(text.length).toBeLessThan(65_536)
    const shown = text.match(/^- `services/gm)?.length ?? 0
    const rest = Number(/and (\d+) more/.exec(text)?.[1])
    expect(shown + rest).toBe(2000)
  })

  it('says so when nothing touches Plivo', async () => {
    root = createLargeTree(0)
    expect(await format()).toContain('Nothing touches Plivo')
  })
})
