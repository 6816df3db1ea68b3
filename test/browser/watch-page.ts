import axe from 'axe-core'
import type { Browser, BrowserContextOptions, Page } from 'playwright-core'

/** A page and what went wrong in it. */
export interface WatchedPage {
  readonly page: Page
  /** Console errors, uncaught errors, failed requests and requests to anywhere but the page's own origin. */
  readonly problems: readonly string[]
}

/** Opens an address and notes everything that should not happen there. */
export async function openPage(
  browser: Browser,
  url: string,
  options: BrowserContextOptions = {},
): Promise<WatchedPage> {
  const context = await browser.newContext(options)
  const page = await context.newPage()
  const problems: string[] = []
  const { origin } = new URL(url)
  page.on('console', (message) => message.type() === 'error' && problems.push(`console: ${message.text()}`))
  page.on('pageerror', (error) => problems.push(`error: ${error.message}`))
  page.on('requestfailed', (request) => problems.push(`failed: ${request.url()}`))
  page.on('request', (request) => {
    const target = new URL(request.url())
    if (target.origin !== origin && !['data:', 'blob:'].includes(target.protocol)) problems.push(`asked ${target.href}`)
  })
  await page.goto(url, { waitUntil: 'networkidle' })
  return { page, problems }
}

/** Experimental in axe, and wrong about a button that shows its shortcut beside its name. */
const NOT_SURE = { 'label-content-name-mismatch': { enabled: false } }

/** Serious and critical problems of accessibility, as `rule: where`. */
export async function findBarriers(page: Page): Promise<readonly string[]> {
  await page.evaluate(axe.source)
  const violations = await page.evaluate(async (rules) => {
    const run: typeof axe.run = Reflect.get(globalThis, 'axe').run
    const results = await run(document, { runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa'], rules })
    return results.violations.map(({ id, impact, nodes }) => ({ id, impact, where: String(nodes[0]?.target) }))
  }, NOT_SURE)
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .map(({ id, where }) => `${id}: ${where}`)
}
