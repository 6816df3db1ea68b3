import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseScenario, renderHtml, runScenario, type ScenarioResult } from '@plivo-to-vobiz/simulator'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { launchChromium, NO_CHROMIUM } from './chromium.ts'

/** The call-flow page in a real browser: whatever an application answers stays text, and the picture can be read. */

const EVIL = `</text></svg></pre><script>window.hacked = 1</script><img src=x onerror="window.hacked = 1"> " ' & ]]> \u202e`
const XML = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;')

/** An application that puts hostile text wherever it can: into speech, addresses, attributes, bodies and types. */
const REPLIES: Record<string, { type?: string; status?: number; body: string }> = {
  '/answer': {
    body: `<Response><Speak>${XML(EVIL)}</Speak><Play>https://x.example/${XML(EVIL)}</Play><Dial action="/done?q=${encodeURIComponent(EVIL)}" callerId="${XML(EVIL)}"><Number>${XML(EVIL)}</Number></Dial></Response>`,
  },
  '/hangup': { type: EVIL.replace(/[^ -~]/g, ''), status: 500, body: EVIL },
}
const CALM = '<Response><Speak>Hello, this is a call.</Speak><Wait length="3"/><Speak>Goodbye.</Speak></Response>'

const folder = mkdtempSync(join(tmpdir(), 'call-flow-'))
let server: Server
let app = ''
let browser: Browser
let calm: ScenarioResult
let evil: ScenarioResult

