import { readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { formatHtml, plan, toDetails } from '@plivo-to-vobiz/codemods'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { launchChromium, NO_CHROMIUM } from '../chromium.ts'
import { createHostileTree, createLargeTree } from './hostile.ts'

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')

/** Problems of accessibility that axe finds, as `rule: element`. */
async function findProblems(page: Page): Promise<readonly string[]> {
  const problems = await page.evaluate(`(() => { ${AXE}; return axe.run().then(({ violations }) =>
    violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => id + ': ' + html.slice(0, 120)))) })()`)
  return problems as readonly string[]
}

describe.skipIf(NO_CHROMIUM)(`the HTML report in a browser${NO_CHROMIUM ? ` (skipped: ${NO_CHROMIUM})` : ''}`, () => {
  let browser: Browser
  const roots: string[] = []
  const pages: Record<'hostile' | 'large', string> = { hostile: '', large: '' }

  beforeAll(async () => {
    browser = await launchChromium()
    for (const name of ['hostile', 'large'] as const) {
      const root = name === 'hostile' ? createHostileTree() : createLargeTree(2000)
      roots.push(root)
      const file = join(root, 'report.html')
      writeFileSync(file, formatHtml(toDetails(await plan({ paths: [root] }))))
      pages[name] = pathToFileURL(file).href
    }
  })
  afterAll(async () => {
    await browser.close()
    for (const root of roots) rmSync(root, { recursive: true, force: true })
  })

  async function open(name: keyof typeof pages, options: Parameters<Browser['newContext']>[0] = {}) {
    const context = await browser.newContext(options)
    const page = await context.newPage()
    const messages: string[] = []
    page.on('console', (message) => messages.push(message.text()))
    page.on('pageerror', (error) => messages.push(error.message))
    page.on('request', (request) => {
      if (request.url() !== pages[name]) messages.push(`asked for ${request.url()}`)
    })
    await page.goto(pages[name])
    return { page, messages }
  }

  it('runs nothing that names and lines of code carry, loads nothing, and complains of nothing', async () => {
    const { page, messages } = await open('hostile')
    expect(await page.evaluate('window.hacked')).toBeUndefined()
    expect(await page.locator('img').count()).toBe(0)
    expect(await page.locator('script').count()).toBe(1)
    expect(messages).toEqual([])
    const text = await page.locator('body').textContent()
    expect(text).toContain('<img src=x onerror="window.hacked=1">')
    expect(text).toContain('⟨U+202E⟩')
    expect(text).not.toMatch(/very-secret-value|4f1dd3c9b7e8/)
    await page.context().close()
  })

  it('has a policy under which an inline handler would not run', async () => {
    const { page, messages } = await open('hostile')
    await page.evaluate(
      `document.body.insertAdjacentHTML('beforeend', '<img src="data:," onerror="window.hacked = 1">')`,
    )
    await page.waitForTimeout(100)
    expect(await page.evaluate('window.hacked')).toBeUndefined()
    expect(messages.join()).toContain('Content Security Policy')
    await page.context().close()
  })

  it.each(['light', 'dark'] as const)('has no problem of accessibility in its %s dress', async (colorScheme) => {
    for (const viewport of [
      { width: 1200, height: 900 },
      { width: 360, height: 700 },
    ]) {
      const { page } = await open('hostile', { colorScheme, viewport, bypassCSP: true })
      await page.evaluate(`for (const one of document.querySelectorAll('details')) one.open = true`)
      expect(await findProblems(page)).toEqual([])
      expect(await page.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(viewport.width)
      await page.context().close()
    }
  })

  it('reads without scripts: every finding with its code and its change, and no filter that does nothing', async () => {
    const { page } = await open('hostile', { javaScriptEnabled: false })
    expect(await page.locator('form').isVisible()).toBe(false)
    expect(await page.locator('article').count()).toBeGreaterThan(8)
    expect(await page.locator('article pre mark').first().isVisible()).toBe(true)
    expect(await page.locator('details summary', { hasText: 'What migrate makes of it' }).count()).toBeGreaterThan(2)
    await page.context().close()
  })

  it('is filtered and searched from the keyboard alone', async () => {
    const { page } = await open('hostile')
    const shown = async (): Promise<number> => page.locator('article:visible').count()
    const all = await shown()
    await page.keyboard.press('/')
    await page.keyboard.type('xml-literal')
    await expect.poll(shown).toBeLessThan(all)
    expect(await page.locator('#count').textContent()).toBe(`${await shown()} shown`)
    await page.keyboard.press('Escape')
    await expect.poll(shown).toBe(all)
    await page.locator('input[value=auto]').focus()
    await page.keyboard.press('Space')
    await expect.poll(() => page.locator('article.auto:visible').count()).toBe(0)
    await page.keyboard.press('/')
    await page.keyboard.type('nothing has this')
    await expect.poll(shown).toBe(0)
    expect(await page.locator('#empty').isVisible()).toBe(true)
    await page.context().close()
  })

  it('prints every finding and change, without the filter', async () => {
    const { page } = await open('hostile')
    await page.evaluate(`dispatchEvent(new Event('beforeprint'))`)
    await page.emulateMedia({ media: 'print' })
    expect(await page.locator('form').isVisible()).toBe(false)
    expect(await page.locator('details:not([open])').count()).toBe(0)
    await page.context().close()
  })

  it('stays in use with 2000 findings: all there, and one word leaves one file', async () => {
    const { page, messages } = await open('large')
    expect(await page.locator('article').count()).toBe(2000)
    await page.fill('#search', 'call-77.js')
    await expect.poll(() => page.locator('#count').textContent()).toBe('20 shown')
    expect(await page.locator('.file:visible').count()).toBe(1)
    expect(await page.locator('main table').first().locator('tbody tr').count()).toBeGreaterThan(0)
    expect(messages).toEqual([])
    await page.context().close()
  })
})
