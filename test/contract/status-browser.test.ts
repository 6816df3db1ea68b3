import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { createCounters, createShim, joinEvents } from '@plivo-to-vobiz/shim'
import { createStatus } from '@plivo-to-vobiz/shim/status'
import axe from 'axe-core'
import type { Browser, BrowserContextOptions, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { createNonce, PLIVO_TOKEN, PUBLIC, recorded, signPlivo, signVobiz, VOBIZ_TOKEN } from './adapter-callbacks.ts'
import { launchChromium, NO_CHROMIUM } from './chromium.ts'

const TOKEN = 'a-token-of-24-characters'
const SLOW_MS = 1

describe.skipIf(NO_CHROMIUM !== undefined)(
  `the status page in a browser${NO_CHROMIUM ? ` (${NO_CHROMIUM})` : ''}`,
  () => {
    let browser: Browser
    beforeAll(async () => {
      browser = await launchChromium()
    })
    afterAll(() => browser?.close())

    const closing: (() => unknown)[] = []
    afterEach(async () => {
      for (const close of closing.splice(0).reverse()) await close()
    })

    /** A shim that takes signed webhooks, and its page. */
    async function start() {
      const counters = createCounters({ slowMs: SLOW_MS })
      const shim = createShim({
        plivo: { authToken: PLIVO_TOKEN },
        vobiz: { authToken: VOBIZ_TOKEN },
        publicUrl: PUBLIC,
        onEvent: joinEvents(counters),
        handlers: {
          answer: async () => {
            await new Promise((resolve) => setTimeout(resolve, 5))
            return '<Response/>'
          },
          hangup: () => undefined,
        },
      })
      const status = createStatus({ counters, token: TOKEN, updateEveryMs: 50, mode: 'both' })
      const server = createServer(status.node)
      await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
      const stop = async (): Promise<void> => {
        server.closeAllConnections()
        await new Promise((resolve) => server.close(resolve))
      }
      closing.push(stop)
      const post = async (provider: 'plivo' | 'vobiz', name: string, path = '/voice/answer', extra = '') => {
        const body = `${recorded(name).replace(/CallUUID=[\w-]+/, `CallUUID=${crypto.randomUUID()}`)}${extra}`
        const url = PUBLIC + path
        const headers = provider === 'plivo' ? signPlivo({ url, body }) : signVobiz({ url, nonce: createNonce() })
        return (await shim(new Request(url, { method: 'POST', body, headers }))).status
      }
      const refuse = () => shim(new Request(`${PUBLIC}/voice/answer`, { method: 'POST', body: 'a=1' }))
      return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`, post, refuse, stop }
    }

    /** Opens the page, and notes what goes wrong on it and where it asks. */
    async function open(url: string, options: BrowserContextOptions = {}) {
      const context = await browser.newContext({ httpCredentials: { username: 'me', password: TOKEN }, ...options })
      closing.push(() => context.close())
      const page = await context.newPage()
      const errors: string[] = []
      const asked: string[] = []
      page.on('console', (message) => message.type() === 'error' && errors.push(message.text()))
      page.on('pageerror', (error) => errors.push(error.message))
      page.on('dialog', (dialog) => {
        errors.push(`a dialog: ${dialog.message()}`)
        void dialog.dismiss()
      })
      page.on('request', (request) => asked.push(request.url()))
      await page.goto(url)
      return { page, errors, asked }
    }

    const tile = (page: Page, name: string) => page.locator('.tiles div', { hasText: name }).locator('b')
    const untilLive = (page: Page) => page.locator('#live[data-state=live]').waitFor()

    it('shows what happens while it happens, without loading again', async () => {
      const { url, post, refuse } = await start()
      const { page, errors, asked } = await open(url)
      await untilLive(page)
      expect(await tile(page, 'From Vobiz').textContent()).toBe('0')
      for (let turn = 0; turn < 3; turn += 1) expect(await post('vobiz', 'vobiz-01')).toBe(200)
      await post('plivo', 'plivo-02', '/legacy/ivr', '&Sentiment=calm')
      await refuse()
      await expect.poll(() => tile(page, 'From Vobiz').textContent()).toBe('3')
      await expect.poll(() => page.locator('#refusals').textContent()).toContain('unsigned')
      await expect.poll(() => page.locator('#unknown').textContent()).toContain('Sentiment')
      expect(await page.locator('#plivo').textContent()).toMatch(/\/legacy\/ivr.*…\d{3}/)
      expect(await page.locator('#handlers').textContent()).toMatch(/answer Vobiz3/)
      expect(await page.locator('#readiness').textContent()).toMatch(
        /Not yet ready.*Plivo's last request came just now/s,
      )
      expect(await page.locator('.strip.vobiz rect').count()).toBe(1)
      expect(errors).toEqual([])
      const pages = asked.filter((address) => !address.includes('stream'))
      expect(pages).toEqual([url])
      expect(asked.every((address) => address.startsWith(url))).toBe(true)
      expect(asked.join()).not.toContain(TOKEN)
    })

    it('shows the figures without JavaScript, and lets the reader choose the time', async () => {
      const { url, post } = await start()
      await post('vobiz', 'vobiz-01')
      const { page, asked } = await open(url, { javaScriptEnabled: false })
      expect(await tile(page, 'From Vobiz').textContent()).toBe('1')
      expect(await page.locator('#pause').isVisible()).toBe(false)
      await page.getByRole('link', { name: 'Last 30 days' }).click()
      expect(await page.locator('[aria-current=page]').textContent()).toBe('Last 30 days')
      expect(await page.locator('.axis').textContent()).toMatch(/^\d+ [A-Z][a-z]{2}/)
      await post('vobiz', 'vobiz-01')
      await page.getByRole('link', { name: 'Load again' }).click()
      expect(await tile(page, 'From Vobiz').textContent()).toBe('2')
      await page.locator('summary').click()
      expect(await page.locator('#traffic-table td').allTextContents()).toEqual(['0', '2'])
      expect(asked.every((address) => address.startsWith(url))).toBe(true)
    })

    it.each(['light', 'dark'] as const)('is sound for readers of all kinds, %s', async (colorScheme) => {
      const { url, post, refuse } = await start()
      await post('vobiz', 'vobiz-01')
      await post('plivo', 'plivo-02')
      await refuse()
      const { page } = await open(url, { colorScheme })
      await untilLive(page)
      await page.locator('summary').click()
      const background = await page.evaluate(() => getComputedStyle(document.body).backgroundColor)
      expect(background).toBe(colorScheme === 'dark' ? 'rgb(18, 22, 28)' : 'rgb(246, 247, 248)')
      // Not by a script tag, which the page's own policy forbids.
      await page.evaluate(`${axe.source}\n;0`)
      const { violations } = await page.evaluate(() => (window as unknown as { axe: typeof axe }).axe.run())
      expect(violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`)).toEqual([])
    })

    it('is worked by keyboard alone; what is opened and focused stays so while figures change', async () => {
      const { url, post } = await start()
      const { page } = await open(url)
      await untilLive(page)
      const focused = () => page.evaluate(() => document.activeElement?.textContent)
      await page.keyboard.press('Tab')
      expect(await focused()).toBe('Skip to the figures')
      expect(await page.locator('.skip').boundingBox()).toMatchObject({ x: 16 })
      const seen: (string | null | undefined)[] = []
      for (let turn = 0; turn < 6; turn += 1) {
        await page.keyboard.press('Tab')
        seen.push(await focused())
      }
      expect(seen).toEqual([
        'Pause updates',
        'Last hour',
        'Last 24 hours',
        'Last 30 days',
        'Figures as a table',
        'The same as JSON',
      ])
      await page.keyboard.press('Shift+Tab')
      await page.keyboard.press('Enter')
      await post('vobiz', 'vobiz-01')
      await expect.poll(() => page.locator('#traffic-table td').allTextContents()).toEqual(['0', '1'])
      expect(await focused()).toBe('Figures as a table')
      expect(await page.locator('details').getAttribute('open')).toBe('')

      await page.locator('#pause').focus()
      await page.keyboard.press('Space')
      expect(await page.locator('#live-words').textContent()).toBe('Paused')
      await post('vobiz', 'vobiz-01')
      await page.waitForTimeout(300)
      expect(await tile(page, 'From Vobiz').textContent()).toBe('1')
      await page.keyboard.press('Enter')
      await expect.poll(() => tile(page, 'From Vobiz').textContent()).toBe('2')
      expect(await page.locator('#live-words').textContent()).toBe('Live')
    })

    it.each([320, 390, 768, 1280, 2200])('fits a window %i pixels wide', async (width) => {
      const { url, post, refuse } = await start()
      for (const [provider, name] of [
        ['vobiz', 'vobiz-01'],
        ['vobiz', 'vobiz-04'],
        ['plivo', 'plivo-02'],
      ] as const)
        await post(provider, name, `/voice/${'a-rather-long-path/'.repeat(4)}`, '&AParameterWithAVeryLongNameIndeed=1')
      await refuse()
      const { page } = await open(url, { viewport: { width, height: 800 } })
      await untilLive(page)
      const widest = await page.evaluate(() =>
        Math.max(
          ...[...document.querySelectorAll('body *:not(.skip)')].map((one) => one.getBoundingClientRect().right),
        ),
      )
      expect(Math.round(widest)).toBeLessThanOrEqual(width)
    })

    it('says when the connection is lost', async () => {
      const { url, stop } = await start()
      const { page } = await open(url)
      await untilLive(page)
      closing.splice(closing.indexOf(stop), 1)
      await stop()
      await expect.poll(() => page.locator('#live-words').textContent()).toBe('Connection lost, trying again')
    })

    it('runs nothing that came with a request', async () => {
      const { url, post } = await start()
      const path = `/${encodeURIComponent('<img src=x onerror=alert(1)>')}`
      await post('plivo', 'plivo-02', path, '&<script>alert(1)</script>=1')
      const { page, errors } = await open(url)
      await untilLive(page)
      expect(await page.locator('#plivo').textContent()).toContain('<img src=x onerror=alert(1)>')
      expect(await page.locator('main img, main script').count()).toBe(0)
      expect(errors).toEqual([])
    })

    it('asks for the token, and shows nothing without it', async () => {
      const { url } = await start()
      const { page } = await open(url, { httpCredentials: { username: 'me', password: 'wrong' } })
      expect(await page.locator('body').textContent()).toMatch(/needs its token/)
      expect(await page.locator('main').count()).toBe(0)
    })

    it('is a page that policy keeps to itself', async () => {
      const { url } = await start()
      const { page } = await open(url)
      await untilLive(page)
      const outcome = await page.evaluate(async () => {
        const reach = await fetch('https://example.com/').then(
          () => 'reached',
          () => 'blocked',
        )
        const script = await new Promise((resolve) => {
          const made = document.createElement('div')
          try {
            made.innerHTML = '<img src=x onerror="window.ran = true">'
            document.body.append(made)
          } catch {
            resolve('blocked')
          }
          setTimeout(() => resolve((window as { ran?: boolean }).ran === true ? 'ran' : 'blocked'), 100)
        })
        return [reach, script]
      })
      expect(outcome).toEqual(['blocked', 'blocked'])
    })
  },
)
