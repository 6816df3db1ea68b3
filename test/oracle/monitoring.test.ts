import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'

const GUIDES = join(import.meta.dirname, '../../docs/guides/monitoring')

/** Why Prometheus itself cannot be asked; with CI=true it must be there. */
function findReasonWithout(): string | undefined {
  if (spawnSync('promtool', ['--version']).error === undefined) return undefined
  const reason = 'promtool is not installed (Debian: apt-get install prometheus)'
  if (process.env.CI === 'true') throw new Error(`${reason}; with CI=true this is a failure, not a skip`)
  console.warn(`skipped: ${reason}`)
  return reason
}

const reason = findReasonWithout()
const promtool = (...args: string[]) => {
  const { status, stdout, stderr } = spawnSync('promtool', args, { encoding: 'utf8' })
  return { status, text: stdout + stderr }
}

describe.skipIf(reason !== undefined)(`Prometheus itself${reason ? ` (${reason})` : ''}`, () => {
  it('reads the alert rules', () => {
    expect(promtool('check', 'rules', join(GUIDES, 'alerts.yaml'))).toMatchObject({ status: 0 })
  })

  it('raises each alert on what it is for, and on nothing else', () => {
    const { status, text } = promtool('test', 'rules', join(import.meta.dirname, 'monitoring/alerts.yaml'))
    expect(text).toContain('SUCCESS')
    expect(status).toBe(0)
  })

  it('reads every expression of the dashboard', () => {
    const expressions = findExpressions(JSON.parse(readFileSync(join(GUIDES, 'dashboard.json'), 'utf8')))
    expect(expressions.length).toBeGreaterThan(15)
    const rules = expressions.map((text, index) => ({
      record: `panel_${index}`,
      expr: text.replaceAll('$__rate_interval', '5m').replaceAll('$job', '.*'),
    }))
    const file = join(mkdtempSync(join(tmpdir(), 'dashboard-')), 'rules.yaml')
    writeFileSync(file, JSON.stringify({ groups: [{ name: 'dashboard', rules }] }))
    const { status, text } = promtool('check', 'rules', file)
    expect(text).toContain(`${expressions.length} rules found`)
    expect(status).toBe(0)
  })

  it('sees a mistake when there is one', () => {
    const file = join(mkdtempSync(join(tmpdir(), 'dashboard-')), 'rules.yaml')
    writeFileSync(file, JSON.stringify({ groups: [{ name: 'x', rules: [{ record: 'x', expr: 'sum by (' }] }] }))
    expect(promtool('check', 'rules', file).status).not.toBe(0)
  })
})

function findExpressions(value: unknown): readonly string[] {
  if (typeof value !== 'object' || value === null) return []
  return Object.entries(value).flatMap(([key, inner]) =>
    key === 'expr' && typeof inner === 'string' ? [inner] : findExpressions(inner),
  )
}
