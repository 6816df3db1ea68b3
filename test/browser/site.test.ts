import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { translate } from '@plivo-to-vobiz/voice-xml'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { launchChromium, NO_CHROMIUM } from '../contract/chromium.ts'
import { buildSite, type Site } from './site.ts'
import { findBarriers, openPage } from './watch-page.ts'

const PAGES = [
  '/',
  '/guides/checklist.html',
  '/reference/xml.html',
  '/tools/xml.html',
  '/tools/signatures.html',
  '/tools/rewrite.html',
]
const SCREENS = [
  { name: 'wide and light', viewport: { width: 1440, height: 900 }, colorScheme: 'light' },
  { name: 'narrow and dark', viewport: { width: 360, height: 740 }, colorScheme: 'dark' },
] as const
const SHOTS = process.env.SCREENSHOTS

interface Vector {
  readonly id: string
  readonly input: {
    readonly method: string
    readonly url: string
    readonly headers: Readonly<Record<string, string>>
    readonly params?: Readonly<Record<string, string | readonly string[]>>
    readonly token: string
  }
  readonly expected: 'valid' | 'invalid'
  /** What a strict verifier says where the vendor's own package is lax. */
  readonly hardened?: 'valid' | 'invalid'
}

const vectors = (name: string): readonly Vector[] =>
  JSON.parse(readFileSync(join(import.meta.dirname, '../recorded/vectors', name), 'utf8'))