beforeAll(async () => {
  if (NO_CHROMIUM !== undefined) return
  server = createServer((request, response) => {
    request.resume()
    const path = (request.url ?? '').split('?')[0] ?? ''
    const {
      type = 'application/xml',
      status = 200,
      body,
    } = REPLIES[path] ?? { body: path === '/calm' ? CALM : '<Response/>' }
    response.writeHead(status, { 'content-type': type }).end(body)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  app = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  calm = await play('name: Calm\nabout: A call.\n', '/calm', '/ended')
  evil = await play(
    `name: ${JSON.stringify(EVIL)}\nabout: ${JSON.stringify(EVIL)}\nsteps:\n  - dial: busy\n`,
    '/answer',
    '/hangup',
  )
  browser = await launchChromium()
})
afterAll(async () => {
  await browser?.close()
  server?.close()
  rmSync(folder, { recursive: true, force: true })
})

const play = (yaml: string, answer: string, hangup: string): Promise<ScenarioResult> =>
  runScenario(parseScenario(yaml, 'a.yaml'), { app, urls: { answer, hangup }, secrets: { plivo: 'p', vobiz: 'v' } })

async function show(result: ScenarioResult, options: { colorScheme?: 'light' | 'dark' } = {}): Promise<Page> {
  const file = join(folder, 'flow.html')
  writeFileSync(file, renderHtml(result))
  const page = await browser.newPage({ viewport: { width: 1440, height: 900 }, ...options })
  await page.goto(`file://${file}`)
  return page
}

describe.skipIf(NO_CHROMIUM !== undefined)('the call-flow page', () => {
  it('runs nothing and loads nothing, whatever the application answered', async () => {
    const page = await browser.newPage()
    const seen: string[] = []
    page.on('request', (request) => seen.push(request.url()))
    page.on('dialog', () => seen.push('dialog'))
    const file = join(folder, 'evil.html')
    writeFileSync(file, renderHtml(evil))
    await page.goto(`file://${file}`)
    expect(seen).toEqual([`file://${file}`])
    expect(await page.evaluate('window.hacked')).toBeUndefined()
    expect(await page.locator('script, img, iframe, object, embed, link, a').count()).toBe(0)
    expect(
      await page.evaluate(
        "[...document.querySelectorAll('*')].flatMap((e) => [...e.attributes]).filter((a) => /^on/i.test(a.name)).length",
      ),
    ).toBe(0)
    expect(await page.locator('h1').textContent()).toContain('window.hacked')
    await page.close()
  })

  it('would not run a script even if one got in', async () => {
    const file = join(folder, 'forced.html')
    writeFileSync(file, renderHtml(calm).replace('<main>', '<main><script>window.hacked = 1</script>'))
    const page = await browser.newPage()
    await page.goto(`file://${file}`)
    expect(await page.evaluate('window.hacked')).toBeUndefined()
    await page.close()
  })

  it('draws pictures that are well-formed, have names, and keep their text inside', async () => {
    for (const result of [calm, evil]) {
      const page = await show(result)
      const found = (await page.evaluate(`[...document.querySelectorAll('figure > svg')].map((svg) => {
        const parsed = new DOMParser().parseFromString(new XMLSerializer().serializeToString(svg), 'image/svg+xml')
        const { width } = svg.viewBox.baseVal
        const boxes = [...svg.querySelectorAll('text')].map((text) => text.getBBox())
        return {
          broken: parsed.querySelector('parsererror') !== null,
          name: svg.querySelector('title')?.textContent ?? '',
          role: svg.getAttribute('role'),
          outside: boxes.filter((box) => box.width > 0 && (box.x < -1 || box.x + box.width > width + 1)).length,
        }
      })`)) as { broken: boolean; name: string; role: string; outside: number }[]
      expect(found.length).toBeGreaterThan(2)
      for (const { broken, name, role, outside } of found) {
        expect(broken).toBe(false)
        expect(name).not.toBe('')
        expect(role).toBe('img')
        expect(outside, name).toBe(0)
      }
      await page.close()
    }
  })

  it('says the same in words, with headings in order', async () => {
    const page = await show(calm)
    expect(await page.locator('html').getAttribute('lang')).toBe('en')
    expect(await page.locator('h1').count()).toBe(1)
    expect(await page.locator('h3').count()).toBe(0)
    await page.locator('summary', { hasText: 'Read the call flow' }).click()
    const words = await page.locator('details[open] table').textContent()
    expect(words).toContain('caller hears "Hello, this is a call."')
    expect(await page.locator('details[open] thead th').allTextContents()).toEqual(['Time', 'Plivo', 'Vobiz'])
    await page.close()
  })

  it('is dark where the reader is, with text that can be told from its ground', async () => {
    for (const colorScheme of ['light', 'dark'] as const) {
      const page = await show(calm, { colorScheme })
      const contrasts = (await page.evaluate(`(() => {
        const channel = (value) => (value /= 255) <= 0.03928 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4
        const luminance = (colour) => {
          const [r, g, b] = colour.match(/[\\d.]+/g).map(Number)
          return 0.2126 * channel(r) + 0.7152 * channel(g) + 0.0722 * channel(b)
        }
        const paper = luminance(getComputedStyle(document.querySelector('figure')).backgroundColor)
        return [...document.querySelectorAll('figure text')].map((text) => {
          const under = text.parentNode.querySelector(':scope > circle') ?? text.parentNode.querySelector(':scope > rect')
          const ground = under === null ? paper : luminance(getComputedStyle(under).fill)
          const ink = luminance(getComputedStyle(text).fill)
          return (Math.max(ink, ground) + 0.05) / (Math.min(ink, ground) + 0.05)
        })
      })()`)) as number[]
      expect(Math.min(...contrasts), colorScheme).toBeGreaterThan(4.5)
      await page.close()
    }
  })

  it('prints', async () => {
    const page = await show(calm)
    await page.emulateMedia({ media: 'print' })
    expect(await page.locator('details').first().isVisible()).toBe(false)
    const pdf = await page.pdf({ preferCSSPageSize: true })
    expect(pdf.subarray(0, 4).toString()).toBe('%PDF')
    await page.close()
  })

  it('is one file', () => {
    const html = readFileSync(join(folder, 'flow.html'), 'utf8')
    expect(html).not.toMatch(/(?:src|href)=|url\(|@import/)
  })
})
