import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { type AddressInfo, createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseScenario } from '@plivo-to-vobiz/simulator'
import { type Io, main } from 'plivo-to-vobiz'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { ROOT } from '../agreement/workspace.ts'
import { type ParityApp, startParityApp } from './parity/app.ts'

/** Every `simulate` command of the guide, run as it stands there, and every scenario it shows, read. */

const guide = readFileSync(join(ROOT, 'docs/guides/simulate.md'), 'utf8')
const blocks = (language: string): readonly string[] =>
  Array.from(guide.matchAll(new RegExp(`^\`\`\`${language}\\n([\\s\\S]*?)^\`\`\``, 'gm')), ([, text = '']) => text)
const commands = blocks('sh')
  .flatMap((text) => text.replaceAll(/\\\n\s*/g, '').split('\n'))
  .filter((line) => line.startsWith('plivo-to-vobiz simulate'))
const scenarios = blocks('yaml')
const json = /^## As data\n([\s\S]*?)^## /m.exec(guide)?.[1] ?? ''

const TOKENS = { PLIVO_AUTH_TOKEN: 'one', VOBIZ_AUTH_TOKEN: 'two' }
const folder = mkdtempSync(join(tmpdir(), 'simulate-guide-'))
let app: ParityApp
let restPort = 0

beforeAll(async () => {
  const server = createServer()
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  restPort = (server.address() as AddressInfo).port
  await new Promise((resolve) => server.close(resolve))
  process.env.SIMULATOR_REST_URL = `http://127.0.0.1:${restPort}`
  await import('@plivo-to-vobiz/simulator/redirect-rest')
  app = await startParityApp({ publicUrl: 'https://ivr.example.com', plivoToken: 'one', vobizToken: 'two' })
  writeFileSync(join(folder, 'support.yaml'), scenarios[0] ?? '')
})
afterAll(async () => {
  await app.close()
  rmSync(folder, { recursive: true, force: true })
})

async function run(line: string): Promise<{ code: number; out: string; err: string }> {
  const args = line
    .replaceAll('http://127.0.0.1:3000', app.url)
    .replace('--rest 4010', `--rest ${restPort}`)
    .split(/\s+/)
    .slice(1)
  const written = { out: '', err: '' }
  const io: Io = {
    stdout: (text) => {
      written.out += text
    },
    stderr: (text) => {
      written.err += text
    },
    stdin: async () => new Uint8Array(),
    env: TOKENS,
    cwd: folder,
    colour: false,
    interactive: false,
  }
  return { code: await main(args, io), ...written }
}

describe('the guide to the simulator', () => {
  it('shows commands and scenarios', () => {
    expect(commands.length).toBeGreaterThan(7)
    expect(scenarios).toHaveLength(2)
  })

  it.each(commands)('%s', async (line) => {
    const { code, err } = await run(line)
    expect(err).toBe('')
    expect(code).toBe(0)
  })

  it('draws the picture it says it draws', () => {
    expect(readFileSync(join(folder, 'call-flow.html'), 'utf8')).toContain('<h2 id="flow">Call flow</h2>')
  })

  it.each(scenarios)('reads the scenario %#', (text) => {
    expect(parseScenario(text, 'guide.yaml').name).not.toBe('')
  })

  it('lists every field of the JSON report', async () => {
    const { out } = await run(`${commands.find((line) => line.includes('simulate transfer '))} --format json`)
    const report = JSON.parse(out)
    const known = (names: readonly string[]): void => {
      for (const name of names) expect(json, name).toMatch(new RegExp(`\`[^\`]*\\b${name}\\b[^\`]*\``))
    }
    known(Object.keys(report))
    known(Object.keys(report.calls[0]))
    known(Object.keys(report.calls[0].transcript))
    for (const entry of report.calls[1].transcript.entries) known(Object.keys(entry).filter((name) => name !== 'kind'))
    known(Object.keys(report.comparison))
    known(Object.keys(report.comparison.differences[0]))
  })
})