describe.skipIf(NO_CHROMIUM !== undefined)(`the site${NO_CHROMIUM === undefined ? '' : ` (${NO_CHROMIUM})`}`, () => {
  let browser: Browser
  let site: Site
  beforeAll(async () => {
    ;[browser, site] = await Promise.all([launchChromium(), buildSite()])
  })
  afterAll(async () => {
    await browser?.close()
    await site?.close()
  })

  const open = (path: string, options = {}) => openPage(browser, site.url(path), options)

  describe.each(SCREENS)('$name', ({ name, ...options }) => {
    it.each(PAGES)('%s has no problem, fits the screen and has no barrier', async (path) => {
      const { page, problems } = await open(path, options)
      if (SHOTS)
        await page.screenshot({
          path: join(SHOTS, `${path.replace(/\W+/g, '-')}${name.replaceAll(' ', '-')}.png`),
          fullPage: true,
        })
      expect(problems).toEqual([])
      expect(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth)).toBe(true)
      expect(await findBarriers(page)).toEqual([])
      await page.context().close()
    })
  })

  it('finds a page by searching, with the keyboard alone', async () => {
    const { page, problems } = await open('/')
    await page.keyboard.press('Control+k')
    await page.locator('.VPLocalSearchBox input').waitFor()
    await page.keyboard.type('stayAlone')
    await page.locator('.VPLocalSearchBox .result').first().waitFor()
    await page.keyboard.press('Enter')
    await page.waitForURL(/\/(reference|guides|decisions)\//)
    expect(problems).toEqual([])
    await page.context().close()
  })

  describe('the converter', () => {
    it('shows what the package makes of a document, and what it finds', async () => {
      const { page, problems } = await open('/tools/xml.html')
      const source = '<Response>\n  <Conference>room</Conference>\n  <Message src="1" dst="2">x</Message>\n</Response>'
      const expected = translate(source)
      await page.getByLabel('PlivoXML', { exact: true }).fill(source)
      await page.getByText(`${expected.findings.length} findings.`).waitFor()
      expect(await page.locator('pre.tool-output').textContent()).toBe(expected.xml)
      const codes = await page.locator('.tool-findings code').allInnerTexts()
      expect(codes).toEqual(expected.findings.map(({ code }) => code))
      expect(problems).toEqual([])
      await page.context().close()
    })

    it('runs nothing that is pasted', async () => {
      const { page, problems } = await open('/tools/xml.html')
      const source =
        '<Response><Speak voice="&quot;><img src=x onerror=alert(1)>">&lt;script>alert(1)&lt;/script></Speak></Response>'
      await page.getByLabel('PlivoXML', { exact: true }).fill(source)
      await page.getByText(/finding|Nothing to report|cannot be read/).waitFor()
      expect(await page.locator('.tool img, .tool script').count()).toBe(0)
      expect(problems).toEqual([])
      await page.context().close()
    })

    it('says why a document cannot be read, and checks VobizXML', async () => {
      const { page } = await open('/tools/xml.html')
      const editor = page.locator('#xml-source')
      await editor.fill('<Response><Speak></Response>')
      await page.getByText('This document cannot be read.').waitFor()
      await page.getByLabel('The document is').selectOption('vobiz')
      await editor.fill('<Response><GetDigits/></Response>')
      await page.locator('.tool-findings .error').first().waitFor()
      await page.context().close()
    })

    it('leads from a finding to its line by the keyboard', async () => {
      const { page } = await open('/tools/xml.html')
      await page.locator('.tool-findings .place').first().focus()
      await page.keyboard.press('Enter')
      const selected = await page.evaluate(() => {
        const editor = document.querySelector<HTMLTextAreaElement>('#xml-source')
        return editor?.value.slice(editor.selectionStart, editor.selectionEnd)
      })
      expect(selected).toMatch(/^retries=/)
      await page.context().close()
    })
  })

  describe('the signature explainer', () => {
    const explain = async (page: Page, provider: string, { input }: Vector): Promise<string> => {
      const headers = Object.entries(input.headers).map(([name, value]) => `${name}: ${value}`)
      const pairs = Object.entries(input.params ?? {}).flatMap(([name, value]) =>
        [value].flat().map((item): [string, string] => [name, item]),
      )
      await page.getByLabel('Platform').selectOption(provider)
      await page.getByLabel('Method').selectOption(input.method)
      await page.getByLabel(/^URL/).fill(input.url)
      await page.getByLabel(/^Headers/).fill(headers.join('\n'))
      await page.getByLabel(/^Body/).fill(new URLSearchParams(pairs).toString())
      await page.getByLabel(/^Auth token/).fill(input.token)
      await page.getByRole('button', { name: 'Explain' }).click()
      await page.locator('.tool-verdict strong, .tool-refusal').first().waitFor()
      return (await page.locator('.tool-verdict strong, .tool-refusal').first().textContent()) ?? ''
    }
    /** What a form can say. */
    const isPlain = ({ input }: Vector): boolean =>
      input.method === 'POST' &&
      Object.values(input.params ?? { none: null }).every((value) =>
        [value].flat().every((item) => typeof item === 'string'),
      )
    const choose = (file: string, expected: Vector['expected']): readonly Vector[] =>
      vectors(file)
        .filter((vector) => (vector.hardened ?? vector.expected) === expected && isPlain(vector))
        .slice(0, 6)

    it.each([
      ['vobiz', 'vobiz.json'],
      ['plivo', 'plivo-v3.json'],
    ])('agrees with the recorded vectors of %s', async (provider, file) => {
      const { page, problems } = await open('/tools/signatures.html')
      for (const vector of choose(file, 'valid'))
        expect(await explain(page, provider, vector), vector.id).toBe('Accepted')
      for (const vector of choose(file, 'invalid'))
        expect(await explain(page, provider, vector), vector.id).toMatch(/^Refused/)
      expect(problems).toEqual([])
      await page.context().close()
    })

    it('says what is wrong behind a proxy, and keeps the secret out of what it says', async () => {
      const { page, problems } = await open('/tools/signatures.html')
      await page.getByLabel('Example').selectOption({ label: 'Vobiz, behind a proxy that ends TLS' })
      const verdict = page.locator('.tool-verdict')
      await verdict.waitFor()
      expect(await verdict.textContent()).toMatch(/Refused, and here is why[\s\S]*https:\/\/ instead of http:\/\//)
      const token = await page.getByLabel(/^Auth token/).inputValue()
      expect(token).not.toBe('')
      expect(await page.locator('main').textContent()).not.toContain(token)
      expect(problems).toEqual([])
      await page.context().close()
    })

    it('may ask nobody else for anything', async () => {
      const { page } = await open('/tools/signatures.html')
      const refused = await page.evaluate(() =>
        fetch('http://127.0.0.2:9/').then(
          () => false,
          () => true,
        ),
      )
      expect(refused).toBe(true)
      expect(await page.locator('meta[http-equiv="Content-Security-Policy"]').getAttribute('content')).toContain(
        "connect-src 'self'",
      )
      await page.context().close()
    })
  })

  describe('the playground', () => {
    const fixture = (name: string): string =>
      readFileSync(join(import.meta.dirname, `../../codemods/transforms/js-signature/fixtures/${name}`), 'utf8')

    it('rewrites as the fixtures say', async () => {
      const { page, problems } = await open('/tools/rewrite.html')
      await page.getByLabel('Language').selectOption('ts')
      await page.getByLabel('Your code').fill(fixture('plain-default-import/input.ts'))
      await page.locator('.tool-output').getByText('export const verify').first().waitFor()
      const shown = await page
        .locator('.tool-output .line:not(.is-gone)')
        .evaluateAll((lines) => lines.map((line) => line.lastChild?.textContent?.replace(/\n$/, '')))
      expect(shown.join('\n').trimEnd()).toBe(fixture('plain-default-import/expected.ts').trimEnd())
      expect(problems).toEqual([])
      await page.context().close()
    })

    it('says where code does not parse', async () => {
      const { page } = await open('/tools/rewrite.html')
      await page.getByLabel('Your code').fill('const plivo = \n(')
      await page.getByText(/This does not parse: line 2/).waitFor()
      await page.context().close()
    })
  })
})
